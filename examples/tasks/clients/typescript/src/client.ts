// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import * as taskOperations from "./http/task.js";
import * as sendHelloOperations from "./http/send_hello.js";
import * as sockets from "./ws/sockets.js";
import { bind, type Bound } from "./runtime/bind.js";
import { createHttp, type HttpOptions } from "./runtime/http.js";
import type { SocketOptions } from "./runtime/pushes.js";
import { openSocket, type ServiceSocket } from "./ws/client.js";

/** Every HTTP operation. */
export interface HttpApi
  extends Bound<typeof taskOperations>,
    Bound<typeof sendHelloOperations> {}

/** The whole service: HTTP, its WebSocket endpoint, and its further sockets. */
export interface Client {
  readonly http: HttpApi;
  readonly ws: ServiceSocket;
  readonly sockets: Bound<typeof sockets>;
}

/** Where the service is, and how its sockets behave. */
export interface ClientOptions extends HttpOptions {
  socket?: SocketOptions;
}

/** Gathers the whole service; for the smallest bundle import single functions from `./http/*`. */
export function createClient(options: ClientOptions): Client {
  const http = createHttp(options);
  return {
    http: {
      ...bind(http, taskOperations),
      ...bind(http, sendHelloOperations),
    },
    ws: openSocket(http, options.socket),
    sockets: bind(http, sockets),
  };
}

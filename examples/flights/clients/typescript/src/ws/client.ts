// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import type { Http } from "../runtime/http.js";
import type { SocketOptions } from "../runtime/pushes.js";
import { socketUrl } from "../runtime/url.js";
import { Socket } from "../runtime/ws.js";
import { CALLS, type Calls } from "./calls.js";
import { PUSHES, type Pushes, type Rooms } from "./pushes.js";

/** The service's WebSocket endpoint: calls by name, pushes and rooms. */
export type ServiceSocket = Socket<Calls, Pushes, Rooms>;

/** Gives the service's WebSocket endpoint; it connects when it is first used. */
export function openSocket(http: Http, options: SocketOptions = {}): ServiceSocket {
  const url = socketUrl(http.options.baseUrl, ["/ws"]);
  return new Socket({ ...options, url, tokens: http.tokens }, CALLS, PUSHES);
}

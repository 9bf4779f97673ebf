// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import * as airlineOperations from "./http/airline.js";
import * as airportOperations from "./http/airport.js";
import * as planeOperations from "./http/plane.js";
import * as weatherOperations from "./http/weather.js";
import * as flightOperations from "./http/flight.js";
import * as countRowsOperations from "./http/count_rows.js";
import { bind, type Bound } from "./runtime/bind.js";
import { createHttp, type HttpOptions } from "./runtime/http.js";
import type { SocketOptions } from "./runtime/pushes.js";
import { openSocket, type ServiceSocket } from "./ws/client.js";

/** Every HTTP operation. */
export interface HttpApi
  extends Bound<typeof airlineOperations>,
    Bound<typeof airportOperations>,
    Bound<typeof planeOperations>,
    Bound<typeof weatherOperations>,
    Bound<typeof flightOperations>,
    Bound<typeof countRowsOperations> {}

/** The whole service: HTTP, its WebSocket endpoint, and its further sockets. */
export interface Client {
  readonly http: HttpApi;
  readonly ws: ServiceSocket;
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
      ...bind(http, airlineOperations),
      ...bind(http, airportOperations),
      ...bind(http, planeOperations),
      ...bind(http, weatherOperations),
      ...bind(http, flightOperations),
      ...bind(http, countRowsOperations),
    },
    ws: openSocket(http, options.socket),
  };
}

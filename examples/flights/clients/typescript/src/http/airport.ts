// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import * as rt from "../runtime/http.js";
import type * as wire from "../runtime/scalars.js";
import type * as types from "../types.js";

/** What listAirports declares that it may fail with. */
export type ListAirportsErrors = rt.Declared<400 | 422, "invalid_data">;

/** List airports. */
export function listAirports(
  http: rt.Http,
  input: types.AirportQuery = {},
  options?: rt.CallOptions,
): rt.Call<wire.Page<types.AirportRead, wire.KeysetMeta>, ListAirportsErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/airports"],
    status: 200,
    query: input,
    errors: ["invalid_data"],
  };
  return rt.call(http, operation, options);
}

/** List airports. Every item, page after page. */
export function listAirportsAll(
  http: rt.Http,
  input: types.AirportQuery = {},
  options?: rt.CallOptions,
): AsyncGenerator<types.AirportRead, void, undefined> {
  return rt.everyItem((page) => listAirports(http, page, options), input);
}

/** What getAirport declares that it may fail with. */
export type GetAirportErrors =
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<404, "not_found">;

/** Look up an airport by its key. */
export function getAirport(
  http: rt.Http,
  input: types.AirportKey,
  options?: rt.CallOptions,
): rt.Call<types.AirportRead, GetAirportErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/airports/", input.faa],
    status: 200,
    errors: ["invalid_data", "not_found"],
  };
  return rt.call(http, operation, options);
}

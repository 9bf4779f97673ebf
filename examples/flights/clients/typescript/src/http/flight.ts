// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import * as rt from "../runtime/http.js";
import type * as wire from "../runtime/scalars.js";
import type * as types from "../types.js";

/** What listFlights declares that it may fail with. */
export type ListFlightsErrors = rt.Declared<400 | 422, "invalid_data">;

/** List flights. */
export function listFlights(
  http: rt.Http,
  input: types.FlightQuery = {},
  options?: rt.CallOptions,
): rt.Call<wire.Page<types.FlightRead, wire.KeysetMeta>, ListFlightsErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/flights"],
    status: 200,
    query: input,
    errors: ["invalid_data"],
  };
  return rt.call(http, operation, options);
}

/** List flights. Every item, page after page. */
export function listFlightsAll(
  http: rt.Http,
  input: types.FlightQuery = {},
  options?: rt.CallOptions,
): AsyncGenerator<types.FlightRead, void, undefined> {
  return rt.everyItem((page) => listFlights(http, page, options), input);
}

/** What getFlight declares that it may fail with. */
export type GetFlightErrors =
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<404, "not_found">;

/** Look up a flight by its key. */
export function getFlight(
  http: rt.Http,
  input: types.FlightKey,
  options?: rt.CallOptions,
): rt.Call<types.GetFlightOutput, GetFlightErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/flights/", input.id],
    status: 200,
    errors: ["invalid_data", "not_found"],
  };
  return rt.call(http, operation, options);
}

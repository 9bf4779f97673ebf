// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import * as rt from "../runtime/http.js";
import type * as wire from "../runtime/scalars.js";
import type * as types from "../types.js";

/** What createAirline declares that it may fail with. */
export type CreateAirlineErrors =
  | rt.Declared<401, "authentication_failed" | "token_expired">
  | rt.Declared<403, "permission_denied">
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<409, "conflict">;

/** Add an airline. */
export function createAirline(
  http: rt.Http,
  input: types.AirlineCreate,
  options?: rt.CallOptions,
): rt.Call<types.AirlineRead, CreateAirlineErrors, 201> {
  const operation: rt.Operation = {
    method: "POST",
    path: ["/api/airlines"],
    status: 201,
    body: input,
    errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data", "conflict"],
  };
  return rt.call(http, operation, options);
}

/** What listAirlines declares that it may fail with. */
export type ListAirlinesErrors = rt.Declared<400 | 422, "invalid_data">;

/** List airlines. */
export function listAirlines(
  http: rt.Http,
  input: types.AirlineQuery = {},
  options?: rt.CallOptions,
): rt.Call<wire.Page<types.AirlineRead, wire.KeysetMeta>, ListAirlinesErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/airlines"],
    status: 200,
    query: input,
    errors: ["invalid_data"],
  };
  return rt.call(http, operation, options);
}

/** List airlines. Every item, page after page. */
export function listAirlinesAll(
  http: rt.Http,
  input: types.AirlineQuery = {},
  options?: rt.CallOptions,
): AsyncGenerator<types.AirlineRead, void, undefined> {
  return rt.everyItem((page) => listAirlines(http, page, options), input);
}

/** What getAirline declares that it may fail with. */
export type GetAirlineErrors =
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<404, "not_found">;

/** Look up an airline by its key. */
export function getAirline(
  http: rt.Http,
  input: types.AirlineKey,
  options?: rt.CallOptions,
): rt.Call<types.AirlineRead, GetAirlineErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/airlines/", input.carrier],
    status: 200,
    errors: ["invalid_data", "not_found"],
  };
  return rt.call(http, operation, options);
}

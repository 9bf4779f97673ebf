// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import * as rt from "../runtime/http.js";
import type * as wire from "../runtime/scalars.js";
import type * as types from "../types.js";

/** What listPlanes declares that it may fail with. */
export type ListPlanesErrors = rt.Declared<400 | 422, "invalid_data">;

/** List planes. */
export function listPlanes(
  http: rt.Http,
  input: types.PlaneQuery = {},
  options?: rt.CallOptions,
): rt.Call<wire.Page<types.PlaneRead, wire.OffsetMeta>, ListPlanesErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/planes"],
    status: 200,
    query: input,
    errors: ["invalid_data"],
  };
  return rt.call(http, operation, options);
}

/** List planes. Every item, page after page. */
export function listPlanesAll(
  http: rt.Http,
  input: types.PlaneQuery = {},
  options?: rt.CallOptions,
): AsyncGenerator<types.PlaneRead, void, undefined> {
  return rt.everyItem((page) => listPlanes(http, page, options), input);
}

/** What getPlane declares that it may fail with. */
export type GetPlaneErrors =
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<404, "not_found">;

/** Look up a plane by its key. */
export function getPlane(
  http: rt.Http,
  input: types.PlaneKey,
  options?: rt.CallOptions,
): rt.Call<types.PlaneRead, GetPlaneErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/planes/", input.tailnum],
    status: 200,
    errors: ["invalid_data", "not_found"],
  };
  return rt.call(http, operation, options);
}

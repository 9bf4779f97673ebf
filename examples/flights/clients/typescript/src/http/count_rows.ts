// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import * as rt from "../runtime/http.js";
import type * as types from "../types.js";

/** What countRows declares that it may fail with. */
export type CountRowsErrors = never;

/** Count the rows of every table. */
export function countRows(
  http: rt.Http,
  options?: rt.CallOptions,
): rt.Call<types.CountRowsOutput, CountRowsErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/counts"],
    status: 200,
  };
  return rt.call(http, operation, options);
}

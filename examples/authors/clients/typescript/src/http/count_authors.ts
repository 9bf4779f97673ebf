// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import * as rt from "../runtime/http.js";
import type * as types from "../types.js";

/** What countAuthors declares that it may fail with. */
export type CountAuthorsErrors = never;

/** Count the authors. */
export function countAuthors(
  http: rt.Http,
  options?: rt.CallOptions,
): rt.Call<types.CountAuthorsOutput, CountAuthorsErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/authors-count"],
    status: 200,
  };
  return rt.call(http, operation, options);
}

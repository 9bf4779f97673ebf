// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import * as rt from "../runtime/http.js";
import type * as types from "../types.js";

/** What sendHello declares that it may fail with. */
export type SendHelloErrors =
  | rt.Declared<401, "authentication_failed" | "token_expired">
  | rt.Declared<403, "permission_denied">
  | rt.Declared<400 | 422, "invalid_data">;

/** Ask a worker to greet. */
export function sendHello(
  http: rt.Http,
  input: types.SendHelloInput,
  options?: rt.CallOptions,
): rt.Call<undefined, SendHelloErrors, 204> {
  const operation: rt.Operation = {
    method: "POST",
    path: ["/api/tasks/hello"],
    status: 204,
    body: input,
    nothing: true,
    errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data"],
  };
  return rt.call(http, operation, options);
}

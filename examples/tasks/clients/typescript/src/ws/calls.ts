// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import type * as rt from "../runtime/errors.js";
import type { Package } from "../runtime/ws.js";
import type * as wire from "../runtime/scalars.js";
import type * as types from "../types.js";

/** What every package takes, gives and may fail with, by its name. */
export interface Calls {
  /** List tasks. */
  GET_TASKS: {
    request: types.TaskQuery | undefined;
    reply: types.TaskRead[];
    meta: wire.KeysetMeta;
    errors: rt.Declared<2, "invalid_data">;
  };
  /** Add a task. */
  CREATE_TASK: {
    request: types.TaskCreate;
    reply: types.TaskRead;
    meta: null;
    errors:
      | rt.Declared<7, "authentication_failed" | "token_expired">
      | rt.Declared<3, "permission_denied">
      | rt.Declared<2, "invalid_data">;
  };
}

/** The packages' numbers, which never change. */
export const CALLS: { readonly [Name in keyof Calls]: Package } = {
  GET_TASKS: { id: 1, safe: true, errors: ["invalid_data"] },
  CREATE_TASK: { id: 2, errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data"] },
};

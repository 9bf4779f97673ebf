// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import type * as rt from "../runtime/errors.js";
import type { Package } from "../runtime/ws.js";
import type * as wire from "../runtime/scalars.js";
import type * as types from "../types.js";

/** What every package takes, gives and may fail with, by its name. */
export interface Calls {
  /** List authors. */
  GET_AUTHORS: {
    request: types.AuthorQuery | undefined;
    reply: types.AuthorRead[];
    meta: wire.KeysetMeta;
    errors:
      | rt.Declared<7, "authentication_failed" | "token_expired">
      | rt.Declared<3, "permission_denied">
      | rt.Declared<2, "invalid_data">;
  };
  /** List books. */
  GET_PAGINATED_BOOKS: {
    request: types.BookQuery | undefined;
    reply: types.BookRead[];
    meta: wire.OffsetMeta;
    errors: rt.Declared<2, "invalid_data">;
  };
  /** Add an author. */
  CREATE_AUTHOR: {
    request: types.AuthorCreate;
    reply: types.AuthorRead;
    meta: null;
    errors:
      | rt.Declared<7, "authentication_failed" | "token_expired">
      | rt.Declared<3, "permission_denied">
      | rt.Declared<2, "invalid_data">
      | rt.Declared<5, "conflict">;
  };
  /** Look up an author by its key. */
  GET_AUTHOR: {
    request: types.AuthorKey;
    reply: types.AuthorRead;
    meta: null;
    errors:
      | rt.Declared<7, "authentication_failed" | "token_expired">
      | rt.Declared<3, "permission_denied">
      | rt.Declared<2, "invalid_data">
      | rt.Declared<4, "not_found">;
  };
  /** Change some fields of an author. */
  UPDATE_AUTHOR: {
    request: types.AuthorChange;
    reply: types.AuthorRead;
    meta: null;
    errors:
      | rt.Declared<7, "authentication_failed" | "token_expired">
      | rt.Declared<3, "permission_denied">
      | rt.Declared<2, "invalid_data">
      | rt.Declared<4, "not_found">
      | rt.Declared<5, "conflict">;
  };
  /** Delete an author. */
  DELETE_AUTHOR: {
    request: types.AuthorKey;
    reply: null;
    meta: null;
    errors:
      | rt.Declared<7, "authentication_failed" | "token_expired">
      | rt.Declared<3, "permission_denied">
      | rt.Declared<2, "invalid_data">
      | rt.Declared<4, "not_found">;
  };
  /** Tell whether the service is well. */
  GET_STATUS: {
    request: undefined;
    reply: types.GetStatusOutput;
    meta: null;
    errors: never;
  };
}

/** The packages' numbers, which never change. */
export const CALLS: { readonly [Name in keyof Calls]: Package } = {
  GET_AUTHORS: { id: 1, safe: true, errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data"] },
  GET_PAGINATED_BOOKS: { id: 2, safe: true, errors: ["invalid_data"] },
  CREATE_AUTHOR: { id: 3, errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data", "conflict"] },
  GET_AUTHOR: { id: 4, safe: true, errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data", "not_found"] },
  UPDATE_AUTHOR: { id: 5, errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data", "not_found", "conflict"] },
  DELETE_AUTHOR: { id: 6, errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data", "not_found"] },
  GET_STATUS: { id: 7 },
};

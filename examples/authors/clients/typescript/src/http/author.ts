// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import * as rt from "../runtime/http.js";
import type * as wire from "../runtime/scalars.js";
import type * as types from "../types.js";

/** What createAuthor declares that it may fail with. */
export type CreateAuthorErrors =
  | rt.Declared<401, "authentication_failed" | "token_expired">
  | rt.Declared<403, "permission_denied">
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<409, "conflict">;

/** Add an author. */
export function createAuthor(
  http: rt.Http,
  input: types.AuthorCreate,
  options?: rt.CallOptions,
): rt.Call<types.AuthorRead, CreateAuthorErrors, 201> {
  const operation: rt.Operation = {
    method: "POST",
    path: ["/api/authors"],
    status: 201,
    body: input,
    errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data", "conflict"],
  };
  return rt.call(http, operation, options);
}

/** What listAuthors declares that it may fail with. */
export type ListAuthorsErrors =
  | rt.Declared<401, "authentication_failed" | "token_expired">
  | rt.Declared<403, "permission_denied">
  | rt.Declared<400 | 422, "invalid_data">;

/** List authors. */
export function listAuthors(
  http: rt.Http,
  input: types.AuthorQuery = {},
  options?: rt.CallOptions,
): rt.Call<wire.Page<types.AuthorRead, wire.KeysetMeta>, ListAuthorsErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/authors"],
    status: 200,
    query: input,
    errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data"],
  };
  return rt.call(http, operation, options);
}

/** List authors. Every item, page after page. */
export function listAuthorsAll(
  http: rt.Http,
  input: types.AuthorQuery = {},
  options?: rt.CallOptions,
): AsyncGenerator<types.AuthorRead, void, undefined> {
  return rt.everyItem((page) => listAuthors(http, page, options), input);
}

/** What getAuthor declares that it may fail with. */
export type GetAuthorErrors =
  | rt.Declared<401, "authentication_failed" | "token_expired">
  | rt.Declared<403, "permission_denied">
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<404, "not_found">;

/** Look up an author by its key. */
export function getAuthor(
  http: rt.Http,
  input: types.AuthorKey,
  options?: rt.CallOptions,
): rt.Call<types.AuthorRead, GetAuthorErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/authors/", input.id],
    status: 200,
    errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data", "not_found"],
  };
  return rt.call(http, operation, options);
}

/** What updateAuthor declares that it may fail with. */
export type UpdateAuthorErrors =
  | rt.Declared<401, "authentication_failed" | "token_expired">
  | rt.Declared<403, "permission_denied">
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<404, "not_found">
  | rt.Declared<409, "conflict">;

/** Change some fields of an author. */
export function updateAuthor(
  http: rt.Http,
  input: types.AuthorChange,
  options?: rt.CallOptions,
): rt.Call<types.AuthorRead, UpdateAuthorErrors, 200> {
  const operation: rt.Operation = {
    method: "PATCH",
    path: ["/api/authors/", input.id],
    status: 200,
    body: rt.omit(input, "id"),
    errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data", "not_found", "conflict"],
  };
  return rt.call(http, operation, options);
}

/** What deleteAuthor declares that it may fail with. */
export type DeleteAuthorErrors =
  | rt.Declared<401, "authentication_failed" | "token_expired">
  | rt.Declared<403, "permission_denied">
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<404, "not_found">;

/** Delete an author. */
export function deleteAuthor(
  http: rt.Http,
  input: types.AuthorKey,
  options?: rt.CallOptions,
): rt.Call<undefined, DeleteAuthorErrors, 204> {
  const operation: rt.Operation = {
    method: "DELETE",
    path: ["/api/authors/", input.id],
    status: 204,
    nothing: true,
    errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data", "not_found"],
  };
  return rt.call(http, operation, options);
}

// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import * as rt from "../runtime/http.js";
import type * as wire from "../runtime/scalars.js";
import type * as types from "../types.js";

/** What createBook declares that it may fail with. */
export type CreateBookErrors =
  | rt.Declared<401, "authentication_failed" | "token_expired">
  | rt.Declared<403, "permission_denied">
  | rt.Declared<400 | 422, "invalid_data">;

/** Add a book. */
export function createBook(
  http: rt.Http,
  input: types.BookCreate,
  options?: rt.CallOptions,
): rt.Call<types.BookRead, CreateBookErrors, 201> {
  const operation: rt.Operation = {
    method: "POST",
    path: ["/api/books"],
    status: 201,
    body: input,
    errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data"],
  };
  return rt.call(http, operation, options);
}

/** What listBooks declares that it may fail with. */
export type ListBooksErrors = rt.Declared<400 | 422, "invalid_data">;

/** List books. */
export function listBooks(
  http: rt.Http,
  input: types.BookQuery = {},
  options?: rt.CallOptions,
): rt.Call<wire.Page<types.BookRead, wire.OffsetMeta>, ListBooksErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/books"],
    status: 200,
    query: input,
    errors: ["invalid_data"],
  };
  return rt.call(http, operation, options);
}

/** List books. Every item, page after page. */
export function listBooksAll(
  http: rt.Http,
  input: types.BookQuery = {},
  options?: rt.CallOptions,
): AsyncGenerator<types.BookRead, void, undefined> {
  return rt.everyItem((page) => listBooks(http, page, options), input);
}

/** What getBook declares that it may fail with. */
export type GetBookErrors =
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<404, "not_found">;

/** Look up a book by its key. */
export function getBook(
  http: rt.Http,
  input: types.BookKey,
  options?: rt.CallOptions,
): rt.Call<types.GetBookOutput, GetBookErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/books/", input.id],
    status: 200,
    errors: ["invalid_data", "not_found"],
  };
  return rt.call(http, operation, options);
}

/** What updateBook declares that it may fail with. */
export type UpdateBookErrors =
  | rt.Declared<401, "authentication_failed" | "token_expired">
  | rt.Declared<403, "permission_denied">
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<404, "not_found">
  | rt.Declared<409, "conflict">;

/** Change some fields of a book. */
export function updateBook(
  http: rt.Http,
  input: types.BookChange,
  options?: rt.CallOptions,
): rt.Call<types.BookRead, UpdateBookErrors, 200> {
  const operation: rt.Operation = {
    method: "PATCH",
    path: ["/api/books/", input.id],
    status: 200,
    body: rt.omit(input, "id"),
    errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data", "not_found", "conflict"],
  };
  return rt.call(http, operation, options);
}

/** What replaceBook declares that it may fail with. */
export type ReplaceBookErrors =
  | rt.Declared<401, "authentication_failed" | "token_expired">
  | rt.Declared<403, "permission_denied">
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<404, "not_found">
  | rt.Declared<409, "conflict">;

/** Replace all fields of a book. */
export function replaceBook(
  http: rt.Http,
  input: types.BookReplacement,
  options?: rt.CallOptions,
): rt.Call<types.BookRead, ReplaceBookErrors, 200> {
  const operation: rt.Operation = {
    method: "PUT",
    path: ["/api/books/", input.id],
    status: 200,
    body: rt.omit(input, "id"),
    errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data", "not_found", "conflict"],
  };
  return rt.call(http, operation, options);
}

/** What deleteBook declares that it may fail with. */
export type DeleteBookErrors =
  | rt.Declared<401, "authentication_failed" | "token_expired">
  | rt.Declared<403, "permission_denied">
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<404, "not_found">;

/** Delete a book. */
export function deleteBook(
  http: rt.Http,
  input: types.BookKey,
  options?: rt.CallOptions,
): rt.Call<undefined, DeleteBookErrors, 204> {
  const operation: rt.Operation = {
    method: "DELETE",
    path: ["/api/books/", input.id],
    status: 204,
    nothing: true,
    errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data", "not_found"],
  };
  return rt.call(http, operation, options);
}

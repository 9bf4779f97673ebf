// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import * as rt from "../runtime/http.js";
import type * as wire from "../runtime/scalars.js";
import type * as types from "../types.js";

/** What createTask declares that it may fail with. */
export type CreateTaskErrors =
  | rt.Declared<401, "authentication_failed" | "token_expired">
  | rt.Declared<403, "permission_denied">
  | rt.Declared<400 | 422, "invalid_data">;

/** Add a task. */
export function createTask(
  http: rt.Http,
  input: types.TaskCreate,
  options?: rt.CallOptions,
): rt.Call<types.TaskRead, CreateTaskErrors, 201> {
  const operation: rt.Operation = {
    method: "POST",
    path: ["/api/tasks"],
    status: 201,
    body: input,
    errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data"],
  };
  return rt.call(http, operation, options);
}

/** What listTasks declares that it may fail with. */
export type ListTasksErrors = rt.Declared<400 | 422, "invalid_data">;

/** List tasks. */
export function listTasks(
  http: rt.Http,
  input: types.TaskQuery = {},
  options?: rt.CallOptions,
): rt.Call<wire.Page<types.TaskRead, wire.KeysetMeta>, ListTasksErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/tasks"],
    status: 200,
    query: input,
    errors: ["invalid_data"],
  };
  return rt.call(http, operation, options);
}

/** List tasks. Every item, page after page. */
export function listTasksAll(
  http: rt.Http,
  input: types.TaskQuery = {},
  options?: rt.CallOptions,
): AsyncGenerator<types.TaskRead, void, undefined> {
  return rt.everyItem((page) => listTasks(http, page, options), input);
}

/** What getTask declares that it may fail with. */
export type GetTaskErrors =
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<404, "not_found">;

/** Look up a task by its key. */
export function getTask(
  http: rt.Http,
  input: types.TaskKey,
  options?: rt.CallOptions,
): rt.Call<types.TaskRead, GetTaskErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/tasks/", input.id],
    status: 200,
    errors: ["invalid_data", "not_found"],
  };
  return rt.call(http, operation, options);
}

/** What updateTask declares that it may fail with. */
export type UpdateTaskErrors =
  | rt.Declared<401, "authentication_failed" | "token_expired">
  | rt.Declared<403, "permission_denied">
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<404, "not_found">;

/** Change some fields of a task. */
export function updateTask(
  http: rt.Http,
  input: types.TaskChange,
  options?: rt.CallOptions,
): rt.Call<types.TaskRead, UpdateTaskErrors, 200> {
  const operation: rt.Operation = {
    method: "PATCH",
    path: ["/api/tasks/", input.id],
    status: 200,
    body: rt.omit(input, "id"),
    errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data", "not_found"],
  };
  return rt.call(http, operation, options);
}

/** What deleteTask declares that it may fail with. */
export type DeleteTaskErrors =
  | rt.Declared<401, "authentication_failed" | "token_expired">
  | rt.Declared<403, "permission_denied">
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<404, "not_found">;

/** Delete a task. */
export function deleteTask(
  http: rt.Http,
  input: types.TaskKey,
  options?: rt.CallOptions,
): rt.Call<undefined, DeleteTaskErrors, 204> {
  const operation: rt.Operation = {
    method: "DELETE",
    path: ["/api/tasks/", input.id],
    status: 204,
    nothing: true,
    errors: ["authentication_failed", "token_expired", "permission_denied", "invalid_data", "not_found"],
  };
  return rt.call(http, operation, options);
}

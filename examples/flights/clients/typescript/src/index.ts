// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

export { createClient, type Client, type ClientOptions, type HttpApi } from "./client.js";
export { ApiError, assertNever } from "./runtime/errors.js";
export type {
  Call,
  Declared,
  ErrorBody,
  ErrorDetail,
  Failure,
  Result,
  Success,
  Transport,
  TransportReason,
  Undeclared,
} from "./runtime/errors.js";
export type { CallOptions, HttpOptions } from "./runtime/http.js";
export type { PushMeta, SocketOptions, Unsubscribe } from "./runtime/pushes.js";
export type { TokenSource } from "./runtime/tokens.js";
export type { Calls } from "./ws/calls.js";
export type { ServiceSocket } from "./ws/client.js";
export type { Pushes, Rooms } from "./ws/pushes.js";
export * from "./types.js";

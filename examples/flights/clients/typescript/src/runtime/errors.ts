// What every call answers with: a result, never an exception, unless `.orThrow()` asks for one.
// The same in every client that svcgen makes. Do not edit: `svcgen generate` replaces it.

/** One thing that is wrong with a request; `field` is a path such as `lines.0.quantity`. */
export interface ErrorDetail {
  field: string;
  code: string;
  msg: string;
}

/** What the service says about a failure; `code` is for programs, `msg` for people. */
export interface ErrorBody<Code extends string = string> {
  code: Code;
  msg: string;
  details: ErrorDetail[];
  correlation_id: string | null;
}

/** The call did what it was asked to. */
export interface Success<Data, Status extends number, Meta> {
  ok: true;
  status: Status;
  data: Data;
  meta: Meta;
  correlationId: string | null;
}

/** An error that the service declares for this call: `status` tells which. */
export interface Declared<Status extends number, Code extends string> {
  ok: false;
  kind: "declared";
  status: Status;
  code: Code;
  error: ErrorBody<Code>;
  correlationId: string | null;
}

/** An answer that this call does not declare; `error` is there when it has the service's form. */
export interface Undeclared {
  ok: false;
  kind: "undeclared";
  status: number;
  error: ErrorBody | null;
  body: unknown;
  correlationId: string | null;
}

/** Why there was no answer. */
export type TransportReason =
  | "aborted"
  | "closed"
  | "disconnected"
  | "invalid_answer"
  | "invalid_request"
  | "network"
  | "queue_full"
  | "timeout";

/** No answer came; `sent` tells whether the request may have reached the service. */
export interface Transport {
  ok: false;
  kind: "transport";
  reason: TransportReason;
  sent: boolean;
  cause: unknown;
  correlationId: string | null;
}

/** Whatever a call declares. */
export type AnyDeclared = Declared<number, string>;

/** Any way to fail. `Known` are the errors that a call declares. */
export type Failure<Known extends AnyDeclared = AnyDeclared> = Known | Undeclared | Transport;

/** What a call gives back; look at `ok`, then at `kind`, then at `status`. */
export type Result<
  Data,
  Known extends AnyDeclared = never,
  Status extends number = number,
  Meta = null,
> = Success<Data, Status, Meta> | Failure<Known>;

/** Thrown by `.orThrow()` and by iterators; `failure` is what the result would have been. */
export class ApiError<Known extends AnyDeclared = AnyDeclared> extends Error {
  readonly failure: Failure<Known>;

  constructor(failure: Failure<Known>) {
    const plain: Failure = failure;
    super(plain.kind === "transport" ? plain.reason : [plain.status, plain.error?.code, plain.error?.msg].join(" "));
    this.name = "ApiError";
    this.failure = failure;
  }
}

/** A call under way: await it for the result, or `await call.orThrow()` for the data alone. */
export interface Call<
  Data,
  Known extends AnyDeclared = never,
  Status extends number = number,
  Meta = null,
> extends Promise<Result<Data, Known, Status, Meta>> {
  /** Gives the data; throws `ApiError` when the call failed. */
  orThrow(): Promise<Data>;
}

/** Gives a promise of a result its `.orThrow()`. */
export function asCall<Data, Known extends AnyDeclared, Status extends number, Meta>(
  promise: Promise<Result<Data, Known, Status, Meta>>,
): Call<Data, Known, Status, Meta> {
  const orThrow = async (): Promise<Data> => {
    const result: Result<Data, Known, Status, Meta> = await promise;
    if (result.ok) return result.data;
    throw new ApiError<Known>(result);
  };
  return Object.assign(promise, { orThrow });
}

/** Fails to compile where a case was forgotten, and throws where data did not keep to its type. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected value: ${JSON.stringify(value)}`);
}

/** A failure without an answer. */
export function transport(
  reason: TransportReason,
  sent: boolean,
  cause: unknown = null,
  correlationId: string | null = null,
): Transport {
  return { ok: false, kind: "transport", reason, sent, cause, correlationId };
}

/** A failure that the service told of; declared when its code is one of `codes`. */
export function refusal(
  status: number,
  body: unknown,
  codes: readonly string[],
  correlationId: string | null,
): Failure {
  const error = readError(body);
  const id = correlationId ?? error?.correlation_id ?? null;
  if (error !== null && codes.includes(error.code)) {
    return { ok: false, kind: "declared", status, code: error.code, error, correlationId: id };
  }
  return { ok: false, kind: "undeclared", status, error, body, correlationId: id };
}

/** Whether a value is an object that is not null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function readError(body: unknown): ErrorBody | null {
  const found = isRecord(body) ? body["error"] : null;
  if (!isRecord(found) || typeof found["code"] !== "string") return null;
  const { code, msg, details, correlation_id: id } = found;
  return {
    code,
    msg: typeof msg === "string" ? msg : "",
    details: Array.isArray(details) ? (details as ErrorDetail[]) : [],
    correlation_id: typeof id === "string" ? id : null,
  };
}

// Calls over HTTP: one attempt after the other until there is an answer, a limit or an abort.
// The same in every client that svcgen makes. Do not edit: `svcgen generate` replaces it.

import { jitter, pause, retryAfter, type Backoff } from "./backoff.js";
import {
  asCall,
  refusal,
  transport,
  type AnyDeclared,
  type Call,
  type Result,
} from "./errors.js";
import { shareTokens, type Tokens, type TokenSource } from "./tokens.js";
import type { KeysetMeta, OffsetMeta, Page } from "./scalars.js";
import { textOf, urlOf, type PathParts } from "./url.js";

export type { AnyDeclared, Call, Declared } from "./errors.js";

/** Where the service is and how it is called; times are milliseconds. */
export interface HttpOptions {
  /** Scheme, host and port, such as `https://shop.example.org`; paths are added to it. */
  baseUrl: string;
  token?: TokenSource;
  headers?: Readonly<Record<string, string>>;
  /** For the whole call with all its attempts; 30,000 unless said. */
  timeoutMs?: number;
  /** Further attempts of calls that may be repeated; 2 unless said. */
  retries?: number;
  backoff?: Backoff;
  /** What makes requests; wrap the built-in one to watch or change them. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/** A service that can be called. */
export interface Http {
  readonly options: HttpOptions;
  readonly tokens: Tokens;
}

/** What one call may say for itself. */
export interface CallOptions {
  signal?: AbortSignal;
  timeoutMs?: number;
  headers?: Readonly<Record<string, string>>;
  /** Sent as X-Correlation-ID, and found in the service's logs. */
  correlationId?: string;
  /** Sent as Idempotency-Key; a call that has one may be repeated. */
  idempotencyKey?: string;
}

/** What an operation is on the wire; `path` is text, value, text, value and so on. */
export interface Operation {
  method: "DELETE" | "GET" | "PATCH" | "POST" | "PUT";
  path: PathParts;
  status: number;
  query?: object;
  body?: object;
  form?: object;
  nothing?: boolean;
  errors?: readonly string[];
}

type Answer = Result<unknown, AnyDeclared>;

const REPEATABLE: readonly string[] = ["DELETE", "GET", "PUT"];
const MAY_PASS: readonly number[] = [429, 502, 503, 504];

/** Makes a service callable. Nothing is sent yet. */
export function createHttp(options: HttpOptions): Http {
  return { options, tokens: shareTokens(options.token) };
}

/** Calls an operation. */
export function call<Data, Known extends AnyDeclared, Status extends number>(
  http: Http,
  operation: Operation,
  options: CallOptions = {},
): Call<Data, Known, Status> {
  // The one place where JSON becomes a type: the service was emitted from the same spec.
  return asCall(run(http, operation, options) as Promise<Result<Data, Known, Status>>);
}

/** Gives every item of a list, asking for page after page; throws `ApiError` when a page fails. */
export async function* everyItem<Item, Query extends object>(
  ask: (query: Query) => { orThrow(): Promise<Page<Item, KeysetMeta | OffsetMeta>> },
  query: Query,
): AsyncGenerator<Item, void, undefined> {
  let next: Query | null = query;
  while (next !== null) {
    const page: Page<Item, KeysetMeta | OffsetMeta> = await ask(next).orThrow();
    yield* page.items;
    next = following(query, page.meta);
  }
}

function following<Query extends object>(query: Query, meta: KeysetMeta | OffsetMeta): Query | null {
  if ("page" in meta) return meta.has_more ? { ...query, page: meta.page + 1 } : null;
  return meta.next_cursor === null ? null : { ...query, cursor: meta.next_cursor };
}

/** Gives the properties that are not named. */
export function omit(input: object, ...names: readonly string[]): object {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)));
}

/** Gives the properties that are named. */
export function pick(input: object, ...names: readonly string[]): object {
  return Object.fromEntries(Object.entries(input).filter(([name]) => names.includes(name)));
}

async function run(http: Http, operation: Operation, options: CallOptions): Promise<Answer> {
  const id = options.correlationId ?? null;
  const url = urlOf(http.options.baseUrl, operation.path, operation.query);
  if (url === null) return transport("invalid_request", false, "an empty or dotted path value", id);
  const limit = startLimit(options.timeoutMs ?? http.options.timeoutMs ?? 30_000, options.signal);
  try {
    return await attempts(http, operation, options, url, limit);
  } catch (cause) {
    return transport(limit.signal.aborted ? limit.reason() : "network", false, cause, id);
  } finally {
    limit.end();
  }
}

async function attempts(
  http: Http,
  operation: Operation,
  options: CallOptions,
  url: string,
  limit: Limit,
): Promise<Answer> {
  const id = options.correlationId ?? null;
  const { retries = 2, backoff = { baseMs: 300, maxMs: 5_000 } } = http.options;
  const repeatable = options.idempotencyKey !== undefined || REPEATABLE.includes(operation.method);
  let token = await http.tokens.get();
  let renewed = false;
  for (let attempt = 0; ; attempt += 1) {
    if (limit.signal.aborted) return transport(limit.reason(), attempt > 0, null, id);
    const again = repeatable && attempt < retries;
    let waitMs = jitter(attempt, backoff);
    try {
      const init = requestOf(http, operation, options, token, limit.signal);
      const response = await (http.options.fetch ?? fetch)(url, init);
      if (response.status === 401 && !renewed) {
        renewed = true;
        const fresh = await http.tokens.renew(token);
        if (fresh !== null && fresh !== token) {
          token = fresh;
          attempt -= 1;
          continue;
        }
      }
      waitMs = Math.max(waitMs, retryAfter(response.headers.get("Retry-After")));
      if (!again || !MAY_PASS.includes(response.status) || waitMs > limit.left()) {
        return await read(response, operation, id);
      }
    } catch (cause) {
      if (limit.signal.aborted) return transport(limit.reason(), true, cause, id);
      if (!again) return transport("network", true, cause, id);
    }
    await pause(waitMs, limit.signal);
  }
}

function requestOf(
  http: Http,
  operation: Operation,
  options: CallOptions,
  token: string | null,
  signal: AbortSignal,
): RequestInit {
  const headers = new Headers({ Accept: "application/json", ...http.options.headers });
  if (token !== null) headers.set("Authorization", `Bearer ${token}`);
  if (options.correlationId !== undefined) headers.set("X-Correlation-ID", options.correlationId);
  if (options.idempotencyKey !== undefined) headers.set("Idempotency-Key", options.idempotencyKey);
  const init: RequestInit = { method: operation.method, headers, signal };
  if (operation.form !== undefined) {
    init.body = formOf(operation.form);
  } else if (operation.body !== undefined) {
    headers.set("Content-Type", "application/json");
    init.body = JSON.stringify(operation.body);
  }
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
  return init;
}

async function read(response: Response, operation: Operation, id: string | null): Promise<Answer> {
  const correlationId = response.headers.get("X-Correlation-ID") ?? id;
  const text = await response.text();
  const { status } = response;
  let body: unknown = text === "" ? null : text;
  try {
    if (text !== "") body = JSON.parse(text);
  } catch (cause) {
    // An answer that is no JSON comes from something between us and the service.
    if (response.ok && !operation.nothing) return transport("invalid_answer", true, cause, correlationId);
  }
  if (status !== operation.status) return refusal(status, body, operation.errors ?? [], correlationId);
  return { ok: true, status, data: operation.nothing ? undefined : body, meta: null, correlationId };
}

function formOf(values: object): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one instanceof Blob) form.append(name, one);
      else if (one !== null && one !== undefined) form.append(name, textOf(one));
    }
  }
  return form;
}

interface Limit {
  signal: AbortSignal;
  reason(): "aborted" | "timeout";
  left(): number;
  end(): void;
}

/** One signal for the caller's abort and for the time that a call may take. */
function startLimit(timeoutMs: number, outer?: AbortSignal): Limit {
  const controller = new AbortController();
  const ends = Date.now() + timeoutMs;
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, timeoutMs);
  outer?.addEventListener("abort", abort);
  if (outer?.aborted) abort();
  return {
    signal: controller.signal,
    reason: () => (outer?.aborted ? "aborted" : "timeout"),
    left: () => ends - Date.now(),
    end(): void {
      clearTimeout(timer);
      outer?.removeEventListener("abort", abort);
    },
  };
}

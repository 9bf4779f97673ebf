// How long to wait before the next try.
// The same in every client that svcgen makes. Do not edit: `svcgen generate` replaces it.

/** Bounds of the wait, in milliseconds. */
export interface Backoff {
  baseMs: number;
  maxMs: number;
}

/** Full jitter: anything from 0 to the doubled base, so that clients do not come back all at once. */
export function jitter(attempt: number, { baseMs, maxMs }: Backoff): number {
  return Math.random() * Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 30));
}

/** Reads Retry-After (RFC 9110, 10.2.3), seconds or a date, as milliseconds; 0 when there is none. */
export function retryAfter(header: string | null): number {
  if (header === null) return 0;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000;
  return ms > 0 ? ms : 0;
}

/** Waits; ends early, without complaint, when `signal` aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}

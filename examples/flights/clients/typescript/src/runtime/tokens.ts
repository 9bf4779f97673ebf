// Where tokens come from. However many calls find a token stale, it is renewed once.
// The same in every client that svcgen makes. Do not edit: `svcgen generate` replaces it.

/** Gives a token, or null to go without one; `refresh` asks for a new one in place of the last. */
export type TokenSource = (ask: { refresh: boolean }) => string | null | Promise<string | null>;

/** A token source that is asked once at a time. */
export interface Tokens {
  get(): Promise<string | null>;
  renew(stale: string | null): Promise<string | null>;
}

/** Wraps a token source. */
export function shareTokens(source?: TokenSource): Tokens {
  let renewing: Promise<string | null> | null = null;
  const ask = async (refresh: boolean): Promise<string | null> => source?.({ refresh }) ?? null;
  return {
    get: () => renewing ?? ask(false),
    async renew(stale) {
      const current = await (renewing ?? ask(false));
      if (current !== stale) return current;
      renewing ??= ask(true).finally(() => {
        renewing = null;
      });
      return renewing;
    },
  };
}

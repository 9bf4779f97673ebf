// What the scripts share: where the service is, who calls, and how a fact is checked.

export { collect, soon } from "./waiting.js";

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

/** Where the service listens. */
export const baseUrl: string = process.env["BASE_URL"] ?? "";

/** Gives what the test handed over under this name. */
export function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

/** A token of the development issuer, asked for once. */
export function actingAs(subject: string, ...roles: string[]): () => Promise<string> {
  const query = new URLSearchParams([["subject", subject], ...roles.map((role) => ["role", role])]);
  let token: Promise<string> | null = null;
  const ask = async (): Promise<string> => {
    const answer = await fetch(`${baseUrl}/dev/token?${query.toString()}`);
    const body = (await answer.json()) as { token: string };
    return body.token;
  };
  return () => (token ??= ask());
}

/** Throws unless both have the same JSON. */
export function equal<Value>(found: Value, expected: Value, what: string): void {
  const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}:\n  found    ${left}\n  expected ${right}`);
}

/** Throws unless it holds. */
export function holds(fact: boolean, what: string): asserts fact {
  if (!fact) throw new Error(`${what}: does not hold`);
}

/** A fetch that keeps the targets of its requests. */
export function countingFetch(): { asked: string[]; fetch: (url: string, init: RequestInit) => Promise<Response> } {
  const asked: string[] = [];
  return {
    asked,
    fetch: (url, init) => {
      asked.push(url);
      return fetch(url, init);
    },
  };
}

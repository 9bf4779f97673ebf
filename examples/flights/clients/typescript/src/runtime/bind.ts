// From functions that take the service first to functions that know it.
// The same in every client that svcgen makes. Do not edit: `svcgen generate` replaces it.

import type { Http } from "./http.js";

/** Functions without their first parameter. */
export type Bound<Operations> = {
  [Name in keyof Operations]: Operations[Name] extends (http: Http, ...rest: infer Rest) => infer Answer
    ? (...rest: Rest) => Answer
    : never;
};

type Operation = (http: Http, ...rest: unknown[]) => unknown;

/** Gives every function its service. */
export function bind<Operations extends object>(http: Http, operations: Operations): Bound<Operations> {
  const bound = Object.entries(operations).map(([name, operation]) => [
    name,
    (...rest: unknown[]) => (operation as Operation)(http, ...rest),
  ]);
  return Object.fromEntries(bound) as Bound<Operations>;
}

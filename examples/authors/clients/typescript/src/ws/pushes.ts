// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import type * as types from "../types.js";

/** What the service sends unasked, by its name. */
export interface Pushes {
  /** An author was added. */
  AUTHOR_ADDED: types.AuthorAdded;
}

/** The pushes' numbers, which never change. */
export const PUSHES: { readonly [Name in keyof Pushes]: number } = {
  AUTHOR_ADDED: 100,
};

/** The rooms that can be joined, with their keys. */
export interface Rooms {
}

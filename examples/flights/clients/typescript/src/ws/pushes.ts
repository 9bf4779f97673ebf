// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

/** What the service sends unasked, by its name. */
export interface Pushes {
}

/** The pushes' numbers, which never change. */
export const PUSHES: { readonly [Name in keyof Pushes]: number } = {
};

/** The rooms that can be joined, with their keys. */
export interface Rooms {
}

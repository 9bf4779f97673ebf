// What the wire's scalars are in TypeScript. Only keys of entities are branded; the others are
// The same in every client that svcgen makes. Do not edit: `svcgen generate` replaces it.
// plain strings under a telling name, so that literals and values from forms can be used as they are.

declare const brand: unique symbol;

/** A value that must not be mixed up with others of its kind: the key of one entity. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };

/** A whole number of 64 bits, in decimal digits: it does not fit a JavaScript number. */
export type Bigint = string;
/** A decimal number: `"12.50"`. */
export type Decimal = string;
/** A day (RFC 3339 full-date): `"2026-01-31"`. */
export type DateText = string;
/** A time of day: `"13:45:00"`. */
export type TimeText = string;
/** A moment (RFC 3339, with an offset; UTC when the service gives it): `"2026-01-31T13:45:00Z"`. */
export type DateTime = string;
/** A duration (ISO 8601): `"PT30S"`. */
export type Duration = string;
/** A UUID in lower case. */
export type Uuid = string;
/** Bytes in base64. */
export type Base64 = string;
/** A file to upload. */
export type Upload = Blob;

/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Pages by cursor: ask again with `cursor: next_cursor` until that is null. */
export interface KeysetMeta {
  limit: number;
  next_cursor: string | null;
  prev_cursor: string | null;
  total?: number | null;
}

/** Pages by number, from 1. */
export interface OffsetMeta {
  page: number;
  per_page: number;
  total: number;
  pages: number;
  next_cursor: string | null;
  has_more: boolean;
}

/** A list as HTTP gives it. */
export interface Page<Item, Meta> {
  items: Item[];
  meta: Meta;
}

// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import type * as wire from "./runtime/scalars.js";

/** The key. */
export type AuthorId = wire.Brand<wire.Uuid, "AuthorId">;
export function AuthorId(value: wire.Uuid): AuthorId {
  return value as AuthorId;
}

/** The key. */
export type BookId = wire.Brand<wire.Uuid, "BookId">;
export function BookId(value: wire.Uuid): BookId {
  return value as BookId;
}

export const Genre = {
  NOVEL: "novel",
  POETRY: "poetry",
  DRAMA: "drama",
  ESSAY: "essay",
} as const;
export type Genre = (typeof Genre)[keyof typeof Genre];

/** A person who wrote at least one book. */
export interface AuthorRead {
  /** The key. */
  id: AuthorId;
  /** The name on the cover. */
  name: string;
  /** The day of birth. */
  born: wire.DateText | null;
  /** When the row was made. */
  created_at: wire.DateTime;
  /** When the row was last changed. */
  updated_at: wire.DateTime;
}

/** What makes a new author. */
export interface AuthorCreate {
  /** The name on the cover. */
  name: string;
  /** The day of birth. */
  born?: wire.DateText | null;
}

/** What changes a author: what is absent stays as it is, null is a value. */
export interface AuthorUpdate {
  /** The name on the cover. */
  name?: string;
  /** The day of birth. */
  born?: wire.DateText | null;
}

/** Which author is meant. */
export interface AuthorKey {
  /** The key. */
  id: AuthorId;
}

/** Which author is changed, and how. */
export interface AuthorChange extends AuthorKey, AuthorUpdate {}

/** Which authors are listed, and in which order. */
export interface AuthorQuery {
  /** Items in a page, 1 to 100; 20 unless said. */
  limit?: number;
  /** Where the page begins: `next_cursor` or `prev_cursor` of another. */
  cursor?: string;
  /** Count all items too. */
  total?: boolean;
  /** Fields separated by commas, `-` for descending; of: name, born. */
  sort?: string;
  /** The name on the cover. */
  name?: string;
  /** The name on the cover. */
  name__contains?: string;
  /** The day of birth. */
  born__ge?: wire.DateText;
  /** The day of birth. */
  born__lt?: wire.DateText;
}

/** A book in the catalogue. */
export interface BookRead {
  /** The key. */
  id: BookId;
  title: string;
  author_id: AuthorId;
  genre: Genre;
  price: wire.Decimal;
  tags: string[];
  /** When the row was made. */
  created_at: wire.DateTime;
  /** When the row was last changed. */
  updated_at: wire.DateTime;
  /** How often the row was changed. */
  version: number;
}

/** What makes a new book. */
export interface BookCreate {
  title: string;
  author_id: AuthorId;
  genre?: Genre;
  price: wire.Decimal;
  tags: string[];
}

/** What changes a book: what is absent stays as it is, null is a value. */
export interface BookUpdate {
  title?: string;
  author_id?: AuthorId;
  genre?: Genre;
  price?: wire.Decimal;
  tags?: string[];
}

/** Which book is meant. */
export interface BookKey {
  /** The key. */
  id: BookId;
}

/** Which book is changed, and how. */
export interface BookChange extends BookKey, BookUpdate {}

/** Which book is replaced, and by what. */
export interface BookReplacement extends BookKey, BookCreate {}

/** Which books are listed, and in which order. */
export interface BookQuery {
  /** The number of the page, from 1. */
  page?: number;
  /** Items in a page, 1 to 100; 20 unless said. */
  per_page?: number;
  /** Fields separated by commas, `-` for descending; of: title, price. */
  sort?: string;
  author_id?: AuthorId;
  genre?: Genre;
  genre__in?: Genre[];
  title__contains?: string;
  price__ge?: wire.Decimal;
  price__lt?: wire.Decimal;
}

/** One of books with what it refers to. */
export interface GetBookOutput extends BookRead {
  author: AuthorRead;
}

export interface CountAuthorsOutput {
  count: number;
}

export interface GetStatusOutput {
  status: string;
}

/** An author was added. */
export interface AuthorAdded {
  author_id: wire.Uuid;
  name: string;
}

/** What the service takes for a field that is left out. */
export const BookDefaults: Required<Pick<BookCreate, "genre">> = {
  genre: "novel",
};

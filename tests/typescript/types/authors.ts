// What the types of the authors example allow and refuse; compiled, never run.
import { AuthorId, BookId, createClient, Genre, assertNever } from "../dist/index.js";
import type { AuthorCreate, AuthorRead, AuthorUpdate, BookCreate, BookRead, Client } from "../dist/index.js";
import { getAuthor, type CreateAuthorErrors } from "../dist/http/author.js";
import { createHttp } from "../dist/runtime/http.js";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_proof: Same<A, B>): void => undefined;

export async function check(api: Client, id: AuthorId): Promise<void> {
  // what is given out is there, what may be null says so
  const author: AuthorRead = await api.http.getAuthor({ id }).orThrow();
  same<AuthorRead["born"], string | null>(true);
  same<keyof AuthorRead, "id" | "name" | "born" | "created_at" | "updated_at">(true);
  same<BookRead["genre"], "novel" | "poetry" | "drama" | "essay">(true);
  // @ts-expect-error null is not text
  author.born.length;

  // keys are branded
  await api.http.getAuthor({ id: AuthorId("1") });
  // @ts-expect-error a plain text is no AuthorId
  await api.http.getAuthor({ id: "1" });
  // @ts-expect-error the key of a book is no key of an author
  await api.http.getBook({ id });

  // optional and nullable are kept apart; defaulted fields may be left out
  const create: AuthorCreate = { name: "a", born: null };
  // @ts-expect-error a required field is missing
  const nameless: AuthorCreate = { born: null };
  // @ts-expect-error absent is not undefined
  const update: AuthorUpdate = { name: undefined };
  // @ts-expect-error a name cannot be null
  const nulled: AuthorUpdate = { name: null };
  const book: BookCreate = { title: "t", author_id: id, price: "1.50", tags: [] };
  // @ts-expect-error a decimal is text on the wire
  const priced: BookCreate = { ...book, price: 1.5 };
  // @ts-expect-error no such genre
  const odd: BookCreate = { ...book, genre: "cooking" };
  const known: BookCreate = { ...book, genre: Genre.NOVEL };
  void [nameless, update, nulled, priced, odd, known];

  // results are narrowed by ok, kind and status
  const made = await api.http.createAuthor(create, { signal: AbortSignal.timeout(5) });
  if (made.ok) {
    same<typeof made.status, 201>(true);
    made.data.name.trim();
  } else if (made.kind === "declared") {
    same<typeof made, CreateAuthorErrors>(true);
    switch (made.status) {
      case 401:
        same<typeof made.code, "authentication_failed" | "token_expired">(true);
        break;
      case 403:
      case 409:
        break;
      case 400:
      case 422:
        same<typeof made.code, "invalid_data">(true);
        break;
      default:
        assertNever(made);
    }
  } else if (made.kind === "undeclared") {
    made.status.toFixed();
  } else {
    same<typeof made.kind, "transport">(true);
  }
  const gone = await api.http.deleteAuthor({ id });
  if (gone.ok) same<typeof gone.data, undefined>(true);

  // single functions, lists and their items
  await getAuthor(createHttp({ baseUrl: "" }), { id });
  for await (const item of api.http.listBooksAll({ genre__in: ["novel"] })) same<typeof item, BookRead>(true);
  // @ts-expect-error no such filter
  await api.http.listAuthors({ title: "t" });

  // what an operation includes is there
  const detail = await api.http.getBook({ id: BookId("1") }).orThrow();
  same<typeof detail.author, AuthorRead>(true);
  // @ts-expect-error a list of books includes no author
  for await (const item of api.http.listBooksAll()) item.author;

  // packages by name, both ways
  const reply = await api.ws.call("GET_AUTHORS", { name__contains: "a" });
  if (reply.ok) {
    same<typeof reply.data, AuthorRead[]>(true);
    same<typeof reply.meta.next_cursor, string | null>(true);
  } else if (reply.kind === "declared") {
    same<typeof reply.status, 2 | 3 | 7>(true);
  }
  await api.ws.call("GET_AUTHORS");
  await api.ws.call("GET_STATUS");
  // @ts-expect-error a key is needed
  await api.ws.call("GET_AUTHOR");
  // @ts-expect-error no such package
  await api.ws.call("GET_NOBODY");
  // @ts-expect-error this package takes nothing
  await api.ws.call("GET_STATUS", { id });

  // pushes
  api.ws.on("AUTHOR_ADDED", (data, meta) => {
    same<typeof data.name, string>(true);
    same<typeof meta.room, string | null>(true);
  });
  // @ts-expect-error no such push
  api.ws.on("AUTHOR_LOST", () => undefined);
}

void createClient;

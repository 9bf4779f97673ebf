// What the types of the case `relations` allow and refuse; compiled, never run.
import { AuthorId, BookId, createClient, GenreId, ReaderId } from "../dist/index.js";
import type { AuthorCreate, AuthorRead, AuthorUpdate, BookCreate, BookRead, Client } from "../dist/index.js";
import type { CreateAuthorErrors, DeleteAuthorErrors } from "../dist/http/author.js";
import type { CreateBookErrors } from "../dist/http/book.js";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_proof: Same<A, B>): void => undefined;

export async function check(api: Client, author: AuthorId, book: BookId, reader: ReaderId): Promise<void> {
  // both ends include the other, one level deep
  const found = await api.http.getAuthor({ id: author }).orThrow();
  same<(typeof found)["books"], BookRead[]>(true);
  same<(typeof found)["befriended"], AuthorRead[]>(true);
  const emma = await api.http.getBook({ id: book }).orThrow();
  same<(typeof emma)["authors"], AuthorRead[]>(true);
  // @ts-expect-error what is included includes nothing itself
  emma.authors[0]?.books;

  // keys of other rows may be left out, and are branded
  const create: AuthorCreate = { name: "a" };
  const linked: AuthorCreate = { name: "a", books: [book], friends: [] };
  const cleared: AuthorUpdate = { books: [] };
  const tagged: BookCreate = { title: "t", genres: [GenreId("novel")] };
  // @ts-expect-error the key of a reader is no key of a book
  const wrong: AuthorCreate = { name: "a", books: [reader] };
  // @ts-expect-error links are never null
  const nulled: AuthorUpdate = { books: null };
  // @ts-expect-error what stands between two entities is added by itself
  const through: BookCreate = { title: "t", borrowers: [reader] };
  void [create, linked, cleared, tagged, wrong, nulled, through];

  // what is worked out comes out, and is not given
  same<BookRead["title_length"], number>(true);
  same<BookRead["label"], string | null>(true);
  // @ts-expect-error nobody gives what is worked out
  const given: BookCreate = { title: "t", title_length: 1 };
  void given;

  // a clash is declared where there can be one
  same<Extract<CreateAuthorErrors, { status: 409 }> extends never ? true : false, false>(true);
  same<Extract<CreateBookErrors, { status: 409 }> extends never ? true : false, true>(true);
  same<Extract<DeleteAuthorErrors, { status: 409 }> extends never ? true : false, true>(true);

  const socket = await api.ws.call("LOOK_UP_AUTHOR", { id: author }).orThrow();
  void socket;
}

void createClient;

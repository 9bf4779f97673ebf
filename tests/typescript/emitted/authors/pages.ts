// Iterators go to the last page and ask no more often than there are pages.
import { ApiError, createClient } from "authors-client";
import { actingAs, baseUrl, collect, countingFetch, equal, holds } from "../checks.js";

const { asked, fetch } = countingFetch();
const token = actingAs("ed", "get-authors", "create-author", "delete-author", "admin");
const api = createClient({ baseUrl, token, fetch });
const numbers = Array.from({ length: 45 }, (_, number) => number);
const name = (number: number): string => `Page ${String(number).padStart(2, "0")} + "&=%/`;
const ids = await Promise.all(
  numbers.map(async (number) => (await api.http.createAuthor({ name: name(number) }).orThrow()).id),
);
const [owner] = ids;
holds(owner !== undefined, "an author");

// by cursor, forwards
asked.length = 0;
const all = await collect(api.http.listAuthorsAll({ name__contains: '+ "&=%/', limit: 10, sort: "-name" }));
equal(all.map((author) => author.name), numbers.map(name).reverse(), "every author once, in order");
equal(asked.length, 5, "requests for five pages");

// by cursor, by hand: the last page has no next, and a previous one that leads back
const first = await api.http.listAuthors({ name__contains: "Page", limit: 30, sort: "name", total: true }).orThrow();
holds(first.meta.next_cursor !== null && first.meta.prev_cursor === null, "the first page");
equal([first.meta.total, first.meta.limit], [45, 30], "counted when asked for");
const last = await api.http
  .listAuthors({ name__contains: "Page", limit: 30, sort: "name", cursor: first.meta.next_cursor })
  .orThrow();
equal([last.items.length, last.meta.next_cursor], [15, null], "the last page");
holds(last.meta.prev_cursor !== null, "a way back");
const back = await api.http
  .listAuthors({ name__contains: "Page", limit: 30, sort: "name", cursor: last.meta.prev_cursor })
  .orThrow();
equal(back.items, first.items, "back on the first page");
const broken = await api.http.listAuthors({ cursor: "no cursor" });
holds(!broken.ok && broken.kind === "declared" && broken.code === "invalid_data", "a cursor of nobody");

// by number
for (const number of numbers.slice(0, 10)) {
  await api.http.createBook({ title: `Volume ${number}`, author_id: owner, price: `${number}.10`, tags: [] }).orThrow();
}
asked.length = 0;
const books = await collect(api.http.listBooksAll({ author_id: owner, per_page: 4, sort: "-price" }));
equal(books.map((book) => book.price), numbers.slice(0, 10).reverse().map((number) => `${number}.10`), "by price, not by text");
equal(asked.length, 3, "requests for three pages");
const { meta } = await api.http.listBooks({ author_id: owner, per_page: 4, page: 3 }).orThrow();
equal([meta.page, meta.total, meta.pages, meta.has_more], [3, 10, 3, false], "the last page by number");

// who stops early asks for no more; who may not read hears of it where the iterator is
asked.length = 0;
for await (const author of api.http.listAuthorsAll({ limit: 1 })) {
  holds(author.name.length > 0, "a name");
  break;
}
equal(asked.length, 1, "requests of one that stops");
const refusal = await collect(createClient({ baseUrl }).http.listAuthorsAll({})).catch((error: unknown) => error);
holds(refusal instanceof ApiError && refusal.failure.kind === "declared", "an ApiError");
equal(refusal.failure.status, 401, "of a stranger");

const ends = await Promise.all(ids.map((id) => api.http.deleteAuthor({ id })));
holds(ends.every((end) => end.ok), "all deleted");

// The same commands over WebSocket: the same rows, refusals by status, pushes to everybody, bad tokens.
import { AuthorId, assertNever, createClient, type AuthorAdded, type Client } from "authors-client";
import { actingAs, baseUrl, equal, holds, soon } from "../checks.js";

const token = actingAs("ed", "get-authors", "create-author", "update-author", "delete-author", "admin");
const editor = createClient({ baseUrl, token });
const reader = createClient({ baseUrl, token: actingAs("rea", "get-authors"), socket: { tokenBy: "subprotocol" } });
const nobody = createClient({ baseUrl });
const NOWHERE = AuthorId("0190f3a8-7c1e-7b6a-9c55-000000000001");

// everybody hears of a new author, strangers too
const heard: AuthorAdded[] = [];
const stop = nobody.ws.on("AUTHOR_ADDED", (data, meta) => {
  equal(meta.room, null, "a broadcast has no room");
  heard.push(data);
});
holds(await nobody.ws.ready(), "a stranger is let in");
equal(await nobody.ws.call("GET_STATUS").orThrow(), { status: "ok" }, "what is public");

const made = await editor.ws.call("CREATE_AUTHOR", { name: "Toni Morrison", born: "1931-02-18" }).orThrow();
await soon(() => heard.length > 0, "the push");
equal(heard, [{ author_id: made.id, name: "Toni Morrison" }], "what was pushed");
const over = await editor.http.createAuthor({ name: "Chinua Achebe" }).orThrow();
await soon(() => heard.length > 1, "the push of a row that was made over HTTP");
equal(heard[1], { author_id: over.id, name: "Chinua Achebe" }, "what was pushed then");
stop();

// the same rows by either way
equal(await editor.http.getAuthor({ id: made.id }).orThrow(), made, "made over WebSocket, read over HTTP");
equal(await reader.ws.call("GET_AUTHOR", { id: over.id }).orThrow(), over, "made over HTTP, read over WebSocket");
const listed = await reader.ws.call("GET_AUTHORS", { sort: "name", limit: 1 });
const page = await reader.http.listAuthors({ sort: "name", limit: 1 }).orThrow();
holds(listed.ok, "listed");
equal([listed.data, listed.meta.next_cursor], [page.items, page.meta.next_cursor], "the same page");
const changed = await editor.ws.call("UPDATE_AUTHOR", { id: made.id, born: null }).orThrow();
equal([changed.name, changed.born], ["Toni Morrison", null], "changed");
await editor.http.createBook({ title: "Beloved", author_id: made.id, price: "7.95", tags: [] }).orThrow();
const books = await nobody.ws.call("GET_PAGINATED_BOOKS", { author_id: made.id, per_page: 5 });
holds(books.ok, "books");
equal([books.data.map((book) => book.price), books.meta.total], [["7.95"], 1], "pages by number");

/** The refusal of a call, by its status; a case that is forgotten or not declared does not compile. */
async function refused(api: Client, name: string): Promise<[number, string]> {
  const result = await api.ws.call("CREATE_AUTHOR", { name });
  holds(!result.ok && result.kind === "declared", `a declared refusal of ${name}`);
  switch (result.status) {
    case 2:
    case 3:
    case 5:
    case 7:
      return [result.status, result.code];
    default:
      return assertNever(result);
  }
}
equal(await refused(editor, ""), [2, "invalid_data"], "data that cannot be");
equal(await refused(reader, "Me"), [3, "permission_denied"], "a missing role");
equal(await refused(editor, "Toni Morrison"), [5, "conflict"], "a name that is taken");
equal(await refused(nobody, "Me"), [7, "authentication_failed"], "a stranger");
const absent = await reader.ws.call("GET_AUTHOR", { id: NOWHERE });
holds(!absent.ok && absent.kind === "declared" && absent.status === 4, "absent");
equal(absent.code, "not_found", "and says so");

// many at once, each with its own answer
const many = await Promise.all(
  Array.from({ length: 200 }, (_, n) => reader.ws.call("GET_AUTHOR", { id: n % 2 ? made.id : NOWHERE })),
);
equal(many.filter((reply) => reply.ok && reply.data.id === made.id).length, 100, "answers to their own calls");

// a bad token: refused for good after one renewal; a stale one: renewed
const closed: [string, number][] = [];
const bad = createClient({ baseUrl, token: () => "bad", socket: { backoff: { baseMs: 1, maxMs: 5 } } });
bad.ws.onState((state, code) => closed.push([state, code]));
const hopeless = await bad.ws.call("GET_STATUS");
holds(!hopeless.ok && hopeless.kind === "transport" && hopeless.reason === "closed", "no answer");
equal(closed.at(-1), ["closed", 4401], "closed for good");
const renewed = createClient({
  baseUrl,
  token: ({ refresh }) => (refresh ? token() : "stale"),
  socket: { backoff: { baseMs: 1, maxMs: 5 } },
});
equal(await renewed.ws.call("DELETE_AUTHOR", { id: over.id }).orThrow(), null, "a renewed token");
equal(await editor.ws.call("DELETE_AUTHOR", { id: made.id }).orThrow(), null, "deleted");
const gone = await reader.http.getAuthor({ id: made.id });
holds(!gone.ok && gone.kind === "declared" && gone.status === 404, "gone for HTTP too");

for (const api of [editor, reader, nobody, renewed]) api.ws.close();

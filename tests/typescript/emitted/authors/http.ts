// Create, look up, list, change and delete over HTTP, and every way to be refused, by its type.
import { AuthorId, BookId, assertNever, createClient, type AuthorCreate, type Client, type ErrorDetail } from "authors-client";
import type { CreateAuthorErrors } from "authors-client/http/author";
import { actingAs, baseUrl, equal, holds } from "../checks.js";

const editor: Client = createClient({
  baseUrl,
  token: actingAs("ed", "get-authors", "create-author", "update-author", "delete-author", "admin"),
});
const reader: Client = createClient({ baseUrl, token: actingAs("rea", "get-authors") });
const nobody: Client = createClient({ baseUrl });
const NOWHERE = "0190f3a8-7c1e-7b6a-9c55-000000000001";

/** Names the refusal by its status; a case that is forgotten or not declared does not compile. */
function refusal(failure: CreateAuthorErrors): [number, string, ErrorDetail[]] {
  switch (failure.status) {
    case 401: {
      const code: "authentication_failed" | "token_expired" = failure.code;
      return [401, code, []];
    }
    case 403: {
      const code: "permission_denied" = failure.code;
      return [403, code, []];
    }
    case 409: {
      const code: "conflict" = failure.code;
      return [409, code, []];
    }
    case 400:
    case 422: {
      const code: "invalid_data" = failure.code;
      return [failure.status, code, failure.error.details];
    }
    default:
      return assertNever(failure);
  }
}

async function refused(api: Client, data: AuthorCreate): Promise<[number, string, ErrorDetail[]]> {
  const result = await api.http.createAuthor(data);
  holds(!result.ok && result.kind === "declared", `a declared refusal of ${JSON.stringify(data)}`);
  return refusal(result);
}

// a row's life
const made = await editor.http.createAuthor({ name: "Jane Austen", born: "1775-12-16" });
holds(made.ok, "created");
const status: 201 = made.status;
const { id } = made.data;
equal([status, made.data.name, made.data.born], [201, "Jane Austen", "1775-12-16"], "what was created");
holds(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(made.data.created_at), "a moment in UTC");
equal(await reader.http.getAuthor({ id }).orThrow(), made.data, "the same row is read");
equal((await reader.http.listAuthors({ name: "Jane Austen" }).orThrow()).items, [made.data], "and listed");
equal((await reader.http.listAuthors({ born__lt: "1775-12-16" }).orThrow()).items, [], "an open bound");
const changed = await editor.http.updateAuthor({ id, born: null }).orThrow();
equal([changed.name, changed.born], ["Jane Austen", null], "null is a value, absent leaves alone");

// every declared refusal
const taken: AuthorCreate = { name: "Jane Austen" };
equal(await refused(nobody, taken), [401, "authentication_failed", []], "no token");
equal(await refused(reader, taken), [403, "permission_denied", []], "a missing role");
equal(await refused(editor, taken), [409, "conflict", []], "a name that is taken");
const [invalid, code, details] = await refused(editor, { name: "", born: "never" });
equal([invalid, code], [422, "invalid_data"], "data that cannot be");
equal(details.map((detail) => detail.field).sort(), ["born", "name"], "both faults at once");
const absent = await reader.http.getAuthor({ id: AuthorId(NOWHERE) });
holds(!absent.ok && absent.kind === "declared" && absent.status === 404, "absent");
equal(absent.error.code, "not_found", "and says so");
const half = createClient({ baseUrl, token: actingAs("half", "delete-author") });
const kept = await half.http.deleteAuthor({ id });
holds(!kept.ok && kept.kind === "declared" && kept.status === 403, "all roles are needed where all are named");

// a bad token is asked for anew, once; a good one then goes on
const asked: boolean[] = [];
const good = actingAs("ed", "get-authors");
let held = "no token at all";
const stale = createClient({
  baseUrl,
  token: async ({ refresh }) => {
    asked.push(refresh);
    if (refresh) held = await good();
    return held;
  },
});
const [first, second] = await Promise.all([stale.http.getAuthor({ id }), stale.http.getAuthor({ id })]);
equal([first.ok, second.ok], [true, true], "renewed");
equal(asked.filter((refresh) => refresh).length, 1, "one renewal for two calls");
const hopeless = await createClient({ baseUrl, token: () => "bad" }).http.getAuthor({ id });
holds(!hopeless.ok && hopeless.kind === "declared" && hopeless.status === 401, "a bad token");

// books: decimals as text, defaults, arrays, what is included, all of a row replaced
const draft = { title: "Emma", author_id: id, price: "12.50", tags: ["novel", "é \u{1d54f}"] };
const book = await editor.http.createBook(draft).orThrow();
equal([book.price, book.genre, book.tags, book.version], ["12.50", "novel", draft.tags, 1], "a book");
const whole = await nobody.http.getBook({ id: book.id }).orThrow();
equal(whole.author.name, "Jane Austen", "with its author");
const replaced = await editor.http.replaceBook({ ...draft, id: book.id, price: "9.00", genre: "essay", tags: [] }).orThrow();
equal([replaced.price, replaced.genre, replaced.tags, replaced.version], ["9.00", "essay", [], 2], "replaced");
equal((await nobody.http.listBooks({ genre__in: ["essay", "drama"], price__lt: "9.01" }).orThrow()).items, [replaced], "a list of values");
const dear = await editor.http.updateBook({ id: book.id, price: "-1" });
holds(!dear.ok && dear.kind === "declared" && dear.status === 422, "a negative price");
equal(dear.error.details.map((detail) => detail.field), ["price"], "names the field");
const orphan = await editor.http.createBook({ ...draft, author_id: AuthorId(NOWHERE) });
holds(!orphan.ok && orphan.kind === "declared" && orphan.status === 422, "a book of nobody");
equal(orphan.error.details.map((detail) => [detail.field, detail.code]), [["author_id", "not_found"]], "says whose");
equal((await nobody.http.countAuthors().orThrow()).count, 1, "a command of its own");

// the caller's correlation id is the service's
const traced = await nobody.http.getBook({ id: BookId(NOWHERE) }, { correlationId: "traced-1" });
holds(!traced.ok && traced.kind === "declared", "absent too");
equal([traced.correlationId, traced.error.correlation_id], ["traced-1", "traced-1"], "one id");

// the end of a row; what belonged to it goes with it
const gone = await editor.http.deleteAuthor({ id });
holds(gone.ok, "deleted");
const end: [204, undefined] = [gone.status, gone.data];
equal(end, [204, undefined], "nothing is answered");
const later = await reader.http.getAuthor({ id });
holds(!later.ok && later.kind === "declared" && later.status === 404, "gone");
const alone = await nobody.http.getBook({ id: book.id });
holds(!alone.ok && alone.kind === "declared" && alone.status === 404, "its book too");

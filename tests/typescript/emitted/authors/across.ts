// Made at one server, heard of at the other, read at both.
import { createClient, type AuthorAdded } from "authors-client";
import { actingAs, baseUrl, equal, given, holds, soon } from "../checks.js";

const token = actingAs("ed", "get-authors", "create-author", "delete-author", "admin");
const here = createClient({ baseUrl, token });
const there = createClient({ baseUrl: given("OTHER_URL"), token });
const heard: AuthorAdded[] = [];
there.ws.on("AUTHOR_ADDED", (data) => heard.push(data));
holds(await there.ws.ready(), "connected");
const made = await here.http.createAuthor({ name: "Wisława Szymborska" }).orThrow();
await soon(() => heard.length > 0, "the push");
equal(heard, [{ author_id: made.id, name: made.name }], "heard at the other server");
equal(await there.ws.call("GET_AUTHOR", { id: made.id }).orThrow(), made, "and read there");
await here.http.deleteAuthor({ id: made.id }).orThrow();
there.ws.close();

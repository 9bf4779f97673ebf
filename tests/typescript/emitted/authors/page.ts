// What a page does with the client; bundled and run by tests/browser, which calls `runClient`.
import { ApiError, createClient, type AuthorAdded, type TokenSource } from "authors-client";
import { collect, soon } from "../waiting.js";

declare global {
  var runClient: (url: string, token: string) => Promise<Record<string, unknown>>;
}

globalThis.runClient = async (url, token) => {
  const facts: Record<string, unknown> = {};
  const source: TokenSource = () => token;
  const api = createClient({ baseUrl: url, token: source });
  const subprotocol = createClient({ baseUrl: url, token: source, socket: { tokenBy: "subprotocol" } });
  const nobody = createClient({ baseUrl: url });
  const heard: AuthorAdded[] = [];
  nobody.ws.on("AUTHOR_ADDED", (data) => heard.push(data));
  facts["ready"] = await nobody.ws.ready();

  const made = await api.http.createAuthor({ name: "Jane Austen" }, { correlationId: "from-a-page" });
  if (!made.ok) return { ...facts, made };
  const { id } = made.data;
  facts["correlation"] = made.correlationId;
  await soon(() => heard.length > 0, "the push");
  facts["pushed"] = heard[0]?.author_id === id;
  facts["changed"] = (await api.http.updateAuthor({ id, born: "1775-12-16" }).orThrow()).born;
  const rows = await Promise.all(
    [api, subprotocol].map((client) => client.ws.call("GET_AUTHOR", { id }).orThrow()),
  );
  facts["rows"] = rows.map((row) => row.born);
  facts["listed"] = (await collect(api.http.listAuthorsAll({ limit: 1 }))).length;
  const refused = await nobody.http.getAuthor({ id });
  facts["refused"] = refused.ok ? null : refused.kind === "declared" ? [refused.status, refused.code] : refused.kind;
  const many = await Promise.all(Array.from({ length: 1000 }, () => api.ws.call("GET_STATUS")));
  facts["answered"] = many.filter((reply) => reply.ok).length;
  facts["deleted"] = (await api.http.deleteAuthor({ id })).ok;
  const gone = await api.http.getAuthor({ id }).orThrow().catch((error: unknown) => error);
  facts["gone"] = gone instanceof ApiError && gone.failure.kind === "declared" ? gone.failure.status : null;
  for (const client of [api, subprotocol, nobody]) client.ws.close();
  return facts;
};

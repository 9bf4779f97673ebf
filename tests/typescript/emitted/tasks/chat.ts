// Two people in one chat room, one in another, one who only listens, one who may not come in.
import { createClient, type ChatMessage } from "tasks-client";
import { actingAs, baseUrl, equal, holds, soon } from "../checks.js";

const ada = createClient({ baseUrl, token: actingAs("ada", "member") });
const bob = createClient({ baseUrl, token: actingAs("bob", "member") });
const room_id = "Zürich & more?";

const rooms = [ada.sockets.chat({ room_id }), bob.sockets.chat({ room_id }), bob.sockets.chat({ room_id: "elsewhere" })];
const heard: [number, ChatMessage][] = [];
rooms.forEach((room, seat) => room.on("CHAT_MESSAGE", (data) => heard.push([seat, data])));
equal(await Promise.all(rooms.map((room) => room.ready())), [true, true, true], "let in");

// the main endpoint hears the room too, once it has joined
const listener = createClient({ baseUrl, token: actingAs("liz", "member") });
const listened: [string, string | null, number][] = [];
listener.ws.on("CHAT_MESSAGE", (data, meta) => listened.push([data.content, meta.room, meta.offset]));
const joined = await listener.ws.join("chat", { room_id }).orThrow();
equal(joined.room, "chat:Z%C3%BCrich%20%26%20more%3F", "the room's address");

const [first, second] = rooms;
holds(first !== undefined && second !== undefined, "two seats");
first.send({ content: "Hello, Bob" });
await soon(() => heard.length >= 2, "both hear");
second.send({ content: "Hello, Ada \u{1d54f}" });
await soon(() => heard.length >= 4 && listened.length >= 2, "the answer");
const said = (author: string, content: string): ChatMessage => ({ room_id, author, content });
for (const seat of [0, 1]) {
  const mine = heard.filter(([place]) => place === seat).map(([, data]) => data);
  equal(mine, [said("ada", "Hello, Bob"), said("bob", "Hello, Ada \u{1d54f}")], "in order, at every seat");
}
equal(heard.length, 4, "nobody hears it elsewhere");
const { room, offset } = joined;
equal(listened, [["Hello, Bob", room, offset + 1], ["Hello, Ada \u{1d54f}", room, offset + 2]], "offsets count up");

// a frame that cannot be is refused; the socket stays
const faults: (number | string)[] = [];
first.onFault((failure) => faults.push(failure.kind === "transport" ? failure.reason : failure.status));
first.send({ content: "x".repeat(2001) });
await soon(() => faults.length > 0, "the fault");
equal(faults, [2], "invalid data");
equal(first.state, "open", "still open");

// who has left hears no more; who is no member does not come in
await listener.ws.leave("chat", { room_id }).orThrow();
second.send({ content: "Bye" });
await soon(() => heard.length === 6, "the last word");
equal(listened.length, 2, "not heard by who left");
const stranger = createClient({ baseUrl });
const refused = await stranger.ws.join("chat", { room_id });
holds(!refused.ok && refused.kind === "declared" && refused.status === 7, "a stranger does not join");
const states: [string, number][] = [];
const door = createClient({ baseUrl, token: actingAs("eve") }).sockets.chat({ room_id });
door.onState((state, code) => states.push([state, code]));
door.send({ content: "Let me in" });
await soon(() => door.state === "closed", "without the role");
equal(states.at(-1), ["closed", 4403], "forbidden, for good");

for (const open of rooms) open.close();
for (const api of [listener, stranger]) api.ws.close();

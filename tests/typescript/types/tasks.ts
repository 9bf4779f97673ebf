// What the types of the tasks example allow and refuse: rooms and sockets of their own.
import type { Client } from "../dist/index.js";

export async function check(api: Client): Promise<void> {
  await api.ws.join("chat", { room_id: "1" });
  // @ts-expect-error the room has a key
  await api.ws.join("chat");
  // @ts-expect-error the key is text
  await api.ws.join("chat", { room_id: 1 });
  // @ts-expect-error no such room
  await api.ws.join("attic");
  const chat = api.sockets.chat({ room_id: "1" });
  const taken: boolean = chat.send({ content: "hello" });
  // @ts-expect-error no such field
  chat.send({ text: "hello" });
  chat.on("CHAT_MESSAGE", (data) => data.content.trim());
  // @ts-expect-error this push is not sent there
  chat.on("TASK_CREATED", () => undefined);
  void taken;
}

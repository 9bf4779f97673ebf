// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import * as rt from "../runtime/stream.js";
import type * as types from "../types.js";
import { PUSHES, type Pushes } from "./pushes.js";

/** A chat room; what one says, all hear. */
export function chat(
  http: rt.Http,
  input: { room_id: string },
  options?: rt.SocketOptions,
): rt.Stream<types.ChatReceived, Pick<Pushes, "CHAT_MESSAGE">> {
  return rt.openStream(http, ["/chat/", input.room_id], PUSHES, options);
}

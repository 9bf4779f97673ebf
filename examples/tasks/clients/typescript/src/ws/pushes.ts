// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import type * as types from "../types.js";

/** What the service sends unasked, by its name. */
export interface Pushes {
  /** A task was created. */
  TASK_ADDED: types.TaskAdded;
  /** Somebody said something. */
  CHAT_MESSAGE: types.ChatMessage;
}

/** The pushes' numbers, which never change. */
export const PUSHES: { readonly [Name in keyof Pushes]: number } = {
  TASK_ADDED: 100,
  CHAT_MESSAGE: 101,
};

/** The rooms that can be joined, with their keys. */
export interface Rooms {
  /** People who chat. */
  chat: { room_id: string };
}

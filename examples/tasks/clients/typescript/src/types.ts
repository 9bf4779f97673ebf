// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import type * as wire from "./runtime/scalars.js";

/** The key. */
export type TaskId = wire.Brand<wire.Uuid, "TaskId">;
export function TaskId(value: wire.Uuid): TaskId {
  return value as TaskId;
}

export const TaskStatus = {
  PENDING: "pending",
  RUNNING: "running",
  FINISHED: "finished",
  ERROR: "error",
} as const;
export type TaskStatus = (typeof TaskStatus)[keyof typeof TaskStatus];

/** Something to be done. */
export interface TaskRead {
  /** The key. */
  id: TaskId;
  title: string;
  status: TaskStatus;
  /** When the row was made. */
  created_at: wire.DateTime;
  /** When the row was last changed. */
  updated_at: wire.DateTime;
}

/** What makes a new task. */
export interface TaskCreate {
  title: string;
  status?: TaskStatus;
}

/** What changes a task: what is absent stays as it is, null is a value. */
export interface TaskUpdate {
  title?: string;
  status?: TaskStatus;
}

/** Which task is meant. */
export interface TaskKey {
  /** The key. */
  id: TaskId;
}

/** Which task is changed, and how. */
export interface TaskChange extends TaskKey, TaskUpdate {}

/** Which tasks are listed, and in which order. */
export interface TaskQuery {
  /** Items in a page, 1 to 100; 20 unless said. */
  limit?: number;
  /** Where the page begins: `next_cursor` or `prev_cursor` of another. */
  cursor?: string;
  /** Count all items too. */
  total?: boolean;
  /** Fields separated by commas, `-` for descending; of: title, created_at. */
  sort?: string;
  status?: TaskStatus;
  status__in?: TaskStatus[];
  title__contains?: string;
}

/** Ask a worker to greet. */
export interface SendHelloInput {
  message: string;
}

/** A task was created. */
export interface TaskAdded {
  task_id: wire.Uuid;
  title: string;
}

/** Somebody said something. */
export interface ChatMessage {
  room_id: string;
  author: string;
  content: string;
}

export interface ChatReceived {
  content: string;
}

/** What the service takes for a field that is left out. */
export const TaskDefaults: Required<Pick<TaskCreate, "status">> = {
  status: "pending",
};

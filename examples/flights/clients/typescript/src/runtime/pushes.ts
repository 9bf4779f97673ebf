// Who listens to which push, and to the connection itself.
// The same in every client that svcgen makes. Do not edit: `svcgen generate` replaces it.

import type { Connection, ConnectionOptions, ConnectionState } from "./connection.js";
import { isRecord, refusal, type Failure } from "./errors.js";

/** Where a push stands in its room; `room` is null for a broadcast. */
export interface PushMeta {
  room: string | null;
  epoch: string;
  offset: number;
}

/** Hears the pushes of one name. */
export type PushHandler<Data> = (data: Data, meta: PushMeta) => void;

/** Ends what was begun. */
export type Unsubscribe = () => void;

/** What is said of every socket; where it is and who it is for are known already. */
export interface SocketOptions extends Omit<ConnectionOptions, "url" | "tokens"> {
  /** How long a call may take; 10,000 ms unless said. */
  callTimeoutMs?: number;
  /** How many frames may wait while there is no connection; 256 unless said. */
  queueLimit?: number;
  /** How many bytes may wait to leave this machine; 1,048,576 unless said. */
  highWater?: number;
}

/** A set of listeners. One that throws does not keep the others from hearing. */
export class Listeners<Arguments extends unknown[]> {
  readonly #all = new Set<(...given: Arguments) => void>();

  add(listener: (...given: Arguments) => void): Unsubscribe {
    const own = (...given: Arguments): void => listener(...given);
    this.#all.add(own);
    return () => {
      this.#all.delete(own);
    };
  }

  tell(...given: Arguments): void {
    for (const listener of this.#all) {
      try {
        listener(...given);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}

/** What both kinds of sockets hear: pushes, changes of state and faults that answer no call. */
export class Heard<Pushes> {
  readonly states: Listeners<[state: ConnectionState, code: number]> = new Listeners();
  readonly faults: Listeners<[failure: Failure]> = new Listeners();
  /** Frames that nothing was waiting for: late replies, and pushes of a newer service. */
  unclaimed = 0;
  readonly #ids: { readonly [Name in keyof Pushes]: number };
  readonly #pushes = new Map<unknown, Listeners<[data: unknown, meta: unknown]>>();

  constructor(ids: { readonly [Name in keyof Pushes]: number }) {
    this.#ids = ids;
  }

  on<Name extends keyof Pushes>(name: Name, handler: PushHandler<Pushes[Name]>): Unsubscribe {
    const id = this.#ids[name];
    const listeners = this.#pushes.get(id) ?? new Listeners<[data: unknown, meta: unknown]>();
    this.#pushes.set(id, listeners);
    // The service was emitted from the same spec, so the number tells the types of data and meta.
    return listeners.add(handler as (data: unknown, meta: unknown) => void);
  }

  /** Takes a frame that answers no call. */
  take(frame: Record<string, unknown>): void {
    const { pkg_id: id, data, meta, status_code: status } = frame;
    const listeners = this.#pushes.get(id);
    if (typeof status === "number") {
      if (frame["req_id"] === null) this.faults.tell(refusal(status, data, [], null));
      else this.unclaimed += 1;
    } else if (listeners !== undefined && isRecord(meta)) {
      listeners.tell(data, meta);
    } else if (typeof id !== "number" || id >= 0) {
      this.unclaimed += 1;
    }
  }
}

/** Waits until a connection is open; false when it is closed for good. */
export function untilReady<Pushes>(connection: Connection, heard: Heard<Pushes>): Promise<boolean> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (connection.state !== "open" && connection.state !== "closed") return;
      stop();
      resolve(connection.state === "open");
    };
    const stop = heard.states.add(look);
    connection.open();
    look();
  });
}

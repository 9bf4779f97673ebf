// Calls, pushes and rooms over one connection.
// The same in every client that svcgen makes. Do not edit: `svcgen generate` replaces it.

import { Connection, newId, type ConnectionOptions, type ConnectionState } from "./connection.js";
import {
  asCall,
  isRecord,
  refusal,
  transport,
  type AnyDeclared,
  type Call,
  type Declared,
  type Failure,
  type Result,
} from "./errors.js";
import {
  Heard,
  Listeners,
  untilReady,
  type PushHandler,
  type SocketOptions,
  type Unsubscribe,
} from "./pushes.js";

/** A package: its number, the codes of the errors it declares, and whether it may be sent again. */
export interface Package {
  id: number;
  safe?: boolean;
  errors?: readonly string[];
}

/** The types of a package. */
export interface CallTypes {
  request: unknown;
  reply: unknown;
  meta: unknown;
  errors: AnyDeclared;
}

/** What one call may say for itself. */
export interface SocketCallOptions {
  signal?: AbortSignal;
  timeoutMs?: number;
}

/** Data may be left out where none is needed. */
export type CallArguments<Request> =
  Record<never, never> extends Request
    ? [data?: Request, options?: SocketCallOptions]
    : Request extends undefined
      ? [data?: Request, options?: SocketCallOptions]
      : [data: Request, options?: SocketCallOptions];

/** The key may be left out where a room has none. */
export type RoomArguments<Key> = Key extends undefined
  ? [key?: Key, options?: SocketCallOptions]
  : [key: Key, options?: SocketCallOptions];

/** Where a room stands. */
export interface RoomPosition {
  room: string;
  epoch: string;
  offset: number;
}

/** What joining and leaving a room may be refused with. */
export type RoomErrors =
  | Declared<2, "invalid_data">
  | Declared<3, "permission_denied">
  | Declared<7, "authentication_failed">;

type Answer = Result<unknown, AnyDeclared, number, unknown>;

interface Pending {
  package: Package;
  frame: string;
  sent: boolean;
  settle(answer: Answer): void;
}

interface Joined extends RoomPosition {
  request: { room: unknown; key: unknown };
}

const ROOM_ERRORS: readonly string[] = ["authentication_failed", "invalid_data", "permission_denied"];
const JOIN: Package = { id: -3, safe: true, errors: ROOM_ERRORS };
const LEAVE: Package = { id: -4, safe: true, errors: ROOM_ERRORS };

/** The service's WebSocket endpoint. The connection is made by the first call, or by `ready()`. */
export class Socket<Calls extends Record<keyof Calls, CallTypes>, Pushes, Rooms> {
  readonly #packages: { readonly [Name in keyof Calls]: Package };
  readonly #options: SocketOptions;
  readonly #connection: Connection;
  readonly #heard: Heard<Pushes>;
  readonly #gaps = new Listeners<[room: string]>();
  readonly #pending = new Map<string, Pending>();
  readonly #rooms = new Map<string, Joined>();

  constructor(
    options: SocketOptions & ConnectionOptions,
    packages: { readonly [Name in keyof Calls]: Package },
    pushes: { readonly [Name in keyof Pushes]: number },
  ) {
    this.#options = options;
    this.#packages = packages;
    this.#heard = new Heard(pushes);
    this.#connection = new Connection(options, {
      changed: (state, code) => this.#changed(state, code),
      heard: (frame) => this.#take(frame),
    });
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** How many frames came that nothing was waiting for, such as late replies. */
  get unclaimed(): number {
    return this.#heard.unclaimed;
  }

  /** Calls a package by its name; many calls may be under way at once. */
  call<Name extends keyof Calls>(
    name: Name,
    ...[data, options]: CallArguments<Calls[Name]["request"]>
  ): Call<Calls[Name]["reply"], Calls[Name]["errors"], 0, Calls[Name]["meta"]> {
    const answer = this.#ask(this.#packages[name], data, options);
    // The one place where JSON becomes a type: the service was emitted from the same spec.
    type Typed = Result<Calls[Name]["reply"], Calls[Name]["errors"], 0, Calls[Name]["meta"]>;
    return asCall(answer as Promise<Typed>);
  }

  /** Hears every push of a name; gives back what stops it. */
  on<Name extends keyof Pushes>(name: Name, handler: PushHandler<Pushes[Name]>): Unsubscribe {
    this.#connection.open();
    return this.#heard.on(name, handler);
  }

  /** Joins a room, and joins it again after every reconnect until it is left. */
  join<Name extends keyof Rooms>(
    room: Name,
    ...[key, options]: RoomArguments<Rooms[Name]>
  ): Call<RoomPosition, RoomErrors, 0> {
    return this.#enter({ room, key }, options);
  }

  /** Leaves a room. */
  leave<Name extends keyof Rooms>(
    room: Name,
    ...[key, options]: RoomArguments<Rooms[Name]>
  ): Call<RoomPosition, RoomErrors, 0> {
    return this.#stand(LEAVE, { room, key }, options, (position) => this.#rooms.delete(position.room));
  }

  /** Hears of rooms whose pushes were missed while there was no connection: ask again for their state. */
  onGap(listener: (room: string) => void): Unsubscribe {
    return this.#gaps.add(listener);
  }

  /** Hears of changes of state; `code` is the close code where there is one. */
  onState(listener: (state: ConnectionState, code: number) => void): Unsubscribe {
    return this.#heard.states.add(listener);
  }

  /** Hears of faults that answer no call. */
  onFault(listener: (failure: Failure) => void): Unsubscribe {
    return this.#heard.faults.add(listener);
  }

  /** Waits for the connection; false when it was closed for good. */
  ready(): Promise<boolean> {
    return untilReady(this.#connection, this.#heard);
  }

  /** Closes the connection for good; calls under way end as `closed`. */
  close(): void {
    this.#connection.close();
  }

  #ask(target: Package, data: unknown, options: SocketCallOptions = {}): Promise<Answer> {
    return new Promise((resolve) => {
      const id = newId();
      const { signal } = options;
      const stop = (reason: "aborted" | "timeout"): void => {
        pending.settle(transport(reason, pending.sent, null, id));
      };
      const abort = (): void => stop("aborted");
      const timer = setTimeout(
        () => stop("timeout"),
        options.timeoutMs ?? this.#options.callTimeoutMs ?? 10_000,
      );
      const pending: Pending = {
        package: target,
        frame: JSON.stringify({ pkg_id: target.id, req_id: id, data }),
        sent: false,
        settle: (answer) => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", abort);
          this.#pending.delete(id);
          resolve(answer);
        },
      };
      signal?.addEventListener("abort", abort);
      if (signal?.aborted) stop("aborted");
      else if (this.state === "closed") pending.settle(transport("closed", false, null, id));
      else if (this.#full()) pending.settle(transport("queue_full", false, null, id));
      else this.#post(id, pending);
    });
  }

  #post(id: string, pending: Pending): void {
    this.#pending.set(id, pending);
    this.#connection.open();
    if (this.state === "open") this.#send(pending);
  }

  #send(pending: Pending): void {
    pending.sent = true;
    this.#connection.send(pending.frame);
  }

  #full(): boolean {
    if (this.state === "open") return this.#connection.buffered > (this.#options.highWater ?? 1 << 20);
    const waiting = [...this.#pending.values()].filter((pending) => !pending.sent).length;
    return waiting >= (this.#options.queueLimit ?? 256);
  }

  #enter(request: Joined["request"], options?: SocketCallOptions): Call<RoomPosition, RoomErrors, 0> {
    return this.#stand(JOIN, request, options, (position) => {
      const { room, epoch, offset } = position;
      const before = this.#rooms.get(room);
      this.#rooms.set(room, { room, epoch, offset, request });
      if (before && (before.epoch !== epoch || before.offset !== offset)) this.#gaps.tell(room);
    });
  }

  #stand(
    target: Package,
    request: Joined["request"],
    options: SocketCallOptions | undefined,
    done: (position: RoomPosition) => void,
  ): Call<RoomPosition, RoomErrors, 0> {
    const answer = this.#ask(target, request, options) as Promise<Result<RoomPosition, RoomErrors, 0>>;
    return asCall(
      answer.then((result) => {
        if (result.ok) done(result.data);
        return result;
      }),
    );
  }

  #changed(state: ConnectionState, code: number): void {
    if (state === "open") {
      for (const [room, { request }] of this.#rooms) {
        void this.#enter(request).then((answer) => {
          if (!answer.ok && answer.kind === "declared") this.#rooms.delete(room);
        });
      }
      for (const pending of this.#pending.values()) if (!pending.sent) this.#send(pending);
    } else if (state === "closed") {
      this.#drop("closed");
    } else if (state === "waiting") {
      this.#drop("disconnected");
    }
    this.#heard.states.tell(state, code);
  }

  /** Ends the calls whose fate is unknown; safe ones wait for the next connection under the same id. */
  #drop(reason: "closed" | "disconnected"): void {
    for (const [id, pending] of this.#pending) {
      const stays = reason === "disconnected" && (!pending.sent || pending.package.safe);
      if (stays) pending.sent = false;
      else pending.settle(transport(reason, pending.sent, null, id));
    }
  }

  #take(frame: Record<string, unknown>): void {
    const { status_code: status, data, meta } = frame;
    const id = String(frame["req_id"]);
    const pending = this.#pending.get(id);
    if (pending !== undefined && typeof status === "number") {
      if (status === 0) pending.settle({ ok: true, status, data, meta, correlationId: id });
      else pending.settle(refusal(status, data, pending.package.errors ?? [], id));
      return;
    }
    if (isRecord(meta)) Object.assign(this.#rooms.get(String(meta["room"])) ?? {}, meta);
    this.#heard.take(frame);
  }
}

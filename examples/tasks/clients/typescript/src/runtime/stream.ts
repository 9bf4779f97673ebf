// A socket of its own: one type of frame is sent, pushes are heard.
// The same in every client that svcgen makes. Do not edit: `svcgen generate` replaces it.

import { Connection, type ConnectionOptions, type ConnectionState } from "./connection.js";
import type { Failure } from "./errors.js";
import type { Http } from "./http.js";
import {
  Heard,
  untilReady,
  type PushHandler,
  type SocketOptions,
  type Unsubscribe,
} from "./pushes.js";
import { socketUrl, type PathParts } from "./url.js";

export type { Http } from "./http.js";
export type { SocketOptions } from "./pushes.js";

/** A WebSocket endpoint that takes `Sent` and gives `Pushes`. */
export class Stream<Sent, Pushes> {
  readonly #connection: Connection;
  readonly #heard: Heard<Pushes>;
  readonly #options: SocketOptions;
  readonly #queue: string[] = [];

  constructor(
    options: SocketOptions & ConnectionOptions,
    pushes: { readonly [Name in keyof Pushes]: number },
  ) {
    this.#options = options;
    this.#heard = new Heard(pushes);
    this.#connection = new Connection(options, {
      changed: (state, code) => this.#changed(state, code),
      heard: (frame) => this.#heard.take(frame),
    });
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** Sends a frame, or keeps it until there is a connection; false when there is no room for it. */
  send(data: Sent): boolean {
    const frame = JSON.stringify(data);
    if (this.state === "closed") return false;
    if (this.state === "open") {
      if (this.#connection.buffered > (this.#options.highWater ?? 1 << 20)) return false;
      this.#connection.send(frame);
      return true;
    }
    if (this.#queue.length >= (this.#options.queueLimit ?? 256)) return false;
    this.#queue.push(frame);
    this.#connection.open();
    return true;
  }

  /** Hears every push of a name; gives back what stops it. */
  on<Name extends keyof Pushes>(name: Name, handler: PushHandler<Pushes[Name]>): Unsubscribe {
    this.#connection.open();
    return this.#heard.on(name, handler);
  }

  /** Hears of changes of state; `code` is the close code where there is one. */
  onState(listener: (state: ConnectionState, code: number) => void): Unsubscribe {
    return this.#heard.states.add(listener);
  }

  /** Hears of frames that the service refused. */
  onFault(listener: (failure: Failure) => void): Unsubscribe {
    return this.#heard.faults.add(listener);
  }

  /** Waits for the connection; false when it was closed for good. */
  ready(): Promise<boolean> {
    return untilReady(this.#connection, this.#heard);
  }

  /** Closes the connection for good. */
  close(): void {
    this.#connection.close();
  }

  #changed(state: ConnectionState, code: number): void {
    if (state === "open") for (const frame of this.#queue.splice(0)) this.#connection.send(frame);
    this.#heard.states.tell(state, code);
  }
}

/** Gives a socket of its own; it connects when it is first used. */
export function openStream<Sent, Pushes>(
  http: Http,
  path: PathParts,
  pushes: { readonly [Name in keyof Pushes]: number },
  options: SocketOptions = {},
): Stream<Sent, Pushes> {
  const url = socketUrl(http.options.baseUrl, path);
  return new Stream({ ...options, url, tokens: http.tokens }, pushes);
}

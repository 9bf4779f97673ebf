// One WebSocket connection that comes back: one attempt at a time, full jitter, a heartbeat.
// The same in every client that svcgen makes. Do not edit: `svcgen generate` replaces it.

import { jitter, type Backoff } from "./backoff.js";
import { isRecord } from "./errors.js";
import type { Tokens } from "./tokens.js";

/** What a WebSocket implementation must have; those of browsers and of Node 22 do. */
export interface SocketLike {
  readonly bufferedAmount: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: string, listener: (event: Event) => void): void;
}

export type SocketConstructor = new (url: string, protocols: string[]) => SocketLike;

/** How a connection is made and kept; times are milliseconds. */
export interface ConnectionOptions {
  url: string;
  tokens: Tokens;
  /** Whether the token goes into the first frame (unless said) or among the subprotocols. */
  tokenBy?: "connect" | "subprotocol";
  /** The implementation, where there is no global WebSocket. */
  WebSocket?: SocketConstructor;
  /** Between attempts; 500 to 30,000 unless said. */
  backoff?: Backoff;
  /** Silence after which a ping is sent; 25,000 unless said. */
  heartbeatMs?: number;
  /** How long a ping, or making the connection, may take; 10,000 unless said. */
  graceMs?: number;
}

/** `waiting` is between two attempts, `closed` for good. */
export type ConnectionState = "idle" | "connecting" | "open" | "waiting" | "closed";

/** What a connection tells its owner. */
export interface ConnectionEvents {
  changed(state: ConnectionState, code: number): void;
  heard(frame: Record<string, unknown>): void;
}

const CONNECT = -1;
const PING = -2;
/** Close codes after which coming back would end the same way: broken protocol, forbidden, replaced. */
const FATAL: readonly number[] = [4400, 4403, 4409];
const AUTHENTICATION_FAILED = 4401;
const OVER_A_LIMIT = 4429;
const LOST = 1006;

/** Gives a new UUID, also on pages where crypto.randomUUID is missing (insecure origins). */
export function newId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  // Version 4, variant 10 (RFC 9562, 5.4).
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** A connection to one endpoint. */
export class Connection {
  state: ConnectionState = "idle";
  readonly #options: ConnectionOptions;
  readonly #events: ConnectionEvents;
  #socket: SocketLike | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #token: string | null = null;
  #refused = false;
  #greeting = "";
  #heardAt = 0;
  #pinged = false;

  constructor(options: ConnectionOptions, events: ConnectionEvents) {
    this.#options = options;
    this.#events = events;
  }

  /** Bytes that wait to leave this machine. */
  get buffered(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** Makes the connection unless it is there, under way or closed for good. */
  open(): void {
    if (this.state !== "idle") return;
    globalThis.addEventListener?.("online", this.wake);
    void this.#connect();
  }

  /** Ends the wait before the next attempt. */
  readonly wake = (): void => {
    if (this.state !== "waiting") return;
    clearTimeout(this.#timer);
    void this.#connect();
  };

  /** Sends a frame; only while the state is `open`. */
  send(frame: string): void {
    this.#socket?.send(frame);
  }

  /** Closes the connection for good. */
  close(code = 1000): void {
    if (this.state === "closed") return;
    const socket = this.#socket;
    this.#socket = null;
    clearTimeout(this.#timer);
    globalThis.removeEventListener?.("online", this.wake);
    this.#change("closed", code);
    socket?.close(1000);
  }

  async #connect(): Promise<void> {
    this.#change("connecting");
    const { tokens, url } = this.#options;
    try {
      this.#token = await (this.#refused ? tokens.renew(this.#token) : tokens.get());
      if (this.#closed()) return;
      const protocols = ["svcgen.v1.json"];
      if (this.#bySubprotocol()) protocols.push(`svcgen.bearer.${this.#token}`);
      const Constructor: SocketConstructor = this.#options.WebSocket ?? WebSocket;
      this.#listen(new Constructor(url, protocols));
    } catch {
      if (!this.#closed()) this.#retry(LOST);
    }
  }

  #listen(socket: SocketLike): void {
    this.#socket = socket;
    const mine = (): boolean => this.#socket === socket;
    socket.addEventListener("open", () => {
      if (mine()) this.#greet();
    });
    socket.addEventListener("message", (event) => {
      if (mine()) this.#hear((event as MessageEvent<unknown>).data);
    });
    socket.addEventListener("close", (event) => {
      if (mine()) this.#lose((event as CloseEvent).code);
    });
    this.#timer = setTimeout(() => this.#lose(LOST), this.#grace);
  }

  #greet(): void {
    this.#greeting = newId();
    const data = this.#token === null || this.#bySubprotocol() ? {} : { token: this.#token };
    this.send(JSON.stringify({ pkg_id: CONNECT, req_id: this.#greeting, data }));
  }

  #hear(data: unknown): void {
    this.#heardAt = Date.now();
    this.#pinged = false;
    let frame: unknown = null;
    try {
      frame = JSON.parse(String(data));
    } catch {
      // What is no JSON is no frame of ours; it only shows that the other end is alive.
    }
    if (!isRecord(frame) || frame["pkg_id"] === PING) return;
    if (frame["req_id"] !== this.#greeting) {
      this.#events.heard(frame);
    } else if (frame["status_code"] === 0) {
      this.#attempt = 0;
      this.#refused = false;
      this.#watch(this.#heartbeat);
      this.#change("open");
    }
  }

  /** Looks after `delay` whether anything was heard, pings, and gives up after a ping without an answer. */
  #watch(delay: number): void {
    clearTimeout(this.#timer);
    const due = Date.now() + delay;
    this.#timer = setTimeout(() => {
      const now = Date.now();
      const silent = now - this.#heardAt;
      // A tab that slept wakes with its timers overdue; what was heard meanwhile is still on its way.
      const overdue = now - due > this.#grace;
      if (silent < this.#heartbeat && !this.#pinged) {
        this.#watch(this.#heartbeat - silent);
      } else if (this.#pinged && !overdue) {
        this.#lose(LOST);
      } else {
        this.#pinged = true;
        this.send(JSON.stringify({ pkg_id: PING, req_id: newId() }));
        this.#watch(this.#grace);
      }
    }, delay);
  }

  #lose(code: number): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    const again = code === AUTHENTICATION_FAILED && this.#refused;
    if (FATAL.includes(code) || again) {
      this.close(code);
      return;
    }
    this.#refused = code === AUTHENTICATION_FAILED;
    this.#retry(code);
  }

  #retry(code: number): void {
    clearTimeout(this.#timer);
    const wait = jitter(this.#attempt, this.#options.backoff ?? { baseMs: 500, maxMs: 30_000 });
    this.#attempt += 1;
    const delay = code === OVER_A_LIMIT ? Math.max(wait, 5_000) : wait;
    this.#timer = setTimeout(this.wake, delay);
    this.#change("waiting", code);
  }

  #change(state: ConnectionState, code = 0): void {
    this.state = state;
    this.#events.changed(state, code);
  }

  #closed(): boolean {
    return this.state === "closed";
  }

  #bySubprotocol(): boolean {
    return this.#token !== null && this.#options.tokenBy === "subprotocol";
  }

  get #heartbeat(): number {
    return this.#options.heartbeatMs ?? 25_000;
  }

  get #grace(): number {
    return this.#options.graceMs ?? 10_000;
  }
}

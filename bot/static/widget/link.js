/* Keeps one line to the server open: a socket, or long polling where sockets do not get through. */

import { Failure } from "./door.js";

const SOCKET_TRIES = 3;
const SOCKET_AGAIN_MS = 60_000;
const SETTLED_MS = 10_000;
const PING_MS = 20_000;
const POLL_S = 25;

/** Milliseconds before try number `n` (from 1): 0.5 s doubling to 30 s, the lower half at random. */
export function backoff(n) {
  return Math.min(30_000, 500 * 2 ** (n - 1)) * (0.5 + Math.random() / 2);
}

/** `owner` has `cursor` (the last seq it holds), frame(frame), link("up" | "down") and expired(). */
export class Link {
  constructor(door, owner) {
    this.door = door;
    this.owner = owner;
  }

  get open() {
    return this.ready && this.socket?.readyState === WebSocket.OPEN;
  }

  start() {
    this.stop();
    this.failures = this.socketFailures = 0;
    this.loop((this.run = new AbortController()));
  }

  stop() {
    this.run?.abort();
    this.run = null;
    this.drop();
    this.wake?.();
  }

  drop() {
    this.socket?.close();
  }

  send(frame) {
    if (this.open) this.socket.send(JSON.stringify(frame));
  }

  async loop(run) {
    while (this.run === run) {
      try {
        await (this.prefersSocket() ? this.session(run) : this.poll(run));
      } catch (error) {
        if (this.run !== run) return;
        if (error.status === 401) return this.owner.expired();
        this.owner.link("down");
        await this.pause(backoff(++this.failures));
      }
    }
  }

  prefersSocket() {
    return this.socketFailures < SOCKET_TRIES || Date.now() > this.socketAgain;
  }

  pause(milliseconds) {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, milliseconds);
    });
  }

  async poll(run) {
    const news = await this.door.after(this.owner.cursor, this.failures ? 0 : POLL_S, run.signal);
    if (this.run !== run) return;
    this.failures = 0;
    for (const message of news.messages) this.owner.frame({ type: "message", message });
    this.owner.frame({ ...news, type: "state" });
    this.owner.frame({ type: "typing", on: news.typing });
    this.owner.link("up");
  }

  /** One socket, from hello to close; always ends by throwing. */
  session(run) {
    return new Promise((_, reject) => {
      const socket = (this.socket = new WebSocket(this.door.socketUrl));
      let since = 0;
      let heard = Date.now();
      const watch = setInterval(() => {
        if (Date.now() - heard > 2 * PING_MS || !since) socket.close();
        else socket.send('{"type":"ping"}');
      }, PING_MS);
      socket.onopen = () =>
        socket.send(JSON.stringify({ type: "hello", token: this.door.token, after: this.owner.cursor, site: this.door.site ?? "" }));
      socket.onmessage = ({ data }) => {
        if (this.run !== run) return;
        const frame = JSON.parse(data);
        heard = Date.now();
        if (frame.type === "ready") {
          since = heard;
          this.ready = true;
          this.owner.link("up");
        }
        this.owner.frame(frame);
      };
      socket.onclose = ({ code }) => {
        clearInterval(watch);
        this.ready = false;
        const settled = since && Date.now() - since > SETTLED_MS;
        if (settled) this.failures = 0;
        this.socketFailures = settled ? 1 : this.socketFailures + 1;
        this.socketAgain = Date.now() + SOCKET_AGAIN_MS;
        reject(new Failure(code === 4401 ? 401 : 0));
      };
    });
  }
}

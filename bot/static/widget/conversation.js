/* The conversation as this browser holds it: token, messages, outbox. Knows no DOM; tells `view`.

   view: message(message, live), pending(item), state(state, agent, offline), typing(on, name),
   link(status), notice(code), renewed(), read(seq), limit(mb). */

import { Door, Failure, Memory } from "./door.js";
import { backoff, Link } from "./link.js";
import { uuid } from "./uuid.js";

const ACK_MS = 15_000;
const MARKS_MS = 400;

export class Conversation {
  constructor(root, language, view, { customer, site } = {}) {
    this.door = new Door(root, customer, site);
    this.memory = new Memory(root, customer);
    this.livewire = new Link(this.door, this);
    this.language = language;
    this.view = view;
    this.outbox = this.memory.read().outbox ?? [];
    this.clear();
    addEventListener("online", () => this.hurry());
    addEventListener("offline", () => this.livewire.drop());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
  }

  clear() {
    this.cursor = 0;
    this.state = "bot";
    this.agent = null;
    this.marked = { got: 0, read: 0 };
    this.fromPeople = 0;
    this.known = new Set();
    this.door.token = null;
  }

  get begun() {
    return Boolean(this.memory.read().token);
  }

  /** Resumes the remembered conversation or starts one; tries until it has. */
  async open() {
    if (this.opening) return;
    this.opening = true;
    this.view.link("connecting");
    for (let tries = 1; !this.door.token; tries++) {
      try {
        await this.enter();
      } catch (error) {
        this.door.token = null;
        if (error.status === 401) this.forget(this.view.notice("renewed"));
        else this.link("down", error.message);
        await this.livewire.pause(backoff(tries));
      }
    }
    this.livewire.start();
    this.outbox.forEach((item) => this.view.pending(item));
    this.flush();
  }

  async enter() {
    const { token } = this.memory.read();
    if (!token) return this.begin();
    this.door.token = token;
    await this.door.signIn();
    for (let more = true; more; ) {
      const page = await this.door.after(this.cursor);
      page.messages.forEach((message) => this.accept(message, false));
      this.stand(page);
      this.view.limit(page.max_file_mb);
      more = page.messages.length > 0 && this.cursor < page.last_seq;
    }
  }

  async begin() {
    const fresh = await this.door.start(this.language);
    this.memory.write({ token: fresh.token, seen: 0 });
    this.door.token = fresh.token;
    fresh.messages.forEach((message) => this.accept(message, true));
    this.enterState(fresh.state);
    this.view.limit(fresh.max_file_mb);
  }

  forget() {
    this.livewire.stop();
    this.clear();
    this.memory.write({ token: null });
  }

  /** Leaves this conversation for a new one; what was not sent goes there. */
  renew() {
    this.forget();
    this.opening = false;
    this.view.renewed();
    return this.open();
  }

  expired() {
    this.renew();
    this.view.notice("renewed");
  }

  hurry() {
    this.livewire.wake?.();
    this.flush();
  }

  // What arrives

  frame(frame) {
    if (frame.type === "message") {
      this.cursor = Math.max(this.cursor, frame.message.seq);
      this.accept(frame.message, true);
    } else if (frame.type === "ack") this.taken(frame);
    else if (frame.type === "typing") this.view.typing(frame.on, frame.name);
    else if (frame.type === "error") this.refuse(frame);
    if (frame.state) this.stand(frame);
  }

  /** Who is in charge, and what they have read. */
  stand({ state, agent, offline, agent_read: read }) {
    if (agent) this.agent = agent;
    this.offline = Boolean(offline);
    this.enterState(state);
    if (read) this.view.read(read);
  }

  /** Shows a message once. Only the line itself moves the cursor: a reply to a POST may skip others. */
  accept(message, live) {
    if (!live || !this.livewire.run) this.cursor = Math.max(this.cursor, message.seq);
    if (message.author === "customer") this.settle(message.client_id);
    if (this.known.has(message.seq)) return;
    this.known.add(message.seq);
    if (message.author === "agent") {
      this.fromPeople = Math.max(this.fromPeople, message.seq);
      if (this.agent?.name !== message.author_name) this.agent = { name: message.author_name };
    }
    this.view.message(message, live);
    if (message.author === "agent") this.enterState(this.state);
  }

  /** The server has it; should its copy of the message never come, ours stands. */
  taken({ client_id: clientId, seq }) {
    const item = this.outbox.find((each) => each.client_id === clientId);
    if (!item) return;
    const at = new Date().toISOString();
    this.accept({ ...item, data: { files: item.files }, seq, author: "customer", created_at: at }, true);
  }

  enterState(state) {
    if (this.state === "agent" && state !== "agent") this.agent = null;
    this.state = state;
    this.view.state(state, this.agent, this.offline);
  }

  /** What of the agents' words arrived and was looked at; nobody needs marks on the assistant's. */
  mark(watched) {
    const marks = { got: this.fromPeople, read: watched ? this.fromPeople : this.marked.read };
    if (marks.got <= this.marked.got && marks.read <= this.marked.read) return;
    clearTimeout(this.marking);
    this.marking = setTimeout(() => {
      this.marked = marks;
      if (this.livewire.open) this.livewire.send({ type: "marks", ...marks });
      else this.door.at("marks", marks).catch(() => (this.marked = { got: 0, read: 0 }));
    }, MARKS_MS);
  }

  link(status, detail) {
    this.view.link(status === "up" || navigator.onLine ? status : "offline", detail);
    if (status === "up") this.flush();
  }

  // What is sent

  say(text, payload = null, files = []) {
    this.put({ client_id: uuid(), text, payload, files });
  }

  askForPerson() {
    this.put({ client_id: uuid(), person: true });
  }

  /** Ends it; what was not sent yet will never be. */
  async end() {
    this.ending = this.door.at("end", {});
    const { state } = await this.ending;
    this.outbox.splice(0);
    this.keep();
    this.enterState(state);
  }

  typing(on) {
    if (this.state === "agent") this.livewire.send({ type: "typing", on });
  }

  put(item) {
    this.outbox.push(item);
    this.keep();
    this.view.pending(item);
    this.flush();
  }

  retry(item) {
    delete item.failed;
    item.late = false;
    this.view.pending(item);
    this.livewire.wake?.();
    this.flush();
  }

  keep() {
    this.memory.write({ outbox: this.outbox.map(({ late, ...item }) => item) });
  }

  settle(clientId) {
    const index = this.outbox.findIndex((item) => item.client_id === clientId);
    if (index >= 0) this.outbox.splice(index, 1);
    if (index >= 0) this.keep();
    if (this.current?.client_id === clientId) this.current.done();
  }

  refuse({ message, client_id: clientId, code }) {
    const about = !clientId || clientId === this.current?.client_id;
    const passing = code === "TooFast";
    if (about && this.current) this.current.fail(new Failure(passing ? 429 : 422, message));
    else this.view.notice("failed", message);
  }

  /** Sends what waits, one at a time and in order; a try that fails keeps its client id for the next. */
  async flush() {
    const item = this.outbox.find((each) => !each.failed);
    if (!item || this.current || !this.door.token) return;
    clearTimeout(this.later);
    const { token } = this.door;
    let again = 0;
    try {
      await this.deliver(item);
      this.settle(item.client_id);
      this.attempts = 0;
    } catch (error) {
      if (error.status === 401) return token === this.door.token && this.expired();
      if (error.final) item.failed = error.message || true;
      else item.late = true;
      this.keep();
      this.view.pending(item);
      if (!error.final) again = backoff((this.attempts = (this.attempts ?? 0) + 1));
    } finally {
      this.current = null;
    }
    this.later = setTimeout(() => this.flush(), again);
  }

  deliver(item) {
    return new Promise((done, fail) => {
      this.current = { client_id: item.client_id, done, fail };
      const viaSocket = this.livewire.open && !item.person;
      if (!viaSocket) return this.door.send(item).then((answer) => done(this.take(answer)), fail);
      const { socket } = this.livewire;
      const lost = () => fail(new Failure(0));
      setTimeout(() => item.client_id === this.current?.client_id && lost(socket.close()), ACK_MS);
      socket.addEventListener("close", lost);
      this.livewire.send({ type: "message", client_id: item.client_id, text: item.text, payload: item.payload,
        files: (item.files ?? []).map(({ id }) => id) });
    });
  }

  take({ message, replies, messages, state }) {
    for (const each of [message, ...(replies ?? messages ?? [])]) if (each?.seq) this.accept(each, true);
    this.enterState(state ?? this.state);
  }
}

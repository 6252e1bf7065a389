/* The log: messages in order of seq, the customer's unsent ones after them. */

import { h, icon } from "./dom.js";

const NEAR_END = 80;
const HIDDEN = 24;
const TYPING_MS = 30_000;
const TOGETHER_MS = 5 * 60_000;

export class Thread {
  constructor(texts, bubbles) {
    Object.assign(this, { texts, bubbles, frozen: false });
    this.log = h("div", { class: "log", role: "log", "aria-live": "off", "aria-label": texts.log, tabindex: 0,
      onscroll: () => this.scrolled() });
    this.dots = h("div", { class: "typing", hidden: true }, h("i"), h("i"), h("i"), (this.writer = h("span")));
    this.label = h("span");
    this.newer = h("button", { class: "newer", type: "button", hidden: true, onclick: () => this.follow() },
      icon("down"), this.label);
    this.node = h("div", { class: "thread" }, this.log, this.dots, this.newer);
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(this.log);
    this.clear();
  }

  clear() {
    this.stuck = true;
    this.messages = [];
    this.waiting = new Map();
    this.log.replaceChildren();
  }

  /** `live` messages are announced; those of the past are not. */
  add(message, live) {
    this.log.ariaLive = live ? "polite" : "off";
    const follow = this.atEnd;
    const own = this.waiting.get(message.client_id);
    const node = own?.node ?? this.bubbles.message(message);
    if (own) this.bubbles.settled(node, message);
    this.waiting.delete(message.client_id);
    this.place({ message, node });
    this.refresh();
    if (follow || own) this.show(node);
    else this.offer(this.texts.newer);
  }

  place(entry) {
    const at = this.messages.findIndex(({ message }) => message.seq > entry.message.seq);
    const next = this.messages[at]?.node ?? this.waiting.values().next().value?.node ?? null;
    this.messages.splice(at < 0 ? this.messages.length : at, 0, entry);
    if (entry.node.nextSibling !== next || !entry.node.isConnected) this.log.insertBefore(entry.node, next);
  }

  pending(item) {
    const known = this.waiting.get(item.client_id);
    if (known) return this.bubbles.fate(known.node, item);
    if (item.person && !item.failed && !item.late) return undefined;
    const node = this.bubbles.pending(item);
    this.waiting.set(item.client_id, { node, item });
    this.log.append(node);
    this.refresh();
    return this.show(node);
  }

  refate() {
    for (const { node, item } of this.waiting.values()) this.bubbles.fate(node, item);
  }

  /** Reply buttons live until the customer says something else or a person takes over. */
  refresh() {
    const answered = this.messages.findLastIndex(({ message }) => message.author === "customer");
    this.messages.forEach(({ message, node }, index) => {
      const over = this.frozen || index < answered || this.waiting.size > 0;
      node.querySelectorAll(".replies button").forEach((button) => (button.disabled = over));
      const before = this.messages[index - 1]?.message;
      const close = before && new Date(message.created_at) - new Date(before.created_at) < TOGETHER_MS;
      node.classList.toggle("same",
        Boolean(close && before.author === message.author && before.author_name === message.author_name));
    });
  }

  /** Whoever types is named where it is a person. */
  typing(on, name) {
    const follow = this.atEnd;
    this.writer.textContent = this.texts.typing(name);
    this.writer.classList.toggle("sr", !name);
    this.dots.hidden = !on;
    clearTimeout(this.stop);
    if (on) this.stop = setTimeout(() => this.typing(false), TYPING_MS);
    if (follow) this.toEnd();
  }

  /** Under the customer's last words: that people have them, or have read them (up to `seq`). */
  mark(seq, delivered) {
    const last = this.messages.findLast(({ message }) => message.author === "customer");
    const follow = this.below <= HIDDEN;
    this.marked?.remove();
    if (!last || this.waiting.size) return;
    const words = last.message.seq <= seq ? this.texts.readBy : delivered && this.texts.delivered;
    if (!words) return;
    this.log.ariaLive = "off";
    this.marked = h("p", { class: "fate" }, words);
    last.node.append(this.marked);
    if (follow) this.toEnd();
  }

  countAfter(seq) {
    return this.messages.filter(({ message }) => message.seq > seq && message.author !== "customer").length;
  }

  /** What the counter itself told last. */
  get notice() {
    return this.messages.findLast(({ message }) => message.author === "system")?.message.text;
  }

  get atEnd() {
    return this.below < NEAR_END;
  }

  /** Pixels of the log under its lower edge. */
  get below() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight;
  }

  /** Says that there is something below. */
  offer(words) {
    this.label.textContent = words;
    this.newer.hidden = false;
  }

  /** The button is gone once it was pressed: the focus stays in the log. */
  follow() {
    this.toEnd();
    this.log.focus({ preventScroll: true });
  }

  /** The end of the log, or the top of a message that is taller than the log: its buttons are below. */
  show(node) {
    const top = node.offsetTop - this.log.offsetTop - 12;
    this.log.scrollTop = Math.min(top, this.log.scrollHeight);
    this.scrolled();
    if (this.below > HIDDEN) this.offer(this.texts.more);
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.scrolled();
  }

  scrolled() {
    this.stuck = this.atEnd;
    if (this.below <= HIDDEN) this.newer.hidden = true;
  }
}

/* <mostrador-widget>: the launcher, the panel, and what joins the conversation to them. */

import { Bubbles } from "./bubbles.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { h, icon } from "./dom.js";
import { Sheet } from "./sheet.js";
import { readable, sheets } from "./styles.js";
import { chooseLanguage, TEXTS } from "./texts.js";
import { Thread } from "./thread.js";

class Widget extends HTMLElement {
  static root;

  connectedCallback() {
    if (this.shadowRoot) return;
    this.language = chooseLanguage(this.dataset.language);
    this.texts = TEXTS[this.language];
    this.talk = new Conversation(Widget.root, this.language, this, this.dataset.customer);
    this.bubbles = new Bubbles(this.texts, this.language, Widget.root, {
      press: (title, payload) => {
        this.talk.say(title, payload);
        this.sheet.focus();
      },
      retry: (item) => this.talk.retry(item),
    });
    this.build();
    if (this.talk.begun) this.talk.open();
  }

  build() {
    const { texts } = this;
    this.lang = this.language;
    readable(this, this.dataset.accent);
    this.thread = new Thread(texts, this.bubbles);
    this.composer = new Composer(texts, {
      send: (text) => this.talk.say(text),
      typing: (on) => this.talk.typing(on),
    });
    this.unread = h("span", { class: "unread", hidden: true });
    this.launcher = h("button", { class: "launcher", type: "button", "aria-haspopup": "dialog",
      onclick: () => this.open() },
      icon("chat"), h("span", { class: "label" }, texts.launch), this.unread);
    this.nameLauncher(0);
    this.panel = this.buildPanel();
    this.sheet = new Sheet(this.panel, this.composer.area, () => this.close());
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = sheets();
    shadow.append(this.panel, this.launcher);
  }

  buildPanel() {
    const { texts } = this;
    this.status = h("p", { class: "status", role: "status" }, texts.status.bot);
    this.person = h("button", { class: "person", type: "button", title: texts.personLong,
      "aria-label": texts.personLong, onclick: () => this.askForPerson() },
      icon("person"), h("span", {}, texts.person));
    this.strip = h("p", { class: "strip", role: "status", hidden: true });
    this.ended = h("div", { class: "ended", hidden: true }, h("p", {}, texts.closed),
      h("button", { type: "button", onclick: () => this.talk.renew() }, texts.again));
    const name = h("h2", { id: "name" }, this.dataset.title || texts.title);
    return h("section", { class: "panel", role: "dialog", "aria-labelledby": "name", tabindex: -1, hidden: true },
      h("div", { class: "head" }, icon("wind", "0 0 360 90"), h("div", { class: "names" }, name, this.status), this.person,
        h("button", { class: "close", type: "button", "aria-label": texts.close, onclick: () => this.close() },
          icon("close"))),
      this.strip, this.thread.node, this.ended, this.composer.node);
  }

  // What a page may call

  /** Opens the panel; `caller` gets the focus back when it closes. */
  open(caller = this.launcher) {
    if (!this.panel.hidden) return;
    this.caller = caller;
    this.panel.hidden = false;
    this.launcher.hidden = true;
    this.sheet.enter();
    this.talk.open();
    this.thread.toEnd();
    this.markSeen();
  }

  close() {
    this.panel.hidden = true;
    this.launcher.hidden = false;
    this.sheet.leave();
    (this.caller?.isConnected ? this.caller : this.launcher).focus();
  }

  ask(text) {
    this.open();
    this.talk.say(text);
  }

  askForPerson() {
    this.person.disabled = true;
    this.talk.askForPerson();
    this.sheet.focus();
  }

  // What the conversation tells

  message(message, live) {
    this.thread.add(message, live);
    this.last = Math.max(this.last ?? 0, message.seq);
    this.typing(false);
    this.markSeen(message);
  }

  pending(item) {
    this.thread.pending(item);
    if (item.person) this.person.disabled = !item.failed && !item.late;
  }

  state(state, agent) {
    const status = this.texts.status[state];
    this.setText(this.status, typeof status === "function" ? status(agent) : status ?? "");
    this.panel.dataset.state = state;
    this.person.hidden = state !== "bot";
    this.person.disabled = false;
    this.ended.hidden = state !== "closed";
    this.composer.node.hidden = state === "closed";
    this.thread.frozen = state === "agent" || state === "closed";
    this.thread.refresh();
    this.showStrip();
  }

  typing(on) {
    this.thread.typing(on);
  }

  link(status, detail) {
    this.line = status;
    this.detail = detail;
    if (status !== "up") this.thread.typing(false);
    this.thread.refate();
    this.showStrip();
  }

  /** Something to say once, for a while. */
  notice(code, words) {
    this.passing = words || this.texts.notice[code];
    this.showStrip();
    setTimeout(() => this.showStrip((this.passing = null)), 12_000);
  }

  renewed() {
    this.thread.clear();
    this.last = 0;
    this.state("bot");
  }

  showStrip() {
    const { notice } = this.texts;
    const words = (this.line !== "up" && (this.detail || notice[this.line])) || this.passing || "";
    this.setText(this.strip, words);
    this.strip.hidden = !words;
    this.strip.classList.toggle("trouble", this.line === "down" || this.line === "offline");
  }

  /** A status region speaks when its text is set: set it only when it differs. */
  setText(node, words) {
    if (node.textContent !== words) node.textContent = words;
  }

  nameLauncher(count) {
    const { launch, opens, unread } = this.texts;
    this.launcher.ariaLabel = `${launch} ${opens}${count ? `, ${unread(count)}` : ""}`;
  }

  markSeen() {
    const { memory } = this.talk;
    const seen = memory.read().seen ?? 0;
    if (!this.panel.hidden && this.last > seen) memory.write({ seen: this.last });
    const count = this.panel.hidden ? this.thread.countAfter(seen) : 0;
    this.unread.hidden = !count;
    this.unread.textContent = count > 9 ? "9+" : count;
    this.nameLauncher(count);
  }
}

/** Defines the element; `root` is the address of the service. */
export function define(root) {
  Widget.root = root;
  if (!customElements.get("mostrador-widget")) customElements.define("mostrador-widget", Widget);
}

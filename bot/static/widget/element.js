/* <mostrador-widget>: the launcher, the panel, and what joins the conversation to them. */

import { Badge } from "./badge.js";
import { Bubbles } from "./bubbles.js";
import { Chime } from "./chime.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { h, icon } from "./dom.js";
import { Drawer } from "./drawer.js";
import { Ended } from "./ended.js";
import { face } from "./faces.js";
import { Menu } from "./menu.js";
import { Sheet } from "./sheet.js";
import { readable, sheets } from "./styles.js";
import { chooseLanguage, TEXTS } from "./texts.js";
import { Thread } from "./thread.js";
import { dropping } from "./tray.js";
import { Waiting } from "./waiting.js";

class Widget extends HTMLElement {
  static root;
  static site = {};

  connectedCallback() {
    if (this.shadowRoot) return;
    const { site, root } = Widget;
    this.language = chooseLanguage(this.dataset.language, site.languages);
    this.texts = TEXTS[this.language];
    this.talk = new Conversation(root, this.language, this, { customer: this.dataset.customer, site: site.key });
    this.chime = new Chime(this.talk.memory);
    this.bubbles = new Bubbles(this.texts, this.language, root, {
      press: (title, payload) => {
        this.talk.say(title, payload);
        this.sheet.focus();
      },
      retry: (item) => this.talk.retry(item),
      file: (id) => this.talk.door.file(id),
    });
    this.build();
    document.addEventListener("visibilitychange", () => this.markSeen());
    if (this.talk.begun) this.talk.open();
  }

  build() {
    const { texts, talk } = this;
    const { colours = {} } = Widget.site;
    this.lang = this.language;
    readable(this, this.dataset.accent || colours.accent, this.dataset.accent ? null : colours.accent_dark);
    this.thread = new Thread(texts, this.bubbles);
    this.composer = new Composer(texts, this.language, {
      send: (text, files) => talk.say(text, null, files),
      typing: (on) => talk.typing(on),
      upload: (file, progress, signal) => talk.door.upload(file, progress, signal),
    });
    const focus = () => this.sheet.focus();
    const goBack = () => {
      talk.say(texts.waiting.assistant, "@assistant");
      focus();
    };
    this.turn = new Waiting(texts, talk.door, { focus, goBack, said: () => this.thread.notice });
    this.ended = new Ended(texts, {
      rate: (score, comment) => talk.door.at("csat", { score, comment }),
      survey: { ask: () => talk.door.at("quality/asked", {}), answer: (scores) => talk.door.at("quality", { scores }) },
      again: () => talk.renew().then(focus),
    });
    this.drawer = new Drawer(texts, talk, { focus, ended: () => this.ended.node.querySelector("input, button")?.focus() });
    const unread = h("span", { class: "unread", hidden: true });
    this.badge = new Badge(unread, "quiet" in this.dataset);
    this.launcher = h("button", { class: "launcher", type: "button", "aria-haspopup": "dialog",
      onclick: () => this.open() },
      icon("chat"), h("span", { class: "label" }, texts.launch), unread);
    this.nameLauncher(0);
    this.panel = this.buildPanel();
    this.sheet = new Sheet(this.panel, this.composer.area, () => this.close());
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = sheets();
    shadow.append(this.panel, this.launcher);
    shadow.addEventListener("click", () => this.chime.wake());
  }

  buildPanel() {
    const { texts } = this;
    this.status = h("p", { class: "status", role: "status" }, texts.status.bot);
    this.face = h("span", { hidden: true });
    this.person = h("button", { class: "person", type: "button", title: texts.personLong,
      "aria-label": texts.personLong, onclick: () => this.askForPerson() },
      icon("person"), h("span", {}, texts.person));
    this.menu = new Menu(texts.menu.open, () => this.choices());
    this.strip = h("p", { class: "strip", role: "status", hidden: true });
    const title = this.dataset.title || Widget.site.title?.[this.language] || texts.title;
    const panel = h("section", { class: "panel", role: "dialog", "aria-labelledby": "name", tabindex: -1, hidden: true },
      h("div", { class: "head" }, icon("wind", "0 0 360 90"), this.face,
        h("div", { class: "names" }, h("h2", { id: "name" }, title), this.status), this.person, this.menu.node,
        h("button", { class: "close", type: "button", "aria-label": texts.close, onclick: () => this.close() },
          icon("close"))),
      this.strip, this.thread.node, this.turn.node, this.drawer.node, this.ended.node, this.composer.node);
    panel.append(dropping(panel, texts.files.drop, (files) => this.composer.node.hidden || this.composer.tray.add(files)));
    return panel;
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
    this.menu.close();
    this.panel.hidden = true;
    this.launcher.hidden = false;
    this.sheet.leave();
    (this.caller?.isConnected ? this.caller : this.launcher).focus();
    this.markSeen();
  }

  ask(text) {
    this.open();
    this.talk.say(text);
  }

  /** Always there: it asks, or goes to where the answer is already coming from. */
  async askForPerson() {
    await this.talk.ending?.catch(() => {});
    const { state, agent } = this.talk;
    if (state === "agent") this.notice("", this.texts.withYou(agent?.name));
    if (state === "waiting" && !this.turn.node.hidden) return this.turn.focus();
    if (state === "closed") await this.talk.renew();
    if (state !== "agent") {
      this.person.disabled = true;
      this.talk.askForPerson();
    }
    return this.sheet.focus();
  }

  /** What the menu offers now. */
  choices() {
    const { menu } = this.texts;
    const sound = this.chime.on;
    return [
      this.talk.begun && ["mail", menu.transcript, () => this.drawer.askTranscript()],
      [sound ? "mute" : "bell", sound ? menu.soundOff : menu.soundOn, () => (this.chime.on = !sound)],
      this.talk.begun && this.talk.state !== "closed" && ["end", menu.end, () => this.drawer.askEnd()],
    ];
  }

  // What the conversation tells

  message(message, live) {
    this.thread.add(message, live);
    this.last = Math.max(this.last ?? 0, message.seq);
    if (message.author === "customer") this.asked = true;
    else this.typing(false);
    if (message.data?.notice === "merged_away") this.moved = true;
    this.showMarks();
    if (live && message.author !== "customer" && this.talk.state !== "bot" && !this.isWatched) this.chime.ring();
    if (live && this.talk.state === "waiting" && this.turn.on) this.turn.look();
    this.markSeen();
  }

  pending(item) {
    this.thread.pending(item);
    if (item.person) this.person.disabled = !item.failed && !item.late;
  }

  state(state, agent, offline) {
    const status = this.texts.status[state === "waiting" && offline ? "offline" : state];
    this.setText(this.status, typeof status === "function" ? status(agent?.name) : status ?? "");
    this.panel.dataset.state = state;
    this.person.disabled = false;
    this.showFace(state === "agent" ? agent : null);
    if (this.shown === "agent" && state !== "agent") this.thread.typing(false);
    this.shown = state;
    if (state === "closed" && this.ended.node.hidden) this.drawer.push(true);
    if (this.turn.on !== (state === "waiting")) this.turn.follow(state === "waiting");
    this.ended.show(state === "closed", this.asked && !this.moved);
    this.composer.node.hidden = state === "closed";
    this.thread.frozen = state === "agent" || state === "closed";
    this.thread.refresh();
    this.showMarks();
    this.showStrip();
  }

  showFace(agent) {
    const key = agent && `${agent.name} ${agent.picture}`;
    if (key === this.faceKey) return;
    this.faceKey = key;
    this.face.hidden = !agent;
    this.face.replaceChildren(...(agent ? [face(agent, Widget.root)] : []));
  }

  typing(on, name) {
    this.thread.typing(on, name);
  }

  /** The largest file that is taken, in MB; 0 where none is. */
  limit(mb) {
    if (mb !== undefined) this.composer.tray.limit(mb);
  }

  read(seq) {
    this.agentRead = seq;
    this.showMarks();
  }

  showMarks() {
    const { state } = this.talk;
    const withPeople = state === "agent" || state === "waiting";
    this.thread.mark(withPeople ? this.agentRead ?? 0 : 0, withPeople);
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
    this.last = this.agentRead = 0;
    this.asked = this.moved = false;
    this.drawer.push(true);
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

  get isWatched() {
    return !this.panel.hidden && !document.hidden;
  }

  markSeen() {
    const { memory } = this.talk;
    const seen = memory.read().seen ?? 0;
    const watched = this.isWatched;
    if (watched && this.last > seen) memory.write({ seen: this.last });
    this.talk.mark(watched);
    const count = watched ? 0 : this.thread.countAfter(seen);
    this.badge.show(count);
    this.nameLauncher(count);
  }
}

/** Defines the element; `root` is the address of the service, `site` what it says of the page's key. */
export function define(root, site = {}) {
  Widget.root = root;
  Widget.site = site;
  if (!customElements.get("mostrador-widget")) customElements.define("mostrador-widget", Widget);
}

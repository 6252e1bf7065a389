/* Where the customer writes. */

import { h, icon } from "./dom.js";
import { Tray } from "./tray.js";

const LIMIT = 4000;
const NEAR = 400;
const TYPING_MS = 3000;

/** `send(text, files)`, `typing(on)` and `upload(...)` are the widget's; texts are those of its language. */
export class Composer {
  constructor(texts, language, { send, typing, upload }) {
    Object.assign(this, { texts, onSend: send, onTyping: typing });
    this.tray = new Tray(texts, language, { upload, changed: () => this.changed() });
    this.area = h("textarea", {
      rows: 1, placeholder: texts.placeholder, "aria-label": texts.placeholder, "aria-describedby": "left",
      enterkeyhint: "send", oninput: () => this.changed(), onkeydown: (event) => this.key(event),
      onpaste: (event) => this.paste(event),
    });
    this.button = h("button", { type: "submit", "aria-label": texts.send, disabled: true }, icon("send"));
    this.left = h("p", { id: "left", class: "left", role: "status" });
    this.node = h("form", { class: "composer", onsubmit: (event) => this.submit(event) },
      this.tray.node, h("div", { class: "field" }, this.area, this.tray.button, this.button), this.left);
  }

  /** Pictures from the clipboard go with the message; words are pasted as ever. */
  paste(event) {
    const { files } = event.clipboardData;
    if (!files.length) return;
    event.preventDefault();
    this.tray.add(files);
  }

  changed() {
    const room = LIMIT - this.length;
    this.left.textContent = room > NEAR ? "" : room < 0 ? this.texts.tooLong(-room) : this.texts.left(room);
    this.left.classList.toggle("over", room < 0);
    this.area.setAttribute("aria-invalid", room < 0);
    this.button.disabled = room < 0 || this.tray.busy || !(this.area.value.trim() || this.tray.ready);
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight}px`;
    this.sayTyping();
  }

  /** In characters as the server counts them: an emoji is one. */
  get length() {
    return [...this.area.value.trim()].length;
  }

  sayTyping() {
    clearTimeout(this.quiet);
    if (!this.told && this.area.value) this.onTyping((this.told = true));
    this.quiet = setTimeout(() => this.stopTyping(), TYPING_MS);
  }

  stopTyping() {
    clearTimeout(this.quiet);
    if (this.told) this.onTyping((this.told = false));
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    this.submit(event);
  }

  submit(event) {
    event.preventDefault();
    const text = this.area.value.trim();
    if (this.button.disabled) return;
    const files = this.tray.take();
    this.area.value = "";
    this.changed();
    this.stopTyping();
    this.onSend(text, files);
    this.area.focus();
  }
}

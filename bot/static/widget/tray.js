/* Files that go with the next message: chosen, dropped or pasted, sent ahead, taken out again. */

import { h, icon } from "./dom.js";
import { paint, weight } from "./paint.js";

const MOST_MB = 10;
const MOST = 6;
const THUMB = 44;
const TYPES = "image/jpeg,image/png,image/webp,image/gif,application/pdf,text/plain,.jpg,.jpeg,.png,.webp,.gif,.pdf,.txt";

export class Tray {
  /** `upload(file, progress, signal)` gives what the service keeps; `changed()` hears of each change. */
  constructor(texts, language, { upload, changed }) {
    Object.assign(this, { texts, language, upload, changed, entries: [], most: MOST_MB });
    this.input = h("input", { type: "file", multiple: true, accept: TYPES, hidden: true, onchange: () => {
      this.add(this.input.files);
      this.input.value = "";
    } });
    this.button = h("button", { type: "button", class: "attach", "aria-label": texts.files.attach,
      title: texts.files.attach, onclick: () => this.input.click() }, icon("clip"));
    this.list = h("ul", { class: "tray", "aria-label": texts.files.list, hidden: true });
    this.said = h("p", { class: "sr", role: "status" });
    this.node = h("div", {}, this.list, this.said, this.input);
  }

  limit(mb) {
    this.most = mb;
    this.button.hidden = !mb;
  }

  add(files) {
    if (!this.most) return;
    for (const file of files) {
      if (this.entries.length >= MOST) {
        this.say(this.texts.files.tooMany(MOST));
        return;
      }
      this.start(file);
    }
  }

  start(file) {
    const entry = { file, node: h("li"), stop: new AbortController() };
    this.entries.push(entry);
    this.list.append(entry.node);
    this.list.hidden = false;
    this.draw(entry);
    if (file.size > this.most * 1e6) this.fail(entry, this.texts.files.tooLarge(this.most), true);
    else this.send(entry);
    this.changed();
  }

  async send(entry) {
    entry.problem.textContent = "";
    entry.bar.hidden = false;
    try {
      entry.told = await this.upload(entry.file, (part) => this.progress(entry, part), entry.stop.signal);
      this.say(this.texts.files.ready(entry.file.name));
    } catch (error) {
      if (!entry.stop.signal.aborted) this.fail(entry, error.message || this.texts.files.lost, error.final);
    }
    entry.bar.hidden = true;
    this.changed();
  }

  progress({ bar }, part) {
    bar.ariaValueNow = String(Math.round(part * 100));
    bar.style.setProperty("--part", part);
  }

  fail(entry, words, final) {
    entry.failed = true;
    entry.node.classList.add("refused");
    entry.problem.textContent = words;
    entry.retry.hidden = Boolean(final);
    this.say(`${entry.file.name}: ${words}`);
  }

  draw(entry) {
    const { file } = entry;
    const { files } = this.texts;
    const mark = h("span", { class: "thumb" }, icon("file"));
    if (/^image\/(jpeg|png|webp|gif)$/.test(file.type)) this.preview(file, mark);
    entry.bar = h("span", { class: "bar", role: "progressbar", "aria-label": files.uploading(file.name),
      "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": 0, hidden: true });
    entry.problem = h("span", { class: "trouble" });
    entry.retry = h("button", { type: "button", hidden: true, "aria-label": files.retry(file.name), onclick: () => {
      entry.failed = false;
      entry.retry.hidden = true;
      entry.node.classList.remove("refused");
      this.send(entry);
      this.changed();
    } }, this.texts.retry);
    entry.node.append(mark,
      h("span", { class: "what" }, h("b", {}, file.name), h("small", {}, weight(file.size, this.language)), entry.problem, entry.bar),
      entry.retry,
      h("button", { type: "button", class: "out", "aria-label": files.remove(file.name), onclick: () => this.remove(entry) },
        icon("close")));
  }

  async preview(file, mark) {
    const canvas = h("canvas");
    await paint(file, canvas, THUMB, true).then(() => mark.replaceChildren(canvas), () => {});
  }

  remove(entry) {
    entry.stop.abort();
    entry.node.remove();
    this.entries = this.entries.filter((each) => each !== entry);
    this.list.hidden = !this.entries.length;
    this.button.focus();
    this.changed();
  }

  /** What was kept, to go with the message; the tray is empty then. */
  take() {
    const told = this.entries.map((entry) => entry.told).filter(Boolean);
    this.entries = [];
    this.list.replaceChildren();
    this.list.hidden = true;
    return told;
  }

  get busy() {
    return this.entries.some(({ told, failed }) => !told && !failed);
  }

  get ready() {
    return this.entries.some(({ told }) => told);
  }

  say(words) {
    this.said.textContent = words;
  }
}

/** Files dropped anywhere on `panel` go to `take(files)`; `words` are shown while they hang over it. */
export function dropping(panel, words, take) {
  const veil = h("div", { class: "drop", hidden: true, "aria-hidden": "true" }, icon("clip"), words);
  const carries = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
  const over = (event, on) => {
    if (!carries(event)) return;
    event.preventDefault();
    veil.hidden = !on;
  };
  panel.addEventListener("dragenter", (event) => over(event, true));
  panel.addEventListener("dragover", (event) => over(event, true));
  panel.addEventListener("dragleave", (event) => panel.contains(event.relatedTarget) || over(event, false));
  panel.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    over(event, false);
    take(event.dataTransfer.files);
  });
  return veil;
}

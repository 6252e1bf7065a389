/* The FAQ's editor in the browser: the preview that customers will see, text that is kept until it is
   saved, and Ctrl+S. The preview is drawn by the widget's own code and style. */

import { Bubbles } from "/static/widget/bubbles.js";
import { h } from "/static/widget/dom.js";
import { markdown } from "/static/widget/markdown.js";
import { sheets } from "/static/widget/styles.js";
import { TEXTS } from "/static/widget/texts.js";

const VERDICT = {
  es: [["Me ha servido", "/feedback_positive"], ["No me ha servido", "/feedback_negative"]],
  en: [["That helped", "/feedback_positive"], ["That did not help", "/feedback_negative"]],
};
const FRAME = `
  :host { position: static; }
  .frame { display: grid; gap: 14px; padding: 16px 14px; border: 1px solid var(--line); border-radius: 18px; background: var(--paper); }
  .page { padding: 20px 20px 22px; border: 1px solid var(--line); border-radius: 14px; background: var(--surface); }
  .page h3 { margin-bottom: 12px; font: 600 22px/1.25 "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif; overflow-wrap: anywhere; }
  .page > * + * { margin-top: 10px; }
  .page :is(p, li) { overflow-wrap: anywhere; }
  .page a { color: inherit; }
  .none { color: var(--muted); }
  [inert] { pointer-events: none; }
`;

/** The widget's colours for "light" or "dark" whatever the screen is set to, read from its own style. */
function painted(theme) {
  const made = new CSSStyleSheet();
  if (!theme) return made;
  const rules = [...sheets()[0].cssRules];
  const hosts = theme === "dark"
    ? rules.filter((rule) => rule.conditionText?.includes("prefers-color-scheme: dark")).flatMap((rule) => [...rule.cssRules])
    : rules.filter((rule) => rule.selectorText === ":host");
  const variables = hosts.flatMap((rule) => [...rule.style].filter((name) => /^--(?!mostrador)/.test(name))
    .map((name) => `${name}: ${rule.style.getPropertyValue(name)}`));
  made.replaceSync(`:host { ${variables.join("; ")}; color-scheme: ${theme}; }`);
  return made;
}

class FaqPreview extends HTMLElement {
  static observedAttributes = ["question", "answer", "theme", "shows"];

  connectedCallback() {
    this.attachShadow({ mode: "open" });
    this.frame = new CSSStyleSheet();
    this.frame.replaceSync(FRAME);
    this.draw();
    if (this.live) document.addEventListener("input", this.listen = () => this.draw());
    // Fields are filled a moment after they appear, and again when kept text is taken back.
    if (this.live) this.look = setInterval(() => this.draw(), 400);
  }

  disconnectedCallback() {
    document.removeEventListener("input", this.listen);
    clearInterval(this.look);
  }

  attributeChangedCallback() {
    if (this.shadowRoot) this.draw();
  }

  get live() {
    return this.getAttribute("from");
  }

  value(name) {
    if (!this.live) return this.getAttribute(name) ?? "";
    return document.querySelector(`[data-field="${name}_${this.live}"]`)?.value ?? "";
  }

  draw() {
    const language = this.getAttribute("lang") === "en" ? "en" : "es";
    const drawn = JSON.stringify([this.value("question"), this.value("answer"), this.getAttribute("theme"), this.getAttribute("shows")]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.shadowRoot.adoptedStyleSheets = [...sheets(), painted(this.getAttribute("theme")), this.frame];
    const page = this.getAttribute("shows") === "page";
    this.shadowRoot.replaceChildren(page ? this.page(language) : this.thread(language));
  }

  thread(language) {
    const bubbles = new Bubbles(TEXTS[language], language, `${location.origin}/`, { press() {}, retry() {}, file() {} });
    const at = new Date().toISOString();
    const buttons = VERDICT[language].map(([title, payload]) => ({ title, payload }));
    const asked = { author: "customer", text: this.value("question") || "…", created_at: at };
    const told = { author: "bot", author_name: TEXTS[language].bot, text: this.value("answer") || "…", created_at: at, data: { buttons } };
    const frame = h("div", { class: "frame" }, bubbles.message(asked), bubbles.message(told));
    // It shows how buttons look; there is nothing to press.
    for (const each of frame.querySelectorAll(".replies")) each.inert = true;
    return frame;
  }

  page() {
    const told = markdown(this.value("answer") || "…", `${location.origin}/`);
    return h("article", { class: "page" }, h("h3", {}, this.value("question") || "…"), ...told);
  }
}

const fields = () =>
  Object.fromEntries([...document.querySelectorAll("[data-field]")].map((each) => [each.dataset.field, each.value]));

/** Keeps what is typed in this browser until the server has it. `key` names the entry, `base` the version
    that is written over; when `base` moves, what was sent is safe. */
class FaqKeeper extends HTMLElement {
  static observedAttributes = ["base", "at"];

  connectedCallback() {
    this.typed = (event) => event.target.dataset?.field && this.keep();
    this.pressed = (event) => this.press(event);
    document.addEventListener("input", this.typed);
    document.addEventListener("keydown", this.pressed);
    document.addEventListener("click", this.clicked = (event) => event.target.closest?.("[data-faq-save]") && this.sent());
    setTimeout(() => this.offer(), 300);
  }

  disconnectedCallback() {
    document.removeEventListener("input", this.typed);
    document.removeEventListener("keydown", this.pressed);
    document.removeEventListener("click", this.clicked);
  }

  attributeChangedCallback(name, before) {
    if (before === null || !this.isConnected) return;
    if (this.going === undefined || JSON.stringify(fields()) === this.going) this.drop();
    else this.keep();
    this.going = undefined;
  }

  get place() {
    return `mostrador.faq.${this.getAttribute("key")}`;
  }

  sent() {
    this.going = JSON.stringify(fields());
  }

  press(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    this.sent();
    emitEvent("faq_save", fields());
  }

  keep() {
    try {
      localStorage.setItem(this.place, JSON.stringify({ base: this.getAttribute("base"), at: new Date().toISOString(), fields: fields() }));
      this.say("unsaved");
    } catch {
      this.say("unkept");
    }
  }

  drop() {
    localStorage.removeItem(this.place);
    this.say("saved");
  }

  say(state) {
    const line = document.querySelector(".faq-kept-state");
    if (line) line.textContent = this.dataset[state] ?? "";
  }

  /** Text of before that the server does not have: offered, never put in by itself. */
  offer() {
    const strip = document.querySelector(".faq-offer");
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(this.place));
    } catch {
      localStorage.removeItem(this.place);
    }
    const now = fields();
    if (!strip || !kept || !Object.keys(now).some((name) => name in kept.fields && kept.fields[name] !== now[name])) return;
    const at = new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
    const older = kept.base !== this.getAttribute("base");
    strip.querySelector(".faq-offer-words").textContent = this.dataset[older ? "older" : "offer"].replace("{at}", at).replace("{base}", kept.base);
    strip.querySelector("[data-faq-recover]").onclick = () => {
      emitEvent("faq_recover", kept.fields);
      strip.hidden = true;
    };
    strip.querySelector("[data-faq-forget]").onclick = () => {
      localStorage.removeItem(this.place);
      strip.hidden = true;
    };
    strip.hidden = false;
  }
}

customElements.define("faq-preview", FaqPreview);
customElements.define("faq-keeper", FaqKeeper);

/* The card of whoever waits for a person: place, usual wait, and what can be done instead. */

import { h, icon } from "./dom.js";
import { emailField, field, form } from "./forms.js";
import { markdown } from "./markdown.js";

const AGAIN_MS = 20_000;

export class Waiting {
  /** `door` asks the service, `goBack()` goes on with the assistant, `focus()` gives the focus back to the field,
      `said()` is what the log told last: the card does not say it twice. */
  constructor(texts, door, { goBack, focus, said }) {
    Object.assign(this, { texts, door, goBack, focusField: focus, said });
    this.place = h("p", { class: "place" });
    this.words = h("div", { class: "words" });
    this.turn = h("div", { class: "turn" }, this.place, this.words);
    this.options = h("p", { class: "acts" });
    this.form = h("div");
    this.title = h("h3", { class: "sr", id: "turn", tabindex: -1 }, texts.waiting.title);
    this.node = h("section", { class: "card", hidden: true, "aria-labelledby": "turn" },
      this.title, this.turn, this.form, this.options);
  }

  /** Looks as long as somebody waits; a message may have moved things. */
  follow(on) {
    clearTimeout(this.later);
    if (!on) {
      this.node.hidden = true;
      this.told = this.drawn = null;
      this.close();
    }
    this.on = on;
    if (on) this.look();
  }

  async look() {
    clearTimeout(this.later);
    try {
      this.show(await this.door.at("waiting"));
    } catch {
      /* what was told last still stands */
    }
    if (this.on) this.later = setTimeout(() => this.look(), AGAIN_MS);
  }

  show(told) {
    if (!this.on || !told) return;
    const text = told.text === this.said() ? "" : told.text;
    const shown = JSON.stringify({ ...told, text });
    const changed = shown !== this.drawn;
    this.told = told;
    this.drawn = shown;
    this.node.hidden = false;
    if (!changed) return;
    const { position } = told;
    this.turn.hidden = !text && !position;
    this.place.hidden = !position;
    this.place.replaceChildren(h("span", { class: "sr" }, `${this.texts.waiting.place}: `), String(position ?? ""));
    this.words.replaceChildren(...(text ? markdown(text, this.door.root) : [this.texts.waiting.yours]));
    if (!this.open) this.showOptions();
  }

  showOptions() {
    const { waiting } = this.texts;
    const { options = [], callback } = this.told ?? {};
    const choice = (name, words, act) => h("button", { type: "button", onclick: act }, icon(name), words);
    this.options.replaceChildren(...[
      options.includes("email") && choice("mail", waiting.email, () => this.askEmail()),
      options.includes("callback") && !callback && choice("phone", waiting.callback, () => this.askCall()),
      callback && choice("phone", waiting.callbackOff, () => this.settle("callback", null, "DELETE").catch(() => {})),
      choice("back", waiting.assistant, () => this.goBack()),
    ].filter(Boolean));
  }

  askEmail() {
    const { texts } = this;
    const email = emailField(texts);
    this.ask(form({ title: texts.waiting.emailTitle, fields: [email], texts, cancel: () => this.close(true),
      act: () => this.settle("email", { email: email.input.value.trim() }) }), email.input);
  }

  async askCall() {
    const { texts } = this;
    const found = await this.door.at("callback").catch(() => ({ slots: [] }));
    const title = texts.waiting.callbackTitle;
    if (!found.slots.length) {
      return this.ask(form({ title: texts.form.noSlots, fields: [], texts, cancel: () => this.close(true),
        submit: texts.waiting.email, act: () => this.askEmail() }));
    }
    const phone = field(texts.form.phone, { type: "tel", autocomplete: "tel", maxlength: 40 });
    const slot = field(texts.form.slot, {}, "select",
      h("option", { value: "" }, texts.form.choose), ...found.slots.map((each) => h("option", { value: each.slot }, each.title)));
    return this.ask(form({ title, fields: [slot, phone], texts, cancel: () => this.close(true), submit: texts.form.book,
      act: () => this.settle("callback", { phone: phone.input.value.trim(), slot: slot.input.value }) }), slot.input);
  }

  ask(node, first) {
    this.open = true;
    this.form.replaceChildren(node);
    this.options.replaceChildren();
    (first ?? node.querySelector("button")).focus();
  }

  /** Does it and shows what is true then. */
  async settle(name, body, method) {
    const { waiting } = await this.door.at(name, body, method);
    this.close();
    this.told = this.drawn = null;
    this.show(waiting);
    this.focusField();
  }

  close(byHand) {
    this.open = false;
    this.form.replaceChildren();
    this.showOptions();
    if (byHand) this.options.querySelector("button")?.focus();
  }

  focus() {
    this.title.focus();
  }
}

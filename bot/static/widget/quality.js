/* The short survey after the end: five statements, 1 to 5, each of which may be left out. */

import { h } from "./dom.js";
import { done } from "./forms.js";

const SCORES = [1, 2, 3, 4, 5];

export class Quality {
  /** `ask()` gives the statements, none where this customer is not asked; `answer(scores)` tells the
      service; `focus()` gives the focus on when the survey is over. */
  constructor(texts, { ask, answer, focus }) {
    Object.assign(this, { texts: texts.quality, failed: texts.form.failed, ask, answer, focus });
    this.node = h("div", { class: "quality", hidden: true });
  }

  /** Offers it where the service asks; whoever cannot reach the service is asked nothing. */
  async offer() {
    const asked = (this.asked = {});
    const told = await this.ask().catch(() => null);
    // A new conversation may have begun meanwhile.
    if (!told?.asked || this.asked !== asked) return;
    this.statements = told.statements;
    this.node.replaceChildren(h("button", { type: "button", class: "quiet", onclick: () => this.open() }, this.texts.offer));
    this.node.hidden = false;
  }

  hide() {
    this.asked = null;
    this.node.hidden = true;
    this.node.replaceChildren();
  }

  open() {
    const problem = h("p", { class: "problem", role: "alert" });
    const form = h("form", { "aria-label": this.texts.title, onsubmit: (event) => {
      event.preventDefault();
      this.send(new FormData(event.currentTarget), problem);
    } }, h("h3", {}, this.texts.title), h("p", { class: "hint" }, this.texts.hint),
      ...this.statements.map((each) => this.statement(each)), problem,
      h("p", { class: "acts" }, h("button", { type: "submit", class: "do" }, this.texts.send),
        h("button", { type: "button", class: "quiet", onclick: () => this.send(new FormData(), problem) }, this.texts.skip)));
    this.node.replaceChildren(form);
    form.querySelector("input").focus();
  }

  statement({ dimension, text }) {
    const { least, most, of } = this.texts;
    const ends = { 1: `, ${least}`, 5: `, ${most}` };
    const scores = SCORES.map((n) => h("label", {},
      h("input", { type: "radio", name: dimension, value: n, "aria-label": `${of(n)}${ends[n] ?? ""}` }),
      h("span", { "aria-hidden": "true" }, String(n))));
    return h("fieldset", {}, h("legend", {}, text), h("div", { class: "scores" }, ...scores),
      h("p", { class: "scale", "aria-hidden": "true" }, h("span", {}, least), h("span", {}, most)));
  }

  async send(given, problem) {
    const scores = Object.fromEntries([...given].map(([name, value]) => [name, Number(value)]));
    try {
      await this.answer(scores);
    } catch (error) {
      problem.textContent = error.message || this.failed;
      return;
    }
    if (Object.keys(scores).length) this.node.replaceChildren(done(this.texts.thanks));
    else this.hide();
    this.focus();
  }
}

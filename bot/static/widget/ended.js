/* After the end: how it was, from 1 to 5 and in words, the short survey, and a new conversation. */

import { h } from "./dom.js";
import { done } from "./forms.js";
import { Quality } from "./quality.js";

const SCORES = [1, 2, 3, 4, 5];

export class Ended {
  /** `rate(score, comment)` tells the service, `survey` is what the short survey asks it by,
      `again()` begins anew. */
  constructor(texts, { rate, survey, again }) {
    Object.assign(this, { texts, rate });
    this.asked = h("div");
    this.anew = h("button", { type: "button", class: "do", onclick: again }, texts.again);
    this.quality = new Quality(texts, { ...survey, focus: () => this.anew.focus() });
    this.node = h("div", { class: "ended", hidden: true }, h("p", { class: "over" }, texts.closed), this.asked,
      this.quality.node, this.anew);
  }

  /** Shown once the conversation is closed; one in which nothing was asked, or that goes on
      elsewhere, is not rated. */
  show(on, rateable) {
    if (this.node.hidden === !on) return;
    this.node.hidden = !on;
    this.asked.replaceChildren(...(on && rateable ? [this.form()] : []));
    if (on && rateable) this.quality.offer();
    else this.quality.hide();
  }

  form() {
    const { csat } = this.texts;
    const comment = h("textarea", { rows: 2, maxlength: 2000, "aria-label": csat.comment, placeholder: csat.comment });
    const problem = h("p", { class: "problem", role: "alert" });
    const more = h("div", { class: "why", hidden: true }, comment, problem,
      h("button", { type: "submit", class: "do" }, csat.send));
    const scores = SCORES.map((n) => h("label", {},
      h("input", { type: "radio", name: "score", value: n, onchange: () => (more.hidden = false),
        "aria-label": `${csat.of(n)}${n === 1 ? `, ${csat.least}` : n === 5 ? `, ${csat.most}` : ""}` }),
      h("span", { "aria-hidden": "true" }, String(n))));
    return h("form", { class: "csat", onsubmit: (event) => this.send(event, comment, problem) },
      h("fieldset", {}, h("legend", {}, csat.title), h("div", { class: "scores" }, ...scores),
        h("p", { class: "scale", "aria-hidden": "true" }, h("span", {}, csat.least), h("span", {}, csat.most))),
      more);
  }

  async send(event, comment, problem) {
    event.preventDefault();
    const score = Number(new FormData(event.currentTarget).get("score"));
    try {
      await this.rate(score, comment.value.trim());
      this.asked.replaceChildren(done(this.texts.csat.thanks));
      this.anew.focus();
    } catch (error) {
      problem.textContent = error.message || this.texts.form.failed;
    }
  }
}

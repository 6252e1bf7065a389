/* Small forms of the panel: one field or two, a button, and what went wrong. */

import { h, icon } from "./dom.js";

let forms = 0;

/** A field with its label. */
export function field(label, attributes, tag = "input", ...children) {
  const id = `field-${(forms += 1)}`;
  const input = h(tag, { id, required: true, ...attributes }, ...children);
  return { input, node: h("p", { class: "labelled" }, h("label", { for: id }, label), input) };
}

/** `act()` does what the form is for and says what to show of it; `cancel` closes it.
    What was refused stands under the fields and is said aloud; nothing that was typed is lost. */
export function form({ title, fields, texts, act, cancel, submit = texts.form.send }) {
  const problem = h("p", { class: "problem", role: "alert" });
  const button = h("button", { type: "submit", class: "do" }, submit);
  const node = h("form", { class: "form", novalidate: true, "aria-label": title, onsubmit: async (event) => {
    event.preventDefault();
    const empty = fields.find(({ input }) => input.required && !input.value.trim());
    fields.forEach(({ input }) => input.setAttribute("aria-invalid", input === empty?.input));
    problem.textContent = empty ? texts.form.required : "";
    if (empty) return empty.input.focus();
    button.disabled = true;
    try {
      await act();
    } catch (error) {
      problem.textContent = error.message || texts.form.failed;
      fields[0]?.input.focus();
    } finally {
      button.disabled = false;
    }
  } }, h("h3", {}, title), ...fields.map((each) => each.node), problem,
    h("p", { class: "acts" }, button,
      cancel && h("button", { type: "button", class: "quiet", onclick: cancel }, texts.form.cancel)));
  return node;
}

export function emailField(texts, value = "") {
  return field(texts.form.email, { type: "email", autocomplete: "email", inputmode: "email", maxlength: 200, value });
}

/** A line with a mark that something was done. */
export function done(words) {
  return h("p", { class: "done", role: "status" }, icon("yes"), words);
}

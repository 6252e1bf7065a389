/* The other things one can do: a button that shows a short list of buttons. */

import { h, icon } from "./dom.js";

export class Menu {
  /** `items()` gives [icon, words, act] of what can be done now; false ones are left out. */
  constructor(label, items) {
    this.items = items;
    this.list = h("div", { class: "menu", id: "menu", hidden: true });
    this.button = h("button", { type: "button", class: "more", "aria-label": label, title: label, "aria-expanded": "false",
      "aria-controls": "menu", onclick: () => (this.list.hidden ? this.open() : this.close(true)) }, icon("more"));
    this.node = h("div", { class: "menu-place", onfocusout: (event) => this.left(event),
      onkeydown: (event) => this.key(event) }, this.button, this.list);
  }

  open() {
    this.list.replaceChildren(...this.items().filter(Boolean).map(([name, words, act]) =>
      h("button", { type: "button", onclick: () => {
        this.close(true);
        act();
      } }, icon(name), words)));
    this.list.hidden = false;
    this.button.ariaExpanded = "true";
    this.list.querySelector("button")?.focus();
  }

  close(back) {
    if (this.list.hidden) return;
    this.list.hidden = true;
    this.button.ariaExpanded = "false";
    if (back) this.button.focus();
  }

  left({ relatedTarget: next }) {
    if (next && !this.node.contains(next)) this.close();
  }

  key(event) {
    const buttons = [...this.list.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close(true);
    } else if (step && !this.list.hidden) {
      event.preventDefault();
      const here = buttons.indexOf(this.node.getRootNode().activeElement);
      buttons.at((here + step) % buttons.length).focus();
    }
  }
}

/* The drawer over the field, for one thing at a time: the conversation by e-mail, and the end. */

import { h } from "./dom.js";
import { done, emailField, form } from "./forms.js";

const SHOWN_MS = 8000;

export class Drawer {
  /** `talk` is the conversation, `focus()` gives the focus back, `ended()` is called after the end. */
  constructor(texts, talk, { focus, ended }) {
    Object.assign(this, { texts, talk, focus, ended });
    this.node = h("div", { class: "card", hidden: true });
  }

  askTranscript() {
    const { texts } = this;
    const email = emailField(texts);
    this.pull(form({ title: texts.transcript.title, fields: [email], texts, cancel: () => this.push(), act: async () => {
      const to = await this.talk.door.at("transcript", { email: email.input.value.trim() });
      const said = done(texts.transcript.done(to.email));
      this.pull(said);
      setTimeout(() => said.isConnected && this.push(true), SHOWN_MS);
      this.focus();
    } }), email.input);
  }

  askEnd() {
    const { texts } = this;
    const words = { form: { ...texts.form, cancel: texts.end.no } };
    const sure = form({ title: texts.end.sure, fields: [], texts: words, submit: texts.end.yes,
      cancel: () => this.push(), act: async () => {
        await this.talk.end();
        this.push(true);
        this.ended();
      } });
    this.pull(sure, sure.querySelector("button"));
  }

  pull(node, first) {
    this.node.replaceChildren(node);
    this.node.hidden = false;
    first?.focus();
  }

  /** Shuts it; `quietly` where the focus is elsewhere already. */
  push(quietly) {
    this.node.hidden = true;
    this.node.replaceChildren();
    if (!quietly) this.focus();
  }
}

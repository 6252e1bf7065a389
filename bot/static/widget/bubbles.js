/* One message as an element: who, when, what, and what can be done with it. */

import { attachments } from "./attachments.js";
import { h, icon } from "./dom.js";
import { pictures } from "./figures.js";
import { markdown, safeUrl } from "./markdown.js";

function when(date, language) {
  const today = date.toDateString() === new Date().toDateString();
  const day = today ? {} : { day: "numeric", month: "short" };
  return date.toLocaleString(language === "en" ? "en-GB" : "es-ES", { ...day, hour: "2-digit", minute: "2-digit" });
}

function citation({ title, heading, page, url, file_url: file }, texts, root) {
  const href = safeUrl(url, root);
  const place = [heading, page && texts.page(page)].filter(Boolean).join(" · ");
  const words = h("span", {}, h("b", {}, title), " ", place && h("small", {}, place));
  if (!href) return h("div", { class: "cite" }, h("span", { class: "main" }, icon("book"), words));
  const blank = { target: "_blank", rel: "noopener noreferrer" };
  const pdf = file && safeUrl(file, root);
  return h("div", { class: "cite" },
    h("a", { class: "main", href, ...blank }, icon("book"), words, icon("out"),
      h("i", { class: "sr" }, ` (${texts.opensTab})`)),
    pdf && h("a", { class: "pdf", href: pdf, ...blank, "aria-label": `PDF: ${title} (${texts.opensTab})` }, "PDF"));
}

const VERDICTS = { "/feedback_positive": "yes", "/feedback_negative": "no" };

function button({ title, payload }, press, mark) {
  return h("button", { type: "button", onclick: () => press(title, payload) }, mark && icon(mark), title);
}

/** Whether the answer helped is asked quietly under it; what leads on stands out. */
function buttons(list, press, texts, survey) {
  const asked = list.filter(({ payload }) => VERDICTS[payload]);
  const verdict = asked.length === 2 ? asked : [];
  const rest = list.filter((each) => !verdict.includes(each));
  return [
    rest.length > 0 && h("div", { class: `replies ${survey ? "survey" : ""}` }, ...rest.map((each) => button(each, press))),
    verdict.length > 0 && h("div", { class: "replies verdict", role: "group", "aria-label": texts.helped },
      ...verdict.map((each) => button(each, press, VERDICTS[each.payload]))),
  ].filter(Boolean);
}

export class Bubbles {
  /** `press(title, payload)` answers a reply button, `retry(item)` an unsent message, `file(id)` gives a file. */
  constructor(texts, language, root, { press, retry, file }) {
    Object.assign(this, { texts, language, root, press, retry, file });
  }

  files(list) {
    return attachments(list, this.texts, this.language, this.file);
  }

  meta(author, name, date) {
    return h("p", { class: "meta" }, h("span", { class: "who" }, name || this.texts[author]), " ",
      h("time", { datetime: date.toISOString() }, when(date, this.language)));
  }

  message({ author, author_name: name, text, created_at: at, data = {} }) {
    const mine = author === "customer";
    const body = h("div", { class: "body" });
    body.append(...(mine ? [text] : markdown(text, this.root)));
    const cites = (data.citations ?? []).map((each) => citation(each, this.texts, this.root));
    if (cites.length) body.append(h("div", { class: "cites" }, ...cites));
    const shown = pictures(data.citations ?? [], this.texts, this.root);
    if (shown) body.append(shown);
    const own = mine ? this.texts.you : author === "system" ? this.texts.system : name;
    return h("article", { class: `msg ${author}` }, this.meta(author, own, new Date(at)),
      text || cites.length ? body : null, this.files(data.files),
      ...buttons((!data.notice && data.buttons) || [], this.press, this.texts, data.survey));
  }

  /** The customer's own words before the server has them. */
  pending(item) {
    const { texts } = this;
    const words = item.person ? texts.personLong : item.text;
    const node = h("article", { class: "msg customer" }, this.meta("customer", texts.you, new Date()),
      words ? h("div", { class: "body" }, words) : null, this.files(item.files), h("p", { class: "fate" }));
    this.fate(node, item);
    return node;
  }

  fate(node, item) {
    const { texts } = this;
    const line = node.querySelector(".fate");
    const stuck = item.failed || item.late || !navigator.onLine;
    node.classList.toggle("unsent", Boolean(stuck));
    if (!stuck) return line.replaceChildren(texts.sending);
    const why = typeof item.failed === "string" ? item.failed : texts.unsent;
    line.replaceChildren(`${why} `,
      h("button", { type: "button", onclick: () => this.retry(item) }, texts.retry));
  }

  /** The server has it: the same element stays, so nothing is announced or counted twice. */
  settled(node, { created_at: at, text }) {
    node.classList.remove("unsent");
    if (text) node.querySelector(".body")?.replaceChildren(text);
    node.querySelector(".fate")?.remove();
    node.querySelector(".meta").replaceWith(this.meta("customer", this.texts.you, new Date(at)));
  }
}

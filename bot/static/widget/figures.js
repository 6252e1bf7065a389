/* Pictures of the page that an answer cites: small under it, large in a dialog of their own. */

import { h, icon } from "./dom.js";
import { safeUrl } from "./markdown.js";

const MOST = 3;

function enlarge(event, { alt, width, height }, src, texts) {
  const close = h("button", { type: "button", "aria-label": texts.close, onclick: () => large.close() }, icon("close"));
  const large = h("dialog", { "aria-label": alt, onclose: () => large.remove() },
    close, h("img", { src, alt, width, height }), h("p", { "aria-hidden": "true" }, alt));
  // Outside the log, which would read it out, and outside the panel, which closes on Escape.
  event.currentTarget.getRootNode().append(large);
  large.addEventListener("click", ({ target }) => target === large && large.close());
  large.showModal();
}

function thumbnail(figure, texts, root) {
  const src = safeUrl(figure.url, root);
  if (!src) return null;
  const named = { ...figure, alt: figure.alt || texts.figure };
  return h("button", { type: "button", "aria-label": texts.enlarge(named.alt), "aria-haspopup": "dialog",
    onclick: (event) => enlarge(event, named, src, texts) },
    h("img", { src, alt: "", loading: "lazy", decoding: "async", width: figure.width, height: figure.height }));
}

/** The pictures of all `citations`; null where there are none. */
export function pictures(citations, texts, root) {
  const figures = citations.flatMap(({ figures: each }) => each ?? []).slice(0, MOST);
  const shown = figures.map((each) => thumbnail(each, texts, root)).filter(Boolean);
  return shown.length ? h("div", { class: "figures" }, ...shown) : null;
}

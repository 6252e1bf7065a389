/* Pictures of the page that an answer cites: small under it, large in a dialog of their own. */

import { h, icon } from "./dom.js";
import { safeUrl } from "./markdown.js";

const MOST = 3;

/** Shows `content` in a dialog of its own, over all; the focus goes back to `from`. */
export function enlarged(from, label, texts, ...content) {
  const close = h("button", { type: "button", "aria-label": texts.close, onclick: () => large.close() }, icon("close"));
  const large = h("dialog", { "aria-label": label, onclose: () => large.remove() },
    close, ...content, h("p", { "aria-hidden": "true" }, label));
  // Outside the log, which would read it out, and outside the panel, which closes on Escape.
  from.getRootNode().append(large);
  large.addEventListener("click", ({ target }) => target === large && large.close());
  large.showModal();
}

function thumbnail(figure, texts, root) {
  const src = safeUrl(figure.url, root);
  if (!src) return null;
  const named = { ...figure, alt: figure.alt || texts.figure };
  const size = { width: figure.width, height: figure.height };
  return h("button", { type: "button", "aria-label": texts.enlarge(named.alt), "aria-haspopup": "dialog",
    onclick: ({ currentTarget: from }) => enlarged(from, named.alt, texts, h("img", { src, ...size, alt: named.alt })) },
    h("img", { src, alt: "", loading: "lazy", decoding: "async", ...size }));
}

/** The pictures of all `citations`; null where there are none. */
export function pictures(citations, texts, root) {
  const figures = citations.flatMap(({ figures: each }) => each ?? []).slice(0, MOST);
  const shown = figures.map((each) => thumbnail(each, texts, root)).filter(Boolean);
  return shown.length ? h("div", { class: "figures" }, ...shown) : null;
}

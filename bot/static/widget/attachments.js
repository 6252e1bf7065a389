/* Files of a message: pictures small, and large in a dialog; other files to be saved. */

import { h, icon } from "./dom.js";
import { enlarged } from "./figures.js";
import { paint, save, weight } from "./paint.js";

const SMALL = 220;
const LARGE = 960;

/** `fetchFile(id)` gives the bytes. Nothing is asked for before it is seen. */
export function attachments(files, texts, language, fetchFile) {
  if (!files?.length) return null;
  return h("div", { class: "files" }, ...files.map((file) =>
    file.mime.startsWith("image/") ? picture(file, texts, fetchFile) : paper(file, texts, language, fetchFile)));
}

function picture(file, texts, fetchFile) {
  const canvas = h("canvas", { "aria-hidden": "true" });
  const node = h("button", { type: "button", class: "photo", "aria-haspopup": "dialog",
    "aria-label": texts.enlarge(file.name), onclick: (event) => large(event, file, texts, fetchFile) }, canvas);
  const scale = Math.min(1, SMALL / Math.max(file.width ?? SMALL, file.height ?? SMALL));
  canvas.style.width = `${(file.width ?? SMALL) * scale}px`;
  canvas.style.aspectRatio = `${file.width ?? 1} / ${file.height ?? 1}`;
  new IntersectionObserver(async ([{ isIntersecting: seen }], observer) => {
    if (!seen) return;
    observer.disconnect();
    await fetchFile(file.id).then((blob) => paint(blob, canvas, SMALL)).catch(() => gone(node, file, texts));
  }).observe(node);
  return node;
}

async function large(event, file, texts, fetchFile) {
  const { currentTarget: from } = event;
  const blob = await fetchFile(file.id).catch(() => null);
  if (!blob) return gone(from, file, texts);
  const canvas = h("canvas", { role: "img", "aria-label": file.name });
  await paint(blob, canvas, Math.min(LARGE, Math.max(innerWidth, innerHeight)));
  const words = texts.files.download(file.name);
  return enlarged(from, file.name, texts, canvas,
    h("button", { type: "button", class: "save", onclick: () => save(blob, file.name) }, icon("save"), words));
}

function paper(file, texts, language, fetchFile) {
  const node = h("button", { type: "button", class: "document", onclick: async () => {
    const blob = await fetchFile(file.id).catch(() => null);
    if (blob) save(blob, file.name);
    else gone(node, file, texts);
  } }, icon("file"), h("span", {}, h("i", { class: "sr" }, texts.files.download(""), " "), h("b", {}, file.name),
    h("small", {}, weight(file.size, language))), icon("save"));
  return node;
}

function gone(node, file, texts) {
  node.replaceWith(h("p", { class: "missing" }, `${file.name}: ${texts.files.gone}`));
}

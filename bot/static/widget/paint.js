/* Pictures drawn on a canvas from their bytes: a page's policy need not let any image through. */

import { h } from "./dom.js";

/** Draws `blob` on `canvas` as large as it fits into `most` x `most` CSS pixels, or `cut` to a square of that side. */
export async function paint(blob, canvas, most, cut = false) {
  const bitmap = await createImageBitmap(blob);
  const { width, height } = bitmap;
  const scale = cut ? most / Math.min(width, height) : Math.min(1, most / Math.max(width, height));
  const [wide, high] = cut ? [most, most] : [width * scale, height * scale];
  const sharp = Math.min(devicePixelRatio || 1, cut ? 2 : Math.max(1, 1 / scale));
  canvas.width = Math.round(wide * sharp);
  canvas.height = Math.round(high * sharp);
  canvas.style.aspectRatio = `${wide} / ${high}`;
  canvas.style.width = `${wide}px`;
  const context = canvas.getContext("2d");
  context.scale(scale * sharp, scale * sharp);
  context.drawImage(bitmap, cut ? (wide / scale - width) / 2 : 0, cut ? (high / scale - height) / 2 : 0);
  bitmap.close();
}

/** Saves `blob` as a file of that name. */
export function save(blob, name) {
  const href = URL.createObjectURL(blob);
  h("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/** "820 B", "12 kB", "3,4 MB". */
export function weight(bytes, language) {
  const [value, unit] = bytes < 1000 ? [bytes, "B"] : bytes < 1e6 ? [Math.round(bytes / 1000), "kB"] : [bytes / 1e6, "MB"];
  return `${value.toLocaleString(language, { maximumFractionDigits: 1 })}\u00a0${unit}`;
}

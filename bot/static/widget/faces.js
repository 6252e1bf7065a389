/* Who answers: a small round picture of the agent, or the initials. */

import { h } from "./dom.js";
import { paint } from "./paint.js";

const SIDE = 40;

/** The face of `agent` ({name, initials, picture}); decorative, as the name always stands beside it. */
export function face({ name, initials, picture }, root) {
  const short = initials || (name ?? "").split(/\s+/).map(([first]) => first).join("").slice(0, 2).toUpperCase();
  const node = h("span", { class: "face", "aria-hidden": "true" }, short);
  if (picture) show(node, new URL(picture, root));
  return node;
}

async function show(node, address) {
  try {
    const answer = await fetch(address, { credentials: "omit" });
    if (!answer.ok) return;
    const canvas = h("canvas");
    await paint(await answer.blob(), canvas, SIDE, true);
    node.replaceChildren(canvas);
  } catch {
    /* the initials stay */
  }
}

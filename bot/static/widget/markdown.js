/* The part of Markdown that answers use, as DOM nodes. Unknown markup stays text. */

import { h } from "./dom.js";

const INLINE = /\\([\\`*_{}[\]()#+.!>|~-])|`([^`\n]+)`|\*\*(?=\S)([^\n]*?\S)\*\*|\*(?=[^\s*])([^*\n]*[^\s*])\*|(?<![\p{L}\p{N}])_(?=\S)([^_\n]*[^\s_])_(?![\p{L}\p{N}])|\[([^\]\n]+)\]\(([^()\s]+)\)|(https?:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:!?])|\n/gu;
const ITEM = /^( *)(?:[-*+•]|(\d{1,9})[.)])\s+(.*)$/;

/** The address if it is http or https once resolved against `base`, else null. */
export function safeUrl(address, base) {
  try {
    const url = new URL(address, base);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function link(label, address, base) {
  const href = safeUrl(address, base);
  if (!href) return label;
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, label);
}

function inline(text, base) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, literal, code, strong, star, under, label, address, bare] = match;
    nodes.push(text.slice(from, match.index));
    from = match.index + whole.length;
    if (literal) nodes.push(literal);
    else if (code) nodes.push(h("code", {}, code));
    else if (strong) nodes.push(h("strong", {}, ...inline(strong, base)));
    else if (star || under) nodes.push(h("em", {}, ...inline(star || under, base)));
    else if (label) nodes.push(link(label, address, base));
    else if (bare) nodes.push(link(bare, bare, base));
    else nodes.push(h("br"));
  }
  nodes.push(text.slice(from));
  return nodes.map((each) => (typeof each === "string" ? each.replace(/(\d) (?=[€%])/g, "$1\u00a0") : each));
}

/** The list that starts at lines[0]; takes its lines, deeper ones as lists of their own. */
function list(lines, base) {
  const [, indent, first] = ITEM.exec(lines[0]);
  const root = h(first ? "ol" : "ul");
  while (lines.length) {
    const match = ITEM.exec(lines[0]);
    const item = root.lastChild;
    if (!match && item && /^\s+\S/.test(lines[0])) item.append(h("br"), ...inline(lines.shift().trim(), base));
    else if (!match || match[1].length < indent.length) break;
    else if (item && match[1].length > indent.length) item.append(list(lines, base));
    else if (!match[2] !== !first) break;
    else root.append(h("li", { value: match[2] }, ...inline(lines.shift() && match[3], base)));
  }
  return root;
}

function fence(lines) {
  lines.shift();
  const end = lines.findIndex((line) => line.startsWith("```"));
  const code = lines.splice(0, end < 0 ? lines.length : end + 1);
  return h("pre", {}, h("code", {}, (end < 0 ? code : code.slice(0, -1)).join("\n")));
}

function run(lines, belongs) {
  const end = lines.findIndex((line) => !belongs(line));
  return lines.splice(0, end < 0 ? lines.length : end);
}

function block(lines, base, depth) {
  const [line] = lines;
  if (line.startsWith("```")) return fence(lines);
  if (ITEM.test(line)) return list(lines, base);
  if (depth < 3 && line.startsWith(">")) {
    const quoted = run(lines, (each) => each.startsWith(">")).map((each) => each.replace(/^> ?/, ""));
    return h("blockquote", {}, ...blocks(quoted, base, depth + 1));
  }
  if (/^#{1,6} /.test(line)) return h("p", {}, h("strong", {}, ...inline(lines.shift().replace(/^#+ /, ""), base)));
  const first = lines.shift();
  const rest = run(lines, (each) => each.trim() && !ITEM.test(each) && !/^(```|>|#{1,6} )/.test(each));
  return h("p", {}, ...inline([first, ...rest].join("\n"), base));
}

function blocks(lines, base, depth = 0) {
  const nodes = [];
  while (lines.length) {
    if (lines[0].trim()) nodes.push(block(lines, base, depth));
    else lines.shift();
  }
  return nodes;
}

/** Nodes for `text`; links are resolved against `base`. */
export function markdown(text, base) {
  return blocks(text.replace(/\r\n?/g, "\n").split("\n"), base);
}

/* How the widget looks. A shop themes it with --mostrador-* custom properties on the element. */

import { PARTS } from "./styles_parts.js";

const RULES = `
:host { all: initial; display: block; color-scheme: light dark;
  --accent: var(--mostrador-accent, #0d4f63); --on-accent: var(--mostrador-on-accent, #fff);
  --paper: var(--mostrador-paper, #fbf7ef); --surface: var(--mostrador-surface, #fffdf9);
  --sand: var(--mostrador-sand, #f2e7d3); --ink: var(--mostrador-ink, #1c2c32);
  --muted: var(--mostrador-muted, #55646a); --line: var(--mostrador-line, #ddd0b9);
  --trouble: var(--mostrador-trouble, #8f3418); --ring: var(--mostrador-ring, #c9792b);
  --radius: var(--mostrador-radius, 20px);
  --font: var(--mostrador-font, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif);
  font: 400 15px/1.5 var(--font); color: var(--ink); }
@media (prefers-color-scheme: dark) { :host {
  --accent: var(--mostrador-accent-dark, var(--mostrador-accent, #1b7383));
  --on-accent: var(--mostrador-on-accent-dark, var(--mostrador-on-accent, #fff));
  --paper: var(--mostrador-paper-dark, #0f1c21); --surface: var(--mostrador-surface-dark, #182a31);
  --sand: var(--mostrador-sand-dark, #22373e); --ink: var(--mostrador-ink-dark, #edf0ea);
  --muted: var(--mostrador-muted-dark, #a5b4b5); --line: var(--mostrador-line-dark, #30464d);
  --trouble: var(--mostrador-trouble-dark, #ffb59c); --ring: var(--mostrador-ring-dark, #f0b25f); } }
* { box-sizing: border-box; margin: 0; }
[hidden] { display: none !important; }
button, textarea, input, select { font: inherit; color: inherit; }
button { cursor: pointer; border: 0; background: none; }
button:disabled { cursor: default; }
:focus-visible { outline: 3px solid var(--ring); outline-offset: 2px; }
.icon { width: 22px; height: 22px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.7;
  stroke-linecap: round; stroke-linejoin: round; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.launcher { position: fixed; right: max(24px, env(safe-area-inset-right)); bottom: max(24px, env(safe-area-inset-bottom));
  z-index: 2147483000; display: flex; align-items: center; gap: 10px; min-height: 56px; padding: 0 22px 0 18px;
  border-radius: 28px 28px 8px 28px; background: var(--accent); color: var(--on-accent); font-weight: 600;
  box-shadow: 0 0 0 2px var(--paper), 0 12px 30px -8px #0b2a35aa; transition: translate .18s, box-shadow .18s; }
.launcher:hover { translate: 0 -2px; }
.launcher .icon { width: 26px; height: 26px; }
.unread { position: absolute; top: -6px; right: -4px; min-width: 24px; height: 24px; padding: 0 7px; border-radius: 12px;
  background: var(--trouble); color: var(--surface); font-size: 13px; line-height: 24px; text-align: center;
  box-shadow: 0 0 0 2px var(--paper); }

.panel { position: fixed; right: max(24px, env(safe-area-inset-right)); bottom: max(24px, env(safe-area-inset-bottom));
  z-index: 2147483001; display: flex; flex-direction: column; width: 408px; height: min(680px, 100dvh - 48px);
  overflow: hidden; border-radius: var(--radius); background: var(--paper); outline: 0;
  box-shadow: 0 0 0 1px #0b2a3514, 0 2px 6px #0b2a3522, 0 28px 64px -16px #0b2a3577; animation: rise .26s cubic-bezier(.2,.8,.25,1); }
@keyframes rise { from { opacity: 0; translate: 0 18px; } }
.head { position: relative; display: flex; align-items: center; gap: 8px; min-height: 84px; padding: 14px 10px 14px 20px;
  background: var(--accent); color: var(--on-accent); z-index: 2; isolation: isolate; }
.head .i-wind { position: absolute; inset: 0; z-index: -1; width: 100%; height: 100%; stroke-width: 1.2; opacity: .16; }
.names { flex: 1; min-width: 0; }
h2 { overflow-wrap: anywhere; font-size: 18px; line-height: 1.25; letter-spacing: -.01em;
  font-family: var(--mostrador-display-font, var(--font)); }
.status { display: flex; align-items: center; gap: 7px; font-size: 13.5px; line-height: 1.4; }
.status::before { content: ""; width: 8px; height: 8px; flex: none; border-radius: 50%; background: #8fe0c3; }
[data-state=waiting] .status::before { background: #ffd08a; animation: breathe 1.6s infinite; }
[data-state=agent] .status::before { background: #ffd08a; }
[data-state=closed] .status::before { background: none; box-shadow: inset 0 0 0 2px; }
.head button { display: flex; align-items: center; justify-content: center; gap: 6px; min-width: 44px; min-height: 44px;
  border-radius: 22px; color: inherit; font-size: 14px; }
.head .person { padding: 0 14px 0 10px; border: 1px solid color-mix(in srgb, currentColor 45%, transparent); }
.head button:hover:enabled { background: color-mix(in srgb, var(--on-accent) 16%, transparent); }
.head .person:disabled { border-style: dashed; }
.head :focus-visible { outline-color: var(--on-accent); }
.strip { padding: 9px 20px; background: var(--sand); font-size: 13.5px; line-height: 1.45; }
.strip.trouble { color: var(--trouble); font-weight: 600; }

.thread { position: relative; flex: 1; min-height: 0; display: flex; flex-direction: column; }
.log { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 18px 16px 10px; scrollbar-width: thin; }
.log:focus-visible { outline-offset: -3px; }
.msg { display: flex; flex-direction: column; align-items: flex-start; margin-top: 18px; }
.msg:first-child { margin-top: 0; }
.msg.same { margin-top: 5px; }
.msg.same .meta { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.meta { margin: 0 4px 4px; font-size: 12.5px; color: var(--muted); }
.who { font-weight: 600; color: var(--ink); }
.body { max-width: 90%; padding: 11px 15px; border: 1px solid var(--line); border-radius: 6px 18px 18px 18px;
  background: var(--surface); overflow-wrap: anywhere; }
.customer { align-items: flex-end; }
.customer .body { max-width: 84%; border-color: transparent; border-radius: 18px 18px 6px 18px; background: var(--accent);
  color: var(--on-accent); white-space: pre-wrap; }
.agent .body { border-color: transparent; background: var(--sand); }
.unsent .body { background: none; border: 1px dashed var(--muted); color: var(--ink); }
.system { align-items: center; }
.system .meta { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.system .body { max-width: 96%; padding: 2px 12px; border: 0; background: none; color: var(--muted); font-size: 13.5px; text-align: center; }
.fate { margin: 3px 4px 0; font-size: 12.5px; color: var(--muted); }
.unsent .fate { color: var(--trouble); }
.fate button { min-height: 44px; margin: -12px -6px; padding: 0 6px; font-weight: 600; text-decoration: underline; }
.body > * + * { margin-top: 9px; }
.body a { color: inherit; text-underline-offset: 2px; }
ol, ul { padding-left: 24px; }
li + li, li > :is(ol, ul) { margin-top: 4px; }
li::marker { color: var(--muted); font-weight: 600; }
code { padding: 1px 5px; border-radius: 5px; background: var(--sand); font: 13.5px ui-monospace, Menlo, Consolas, monospace; }
pre { padding: 10px 12px; border-radius: 10px; background: var(--sand); overflow-x: auto; }
pre code { padding: 0; }
blockquote { padding-left: 12px; border-left: 3px solid var(--line); }

.cites { display: grid; gap: 6px; }
.cite { display: flex; overflow: hidden; border: 1px solid var(--line); border-radius: 12px; background: var(--paper); }
.cite .main { flex: 1; display: flex; align-items: center; gap: 11px; min-width: 0; min-height: 52px; padding: 8px 11px; }
.cite a { text-decoration: none; }
.cite a:hover { background: var(--sand); }
.cite a:focus-visible { outline-offset: -3px; border-radius: 12px; }
.cite span { flex: 1; min-width: 0; }
.cite b, .cite small { display: block; line-height: 1.35; }
.cite b { font-size: 14px; }
.cite small { font-size: 13px; color: var(--muted); }
.cite .i-out { width: 17px; height: 17px; color: var(--muted); }
.cite .pdf { display: grid; place-items: center; min-width: 50px; border-left: 1px solid var(--line); font-size: 12.5px; font-weight: 600; }
.replies { display: flex; flex-wrap: wrap; gap: 8px; max-width: 100%; margin-top: 9px; }
.replies button { min-height: 44px; padding: 8px 17px; border: 1.5px solid color-mix(in srgb, var(--accent) 60%, var(--ink)); border-radius: 22px;
  background: var(--surface); font-weight: 600; font-size: 14.5px; text-align: left; overflow-wrap: anywhere; }
.replies.verdict { gap: 0 4px; margin-top: 4px; }
.replies.verdict button { display: flex; align-items: center; gap: 6px; padding: 6px 10px; border-color: transparent; background: none;
  color: var(--muted); font-weight: 400; font-size: 13.5px; }
.verdict .icon { width: 18px; height: 18px; }
.figures { display: flex; flex-wrap: wrap; gap: 8px; }
.figures button { display: block; min-width: 44px; min-height: 44px; padding: 4px; border: 1px solid var(--line); border-radius: 12px; background: #fff; }
.figures img { display: block; width: auto; max-width: 100%; height: auto; max-height: 132px; border-radius: 8px; }
dialog { max-width: min(94vw, 1000px); max-height: 94dvh; margin: auto; padding: 12px; border: 0; border-radius: 16px; background: var(--surface); color: var(--ink); }
dialog::backdrop { background: #0b1a20cc; }
dialog img { display: block; max-width: 100%; height: auto; max-height: calc(94dvh - 110px); margin: auto; border-radius: 8px; background: #fff; }
dialog p { margin: 8px 4px 0; font-size: 14px; }
dialog button { display: grid; place-items: center; width: 44px; height: 44px; margin-left: auto; border-radius: 50%; }
.replies button:hover:enabled { background: var(--accent); color: var(--on-accent); }
.replies button:disabled { border-color: var(--line); background: none; color: var(--muted); font-weight: 400; }

.typing { display: flex; gap: 5px; align-self: flex-start; margin: 2px 16px 10px; padding: 13px 16px; border: 1px solid var(--line);
  border-radius: 6px 18px 18px 18px; background: var(--surface); }
.typing i { width: 7px; height: 7px; border-radius: 50%; background: var(--muted); animation: breathe 1.2s infinite; }
.typing i:nth-child(2) { animation-delay: .18s; }
.typing i:nth-child(3) { animation-delay: .36s; }
@keyframes breathe { 0%, 70%, 100% { opacity: .35; } 35% { opacity: 1; } }
.newer { position: absolute; bottom: 10px; left: 50%; translate: -50%; display: flex; align-items: center; gap: 6px; min-height: 44px;
  padding: 0 18px 0 14px; border-radius: 22px; background: var(--ink); color: var(--paper); font-size: 14px; font-weight: 600; }
.newer .icon { width: 18px; height: 18px; }

.composer { padding: 6px 12px max(12px, env(safe-area-inset-bottom)); }
.field { display: flex; align-items: flex-end; gap: 4px; padding: 4px; border: 1.5px solid var(--muted); border-radius: 27px; background: var(--surface); }
.field:focus-within { border-color: var(--ink); box-shadow: 0 0 0 2px var(--ring); }
textarea { flex: 1; min-width: 0; min-height: 44px; max-height: 150px; padding: 10px 4px 10px 15px; border: 0; background: none; outline: 0; resize: none;
  font-size: 16px; line-height: 24px; }
textarea:focus-visible { outline: 0; }
textarea::placeholder { color: var(--muted); opacity: 1; }
.field button { display: grid; place-items: center; width: 44px; height: 44px; flex: none; border-radius: 50%; background: var(--accent); color: var(--on-accent); }
.field button:disabled { background: var(--sand); color: var(--muted); }
.left { padding: 0 16px; font-size: 12.5px; color: var(--muted); }
.left:not(:empty) { padding-top: 5px; }
.left.over { color: var(--trouble); font-weight: 600; }
.ended { padding: 14px 20px max(20px, env(safe-area-inset-bottom)); border-top: 1px solid var(--line); text-align: center; }
.ended button { min-height: 48px; margin-top: 10px; padding: 0 24px; border-radius: 24px; background: var(--accent); color: var(--on-accent); font-weight: 600; }

`;

const SCREENS = `
@media (max-width: 560px) {
  .panel { inset: 0; width: 100%; height: 100dvh; border-radius: 0; }
  .head { gap: 3px; padding: max(12px, env(safe-area-inset-top)) 6px 12px 16px; min-height: 68px; }
  [data-state=bot] .head .person { padding: 0 12px 0 8px; }
  .face { margin-right: 6px; }
  .launcher { right: max(16px, env(safe-area-inset-right)); bottom: max(16px, env(safe-area-inset-bottom)); padding: 0 15px; }
  .launcher .label { position: absolute; clip-path: inset(50%); }
}
@media (prefers-reduced-motion: reduce) { *, *::before { animation: none !important; transition: none !important; } }
@media (forced-colors: active) {
  .launcher, .panel, .body, .cite, .replies button, .figures button, .head button, .field button, .newer, .ended button { border: 1px solid; }
  .customer .body { border-style: double; border-width: 3px; }
  .typing i { background: CanvasText; }
}
@media print { :host { display: none; } }
`;

let shared;

export function sheets() {
  if (!shared) (shared = new CSSStyleSheet()).replaceSync(RULES + PARTS + SCREENS);
  return [shared];
}

const DARK_WORDS = "#14212a";

/** Uses `accent` on `host` if it is a colour, and `dark` at night, with dark or white words on it, whichever
    reads better. */
export function readable(host, accent, dark) {
  for (const [colour, suffix] of [[accent, ""], [dark, "-dark"]]) {
    if (!colour || !CSS.supports("color", colour)) continue;
    host.style.setProperty(`--mostrador-accent${suffix}`, colour);
    host.style.setProperty(`--mostrador-on-accent${suffix}`, luminance(host, colour) > 0.18 ? DARK_WORDS : "#fff");
  }
}

/** WCAG relative luminance, 0 to 1. */
function luminance(host, colour) {
  host.style.color = colour;
  const [r, g, b] = getComputedStyle(host).color.match(/[\d.]+/g).map(Number);
  host.style.color = "";
  const linear = (part) => (part / 255 <= 0.04045 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

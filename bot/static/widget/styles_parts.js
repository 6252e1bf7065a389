/* How the parts around the log look: the turn, forms, files, the menu, the end. */

export const PARTS = `
.face { display: grid; place-items: center; flex: none; width: 40px; height: 40px; overflow: hidden; border-radius: 50%;
  background: var(--on-accent); color: var(--accent); font-weight: 700; font-size: 15px; letter-spacing: .02em; }
.face canvas { display: block; }
.head .person span { display: none; }
[data-state=bot] .head .person span { display: inline; }
.head .person:not([data-state=bot] *) { padding: 0; }
.menu-place { position: relative; margin-left: -4px; }
.head .i-more { stroke-width: 3.2; }
.menu { position: absolute; top: 48px; right: 0; z-index: 2; min-width: 262px; padding: 6px; border: 1px solid var(--line); border-radius: 16px;
  background: var(--surface); color: var(--ink); box-shadow: 0 12px 32px -8px #0b2a3577; }
.head .menu button { width: 100%; justify-content: flex-start; gap: 11px; padding: 0 12px; border-radius: 11px; font-size: 14.5px; text-align: left; }
.head .menu button:hover { background: var(--sand); }
.head .menu :focus-visible { outline-color: var(--ring); }

.card { max-height: 55%; overflow-y: auto; margin: 0 12px 6px; padding: 13px 14px; border: 1px solid var(--line); border-radius: 16px; background: var(--surface); }
.card h3 { font-size: 15px; line-height: 1.35; }
.turn { display: flex; align-items: center; gap: 12px; }
.place { display: grid; place-items: center; flex: none; min-width: 44px; height: 44px; padding: 0 8px; border-radius: 22px; background: var(--sand);
  font-size: 20px; font-weight: 700; font-variant-numeric: tabular-nums; }
.card .words { flex: 1; min-width: 0; font-size: 14px; line-height: 1.45; }
.card .words > * + * { margin-top: 6px; }
.acts { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 10px; }
.turn + div .form { margin-top: 14px; }
.acts:empty { margin: 0; }
.acts button { display: flex; align-items: center; gap: 7px; min-height: 44px; padding: 0 12px; border: 1.5px solid color-mix(in srgb, var(--accent) 60%, var(--ink));
  border-radius: 22px; font-size: 13.5px; font-weight: 600; }
.acts .icon { width: 19px; height: 19px; }
.acts button:hover:enabled { background: var(--sand); }
.acts .do, .ended .do, .csat .do { border-color: transparent; background: var(--accent); color: var(--on-accent); }
.acts .do:hover:enabled { background: var(--accent); }
.acts .quiet { border-color: transparent; font-weight: 400; }
.do:disabled { opacity: .6; }
.labelled { margin-top: 9px; }
.labelled label { display: block; margin-bottom: 4px; font-size: 13.5px; font-weight: 600; }
.labelled input, .labelled select, .csat textarea { width: 100%; min-height: 46px; padding: 9px 13px; border: 1.5px solid var(--muted); border-radius: 13px;
  background: var(--paper); font-size: 16px; }
.labelled select { appearance: auto; }
.labelled :focus-visible, .csat textarea:focus-visible { outline-offset: 1px; }
[aria-invalid=true]:is(input, select) { border-color: var(--trouble); }
.problem { color: var(--trouble); font-size: 13.5px; font-weight: 600; }
.problem:not(:empty) { margin-top: 8px; }
.done { display: flex; align-items: center; justify-content: center; gap: 9px; font-size: 14px; }

.typing { align-items: center; }
.typing span:not(.sr) { margin-left: 6px; font-size: 13px; color: var(--muted); }
.survey { display: grid; grid-template-columns: repeat(auto-fit, minmax(52px, 1fr)); width: 100%; gap: 6px; }
.survey button { padding: 8px 4px; border-radius: 16px; text-align: center; line-height: 1.2; }

.field .attach { background: none; color: var(--muted); }
.attach:hover { color: var(--ink); }
.tray { display: grid; gap: 6px; max-height: 190px; margin: 0 4px 8px; padding: 0; overflow-y: auto; list-style: none; }
.tray li { display: flex; align-items: center; gap: 10px; margin: 0; padding: 5px 5px 5px 8px; border: 1px solid var(--line); border-radius: 14px; background: var(--surface); }
.thumb { display: grid; place-items: center; flex: none; width: 44px; height: 44px; overflow: hidden; border-radius: 9px; background: var(--sand); }
.what { flex: 1; min-width: 0; font-size: 14px; line-height: 1.3; }
.what b, .document b { display: block; overflow: hidden; font-weight: 600; text-overflow: ellipsis; white-space: nowrap; }
.what small, .document small { font-size: 12.5px; color: var(--muted); }
.tray .trouble:not(:empty) { display: block; font-size: 13px; color: var(--trouble); font-weight: 600; }
.tray button { display: grid; place-items: center; min-width: 44px; min-height: 44px; border-radius: 22px; font-size: 13.5px; font-weight: 600; text-decoration: underline; }
.tray .out .icon { width: 18px; height: 18px; }
.refused { border-color: var(--trouble) !important; }
.bar { display: block; height: 5px; margin-top: 5px; overflow: hidden; border-radius: 3px; background: var(--sand); }
.bar::after { content: ""; display: block; height: 100%; width: 100%; border-radius: 3px; background: var(--accent); transform-origin: left;
  transform: scaleX(var(--part, 0)); transition: transform .15s; }
.drop { position: absolute; inset: 8px; z-index: 3; display: flex; align-items: center; justify-content: center; gap: 10px; border: 2.5px dashed var(--accent);
  border-radius: 16px; background: color-mix(in srgb, var(--surface) 92%, transparent); font-weight: 600; pointer-events: none; }
.files { display: flex; flex-wrap: wrap; gap: 6px; max-width: 90%; margin-top: 5px; }
.customer .files { justify-content: flex-end; }
.photo { display: block; min-width: 44px; min-height: 44px; padding: 0; overflow: hidden; border: 1px solid var(--line); border-radius: 14px; background: var(--sand); }
.photo canvas { display: block; max-width: 100%; }
.document { display: flex; align-items: center; gap: 10px; min-height: 52px; max-width: 100%; padding: 7px 13px; border: 1px solid var(--line); border-radius: 14px;
  background: var(--surface); text-align: left; font-size: 14px; line-height: 1.3; }
.document > span { min-width: 0; }
.document:hover { background: var(--sand); }
.document .i-save { width: 19px; height: 19px; color: var(--muted); }
.missing { font-size: 13.5px; color: var(--muted); }
dialog canvas { display: block; max-width: 100%; max-height: calc(94dvh - 150px); margin: auto; border-radius: 8px; object-fit: contain; }
dialog .save { display: flex; width: auto; gap: 8px; margin: 8px auto 0; padding: 0 16px; border: 1.5px solid var(--muted); border-radius: 22px; font-size: 14px; font-weight: 600; }

.ended { max-height: 70%; overflow-y: auto; }
.over { color: var(--muted); font-size: 14px; }
.csat { margin: 10px 0 4px; }
fieldset { min-width: 0; padding: 0; border: 0; }
legend { margin: auto; padding: 0; font-weight: 600; }
.scores { display: flex; justify-content: center; gap: 8px; margin-top: 9px; }
.scores label { position: relative; display: grid; width: 50px; height: 50px; cursor: pointer; }
.scores input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.scores span { display: grid; place-items: center; border: 1.5px solid var(--muted); border-radius: 16px; background: var(--surface); font-size: 17px; font-weight: 600; }
.scores label:hover span { border-color: var(--ink); }
.scores :checked + span { border-color: transparent; background: var(--accent); color: var(--on-accent); }
.scores :focus-visible + span { outline: 3px solid var(--ring); outline-offset: 2px; }
.scale { display: flex; justify-content: space-between; width: 282px; max-width: 100%; margin: 5px auto 0; font-size: 12.5px; color: var(--muted); }
.why { display: grid; gap: 0; justify-items: center; margin-top: 10px; }
.csat textarea { max-height: 120px; padding: 10px 13px; }
.ended .done { margin-top: 10px; }
.quality { margin-top: 10px; }
.quality fieldset { margin-top: 16px; }
.quality legend { font-weight: 500; text-wrap: balance; }
.quality .hint { margin-top: 4px; color: var(--muted); font-size: 14px; }
.quality .quiet { color: var(--accent); text-decoration: underline; text-underline-offset: 3px; }
.quality .acts .quiet { color: var(--ink); }
.ended:has(.quality form) > .do, .ended:has(.csat) > .do { border: 1.5px solid var(--muted); background: none; color: var(--ink); }
`;

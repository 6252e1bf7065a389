// Tells the server, at most every so often, that somebody uses this page: see bot/console/here.py.
(() => {
  "use strict";
  const EVERY_MS = 20000;
  let last = 0;
  const touched = () => {
    const now = Date.now();
    if (document.hidden || now - last < EVERY_MS || typeof window.emitEvent !== "function") return;
    last = now;
    window.emitEvent("touched");
  };
  for (const kind of ["pointerdown", "pointermove", "keydown", "wheel", "focus"]) {
    window.addEventListener(kind, touched, { capture: true, passive: true });
  }
})();

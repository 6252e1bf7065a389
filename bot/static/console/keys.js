// The console's shortcuts, and whether somebody looks at the page.
// Letters typed into a field, with a modifier, or while a dialog is open are left alone.
(() => {
  const FIELDS = "input, textarea, select, [contenteditable]";
  const OFF = "mostrador.keys.off";
  const QUIET_MS = 600;
  let quietUntil = 0;
  let lostUntil = 0;
  const off = () => localStorage.getItem(OFF) === "1";
  const told = (name, value, tries = 100) => {
    if (window.did_handshake && window.socket?.connected) emitEvent(name, value);
    else if (tries > 0) setTimeout(() => told(name, value, tries - 1), 50);
  };

  // A field that sent what was in it hands the cursor on a moment later: an Escape that is on its
  // way to a field must not leave the page.
  let escaping = false;
  document.addEventListener("keydown", (event) => { escaping = event.key === "Escape"; }, true);
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.(FIELDS)) quietUntil = lostUntil = 0;
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches?.(FIELDS) && !event.relatedTarget && !escaping)
      lostUntil = Date.now() + QUIET_MS;
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
    if (event.target.closest?.(FIELDS) || document.querySelector(".q-dialog .q-card")) return;
    if (event.key.length > 1 && event.key !== "Escape") return;
    const key = event.key.toLowerCase();
    const lists = [...document.querySelectorAll("[data-keys]")];
    if (off() || !lists.some((each) => each.dataset.keys.split(" ").includes(key))) return;
    event.preventDefault();
    if (key === "escape" && Date.now() < lostUntil) return;
    // What is typed right after a key that leads into a field is meant for the field.
    const field = document.querySelector(`textarea[data-key="${key}"]`);
    if (field?.checkVisibility()) return field.focus();
    if (Date.now() < quietUntil) return;
    if (field) quietUntil = Date.now() + QUIET_MS;
    told("shortcut", key);
  });

  // The switch in the list of shortcuts: who speaks to the machine must be able to turn them off.
  document.addEventListener("change", (event) => {
    if (event.target.id !== "keys-switch") return;
    if (event.target.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
  window.showKeysSwitch = (box) => { box.checked = !off(); };

  document.addEventListener("visibilitychange", () => told("looked", !document.hidden));
  window.addEventListener("focus", () => told("looked", true));
})();

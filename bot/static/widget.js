/* The one tag a shop puts on its page. Mounts <mostrador-widget>; the rest is loaded from widget/.

   <script src="https://host/widget.js" data-language="es" data-title="..." data-accent="#..." async></script>

   data-customer is the shop's signed token of a customer who is signed in there.

   Any element with data-mostrador-open opens the counter, and one with data-mostrador-ask="question"
   asks that question there. */
(() => {
  const script = document.currentScript;
  const parts = new URL("static/widget/element.js", script.src);

  function mount() {
    const found = document.querySelector("mostrador-widget");
    const widget = found ?? document.createElement("mostrador-widget");
    for (const name of ["language", "title", "accent", "customer"]) {
      if (script.dataset[name]) widget.setAttribute(`data-${name}`, script.dataset[name]);
    }
    if (!found) document.body.append(widget);
    return widget;
  }

  async function start() {
    const { define } = await import(parts);
    if (!document.body) await new Promise((ready) => document.addEventListener("DOMContentLoaded", ready));
    define(new URL(".", script.src).href);
    return mount();
  }

  const started = start();
  document.addEventListener("click", async (event) => {
    const caller = event.target.closest?.("[data-mostrador-ask], [data-mostrador-open]");
    if (!caller) return;
    const widget = await started;
    widget.open(caller);
    if (caller.dataset.mostradorAsk) widget.ask(caller.dataset.mostradorAsk);
  });
})();

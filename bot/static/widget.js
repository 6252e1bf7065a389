/* The one tag a shop puts on its page. Mounts <mostrador-widget>; the rest is loaded from widget/.

   <script src="https://host/widget.js" data-site="key" async></script>

   data-site is the key of the page's site, with its colours and languages; data-language, data-title
   and data-accent say otherwise for this page. data-customer is the shop's signed token of a customer
   who is signed in there. data-quiet leaves the title of the page alone.

   Any element with data-mostrador-open opens the counter, and one with data-mostrador-ask="question"
   asks that question there. */
(() => {
  const script = document.currentScript;
  const root = new URL(".", script.src);
  const parts = new URL("static/widget/element.js", root);
  const { site: key } = script.dataset;

  /** What the service says of the site; a page that may not have the counter gets none, and its maker the reason. */
  async function site() {
    if (!key) return {};
    const headers = { "X-Mostrador-Site": key };
    const answer = await fetch(new URL(`api/sites/${encodeURIComponent(key)}`, root), { headers, credentials: "omit" });
    if (answer.ok) return { key, ...(await answer.json()) };
    throw new Error((await answer.json()).error?.message);
  }

  function mount() {
    const found = document.querySelector("mostrador-widget");
    const widget = found ?? document.createElement("mostrador-widget");
    for (const name of ["language", "title", "accent", "customer", "quiet"]) {
      if (name in script.dataset) widget.setAttribute(`data-${name}`, script.dataset[name]);
    }
    if (!found) document.body.append(widget);
    return widget;
  }

  async function start() {
    const [{ define }, known] = await Promise.all([import(parts), site()]);
    if (!document.body) await new Promise((ready) => document.addEventListener("DOMContentLoaded", ready));
    define(root.href, known);
    return mount();
  }

  const started = start().catch((error) => {
    console.warn(`Mostrador: the counter is not shown on ${location.origin} with the site key "${key ?? ""}". ` +
      `Is this origin listed under that key? (${error.message})`);
  });
  document.addEventListener("click", async (event) => {
    const caller = event.target.closest?.("[data-mostrador-ask], [data-mostrador-open]");
    if (!caller) return;
    const widget = await started;
    if (!widget) return;
    widget.open(caller);
    if (caller.dataset.mostradorAsk) widget.ask(caller.dataset.mostradorAsk);
  });
})();

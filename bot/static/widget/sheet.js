/* The panel as a window of the page: focus, Escape, and the phone's whole screen with its keyboard. */

const PHONE = matchMedia("(max-width: 560px)");
const TOUCH = matchMedia("(pointer: coarse)");

export class Sheet {
  constructor(panel, field, close) {
    Object.assign(this, { panel, field, close });
    panel.addEventListener("keydown", (event) => this.key(event));
    PHONE.addEventListener("change", () => this.fit());
    visualViewport?.addEventListener("resize", () => this.fit());
    visualViewport?.addEventListener("scroll", () => this.fit());
  }

  enter() {
    this.fit();
    this.focus();
  }

  /** Touch screens keep their keyboard down until the customer asks for it. */
  focus() {
    (TOUCH.matches ? this.panel : this.field).focus({ preventScroll: true });
  }

  leave() {
    this.panel.removeAttribute("aria-modal");
  }

  /** On a phone the panel covers what can be seen above the keyboard. */
  fit() {
    const whole = PHONE.matches && visualViewport;
    this.panel.style.height = whole ? `${visualViewport.height}px` : "";
    this.panel.style.top = whole ? `${visualViewport.offsetTop}px` : "";
    if (PHONE.matches && !this.panel.hidden) this.panel.setAttribute("aria-modal", "true");
    else this.panel.removeAttribute("aria-modal");
  }

  key(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Tab" && PHONE.matches) this.wrap(event);
  }

  /** Only where the panel hides the page does Tab stay inside it. */
  wrap(event) {
    const stops = [...this.panel.querySelectorAll("a, button:enabled, input:not([type=file]), select, textarea, .log")].filter((each) => each.checkVisibility());
    const here = this.panel.getRootNode().activeElement;
    const [edge, other] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
    if (here !== edge && here !== this.panel) return;
    event.preventDefault();
    other.focus();
  }
}

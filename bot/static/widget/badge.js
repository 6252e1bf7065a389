/* How many messages wait unread: on the launcher, and in front of the page's title. */

const COUNTED = /^\(\d+\+?\) /;

export class Badge {
  /** `quiet` leaves the title of the page alone. */
  constructor(node, quiet) {
    Object.assign(this, { node, quiet });
  }

  show(count) {
    const words = count > 9 ? "9+" : String(count);
    this.node.hidden = !count;
    this.node.textContent = words;
    if (this.quiet || (!count && !this.titled)) return;
    this.titled = count > 0;
    document.title = (count ? `(${words}) ` : "") + document.title.replace(COUNTED, "");
  }
}

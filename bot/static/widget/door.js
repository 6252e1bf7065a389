/* The customer's door over HTTP, and what the browser remembers between pages. */

/** A request that failed. `status` is 0 when the server was not reached. */
export class Failure extends Error {
  constructor(status, message = "") {
    super(message);
    this.status = status;
  }

  /** Trying the same thing again cannot help. */
  get final() {
    return this.status >= 400 && this.status < 500 && ![401, 408, 425, 429].includes(this.status);
  }
}

function reason(body) {
  const found = [body?.message, body?.error?.message, body?.error, body?.detail];
  return found.find((each) => typeof each === "string") ?? "";
}

export class Door {
  constructor(root, customer) {
    this.root = root;
    this.customer = customer;
    this.token = null;
  }

  async call(path, body, { seconds = 45, signal } = {}) {
    const headers = { Accept: "application/json" };
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    if (body) headers["Content-Type"] = "application/json";
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), seconds * 1000);
    signal?.addEventListener("abort", () => limit.abort());
    try {
      const answer = await fetch(new URL(path, this.root), {
        method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body), signal: limit.signal,
        credentials: "omit", cache: "no-store",
      });
      const data = await answer.json().catch(() => null);
      if (!answer.ok) throw new Failure(answer.status, reason(data));
      if (!data) throw new Failure(0);
      return data;
    } catch (error) {
      throw error instanceof Failure ? error : new Failure(0);
    } finally {
      clearTimeout(timer);
    }
  }

  start(language) {
    this.token = null;
    return this.call("api/conversations", { language, customer: this.customer });
  }

  /** Says again who is signed in: the shop's tokens are short-lived, conversations are not. */
  signIn() {
    return this.customer && this.call("api/conversations/current/customer", { customer: this.customer });
  }

  after(seq, wait = 0, signal) {
    return this.call(`api/conversations/current?after=${seq}&wait=${wait}`, null, { signal });
  }

  send({ client_id, text, payload, person }) {
    if (person) return this.call("api/conversations/current/person", { client_id });
    return this.call("api/conversations/current/messages", { client_id, text, payload });
  }

  get socketUrl() {
    return new URL("api/live", this.root).href.replace(/^http/, "ws");
  }
}

/** Whose the shop's token is; only the service can tell whether it is a good one. */
function subject(customer) {
  try {
    return JSON.parse(atob(customer.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))).sub ?? "";
  } catch {
    return "";
  }
}

/** localStorage under one key for each service and customer: who signs in after another on the same
    browser does not see their conversation. A private window forgets with the page. */
export class Memory {
  constructor(root, customer) {
    this.key = ["mostrador", root, customer && subject(customer)].filter(Boolean).join(" ");
    this.spare = {};
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? {};
    } catch {
      return this.spare;
    }
  }

  /** Reads again before it writes: another tab may have written meanwhile. */
  write(change) {
    this.spare = { ...this.read(), ...change };
    try {
      localStorage.setItem(this.key, JSON.stringify(this.spare));
    } catch {
      /* kept in `spare` */
    }
  }
}

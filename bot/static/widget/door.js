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
  constructor(root) {
    this.root = root;
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
    return this.call("api/conversations", { language });
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

/** localStorage under one key for each service; a private window forgets with the page. */
export class Memory {
  constructor(root) {
    this.key = `mostrador ${root}`;
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

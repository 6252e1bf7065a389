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

const CURRENT = "api/conversations/current";

export class Door {
  constructor(root, customer, site) {
    this.root = root;
    this.customer = customer;
    this.site = site;
    this.token = null;
  }

  get headers() {
    const headers = {};
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    if (this.site) headers["X-Mostrador-Site"] = this.site;
    return headers;
  }

  async call(path, body, { seconds = 45, signal, method = body ? "POST" : "GET" } = {}) {
    const headers = { Accept: "application/json", ...this.headers };
    if (body) headers["Content-Type"] = "application/json";
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), seconds * 1000);
    signal?.addEventListener("abort", () => limit.abort());
    try {
      const answer = await fetch(new URL(path, this.root), {
        method, headers, body: body && JSON.stringify(body), signal: limit.signal,
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
    return this.call(`${CURRENT}?after=${seq}&wait=${wait}`, null, { signal });
  }

  send({ client_id, text, payload, person, files }) {
    if (person) return this.call(`${CURRENT}/person`, { client_id });
    return this.call(`${CURRENT}/messages`, { client_id, text, payload, files: (files ?? []).map(({ id }) => id) });
  }

  /** What is below the conversation: `at("waiting")`, `at("email", {email})`, `at("callback", null, "DELETE")`. */
  at(name, body, method) {
    return this.call(`${CURRENT}/${name}`, body, { method });
  }

  /** Sends a file and says how far it is, 0 to 1; fetch cannot. `signal` breaks it off. */
  upload(file, progress, signal) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", new URL(`${CURRENT}/files`, this.root));
      for (const [name, value] of Object.entries(this.headers)) request.setRequestHeader(name, value);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
      request.responseType = "json";
      request.upload.onprogress = ({ loaded, total }) => progress(loaded / (total || 1));
      request.onload = () => request.status === 201 ? resolve(request.response)
        : reject(new Failure(request.status, reason(request.response)));
      request.onerror = request.onabort = () => reject(new Failure(0));
      signal.addEventListener("abort", () => request.abort());
      request.send(file);
    });
  }

  /** The bytes of a file of the conversation; the token stays out of its address. */
  async file(id) {
    const answer = await fetch(new URL(`${CURRENT}/files/${encodeURIComponent(id)}`, this.root), {
      headers: this.headers, credentials: "omit", cache: "no-store",
    }).catch(() => null);
    if (!answer?.ok) throw new Failure(answer?.status ?? 0);
    return answer.blob();
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

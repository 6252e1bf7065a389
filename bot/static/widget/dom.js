/* Elements and icons, made by createElement and textContent alone: nothing is ever parsed as HTML. */

const SVG = "http://www.w3.org/2000/svg";

/** `h("a", {class: "x", onclick: f, hidden: true}, "text", node)`; false, null and undefined are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null && child !== false));
  return element;
}

const PATHS = {
  chat: "M4 12a8 7.5 0 1 1 4 6.5L4 20l1-3.6M8.5 10.5h5a1.7 1.7 0 1 0-1.6-2.2M8.5 13.5h7",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5",
  close: "M6 6l12 12M18 6 6 18",
  send: "M12 19V5M6 11l6-6 6 6",
  book: "M12 6.5C10 5 7 4.7 4 5v13c3-.3 6 0 8 1.5 2-1.5 5-1.8 8-1.5V5c-3-.3-6 0-8 1.5ZM12 6.5v13",
  out: "M9 6H6v12h12v-3M13 5h6v6M19 5l-8 8",
  down: "M12 5v14M6 13l6 6 6-6",
  yes: "M7 11v9H4v-9ZM7 11l4-7c1.6 0 2.4 1.2 2 2.7L12.3 10h5.2c1.4 0 2.3 1.2 2 2.5l-1.5 6c-.2.9-1 1.5-2 1.5H7",
  no: "M17 13V4h3v9ZM17 13l-4 7c-1.6 0-2.4-1.2-2-2.7l.7-3.3H6.5c-1.4 0-2.3-1.2-2-2.5l1.5-6C6.2 4.6 7 4 8 4h9",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  clip: "M20 11.5 12 19.4a5 5 0 0 1-7.1-7L13 4.3a3.4 3.4 0 0 1 4.8 4.8l-8 8a1.8 1.8 0 0 1-2.6-2.5l7.3-7.2",
  file: "M6 3.5h8l4 4v13H6ZM14 3.5v4h4M9 12.5h6M9 16h6",
  save: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  mail: "M3.5 6h17v12h-17ZM4 6.5l8 6.5 8-6.5",
  phone: "M6.2 4h3l1.5 4-2 1.6a11 11 0 0 0 5.7 5.7l1.6-2 4 1.5v3a1.8 1.8 0 0 1-2 1.8C11 19 5 13 4.4 6a1.8 1.8 0 0 1 1.8-2Z",
  bell: "M6 10.5a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6ZM10 19.5a2.2 2.2 0 0 0 4 0",
  mute: "M6 10.5a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6ZM10 19.5a2.2 2.2 0 0 0 4 0M4 4l16 16",
  end: "M12 4v8M7.5 6.8a7.5 7.5 0 1 0 9 0",
  back: "M10 6 4 12l6 6M4 12h16",
  wind: "M0 46c60-30 110 26 170-4s120-40 190-6M0 62c70-26 130 22 190-4s110-30 170-8M0 30c50-34 100 20 150-6s110-44 210 0M0 78c80-22 150 18 210-2s100-20 150-6",
};

/** A decorative line icon; its colour is the text's. */
export function icon(name, box = "0 0 24 24") {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", box);
  svg.setAttribute("class", `icon i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

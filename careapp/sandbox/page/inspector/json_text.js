// JSON as people read it: indented, coloured, and unpacked where a string holds more JSON.
import { h } from "../ui/dom.js";

const PART = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Web API arguments such as `blocks` often come as strings of JSON: those are shown as what they say. */
export function unpacked(value) {
  if (typeof value === "string") return inside(value);
  if (Array.isArray(value)) return value.map(unpacked);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, unpacked(one)]));
}

function inside(text) {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return unpacked(JSON.parse(text));
  } catch {
    return text;
  }
}

export const pretty = (value) => (typeof value === "string" ? value : JSON.stringify(value, null, 2));

/** A <pre> of a value, or of a text that is no JSON. */
export function jsonText(value, label) {
  const look = { class: "json", tabindex: "0", role: "region", "aria-label": label };
  return h("pre", look, typeof value === "string" ? value : coloured(pretty(value)));
}

function coloured(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(PART)) {
    const [whole, string, colon] = found;
    parts.push(text.slice(from, found.index), part(whole, string, colon));
    from = found.index + whole.length;
  }
  return [...parts, text.slice(from)];
}

function part(whole, string, colon) {
  if (colon) return [h("span", { class: "json-name" }, string), colon];
  return h("span", { class: string ? "json-string" : "json-value" }, whole);
}

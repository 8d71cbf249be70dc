// Builds DOM nodes; people's text only ever becomes text nodes.

const SVG = "http://www.w3.org/2000/svg";

export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) setProp(node, name, value);
  node.append(...flat(children));
  return node;
}

export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function setProp(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
  else if (name === "data") setData(node, value);
  else if (name === "style") for (const [rule, text] of Object.entries(value)) node.style.setProperty(rule, text);
  else if (name === "value") node.value = value;
  else node.setAttribute(name, value === true ? "" : value);
}

function setData(node, data) {
  for (const [key, text] of Object.entries(data))
    if (text !== undefined && text !== null) node.dataset[key] = text;
}

export function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

export function fill(node, ...children) {
  node.replaceChildren(...flat(children));
  return node;
}

/** Brings a region to new children. What looks the same stays the same node, so that a press in progress still
 *  lands; focus returns to the node with the same data-testid. */
export function refill(region, ...children) {
  const held = region.contains(document.activeElement) ? document.activeElement.dataset.testid : undefined;
  renewChildren(region, flat(children));
  if (held && !region.contains(document.activeElement))
    region.querySelector(`[data-testid="${CSS.escape(held)}"]`)?.focus();
}

const GROUPS = "section, details, ul";

function renewChildren(parent, fresh) {
  const old = [...parent.childNodes];
  fresh.forEach((node, at) => (old[at] ? renew(old[at], node) : parent.append(node)));
  old.slice(fresh.length).forEach((node) => node.remove());
}

function renew(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  const isGroup = fresh.matches?.(GROUPS) && old.tagName === fresh.tagName && old.ariaLabel === fresh.ariaLabel;
  if (!isGroup) return old.replaceWith(fresh);
  if ("open" in fresh) old.open = fresh.open;
  renewChildren(old, [...fresh.childNodes]);
}

let serial = 0;
export const newId = (word) => `${word}-${++serial}`;

/** What Tab can reach inside a node, in order. */
export function tabbable(root) {
  const all = root.querySelectorAll("a[href], button, input, textarea, select, [tabindex]");
  return [...all].filter((node) => !node.disabled && node.tabIndex >= 0 && node.offsetParent !== null);
}

/** Only addresses a browser may safely open from somebody's text. */
export const safeUrl = (url) => (/^(https?:|mailto:|tel:)/i.test(url ?? "") ? url : null);
export const safeImage = (url) => (/^(https?:|\/(?!\/))/i.test(url ?? "") ? url : null);

// A menu of actions beside a button, with arrow keys.
import { h, tabbable } from "./dom.js";
import { icon } from "./icons.js";
import { popover } from "./layers.js";

/** items: {label, icon?, note?, danger?, checked?, testid?, run} or {heading} or "line". Returns the popover. */
export function menu(anchor, items, options = {}) {
  const list = h("div", { class: "menu", role: "menu", on: { keydown: walk } });
  const layer = popover(anchor, list, { align: "end", ...options, onClose: () => closed(anchor, options) });
  list.append(...items.filter(Boolean).map((item) => row(item, layer)));
  anchor.setAttribute("aria-expanded", "true");
  layer.place();
  tabbable(list)[0]?.focus();
  return layer;
}

function closed(anchor, options) {
  anchor.setAttribute("aria-expanded", "false");
  options.onClose?.();
}

function row(item, layer) {
  if (item === "line") return h("hr", { class: "menu-line" });
  if (item.heading) return h("div", { class: "menu-heading" }, item.heading);
  const choose = () => {
    layer.close();
    item.run();
  };
  const look = { type: "button", role: "menuitem", class: `menu-item${item.danger ? " danger" : ""}` };
  return h(
    "button",
    { ...look, data: { testid: item.testid }, on: { click: choose } },
    item.icon ? (typeof item.icon === "string" ? icon(item.icon) : item.icon) : null,
    h(
      "span",
      { class: "menu-label" },
      item.label,
      item.note ? h("span", { class: "menu-note" }, item.note) : null,
    ),
    item.checked ? icon("check") : null,
  );
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step && event.key !== "Tab") return;
  event.preventDefault();
  const all = tabbable(event.currentTarget);
  const way = step ?? (event.shiftKey ? -1 : 1);
  all[(all.indexOf(document.activeElement) + way + all.length) % all.length]?.focus();
}

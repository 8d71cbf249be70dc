// Tabs over panels: the arrow keys go from tab to tab, one of which Tab reaches.
import { h, newId } from "./dom.js";

/** entries: [{name, label, panel, testid?}]; returns the node with the named one shown. */
export function tabs(entries, current) {
  const ids = entries.map(() => newId("tab"));
  const buttons = entries.map(({ name, label, testid }, at) =>
    h("button", { type: "button", role: "tab", id: ids[at], class: "tab", data: { testid }, on: { click: () => show(name) } }, label),
  );
  entries.forEach(({ panel }, at) => {
    for (const [key, value] of Object.entries({ role: "tabpanel", "aria-labelledby": ids[at] })) panel.setAttribute(key, value);
  });
  function show(name) {
    entries.forEach(({ name: own, panel }, at) => {
      panel.hidden = own !== name;
      mark(buttons[at], own === name);
    });
  }
  show(current);
  return h("div", { class: "tab-frame" }, tabList(buttons), entries.map(({ panel }) => panel));
}

export function mark(tab, isCurrent) {
  tab.setAttribute("aria-selected", String(isCurrent));
  tab.setAttribute("tabindex", isCurrent ? "0" : "-1");
}

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/** The row of tabs; an arrow key goes to the next one and chooses it, or leaves that to Enter. */
export function tabList(buttons, { chooses = true } = {}) {
  const step = (event) => {
    if (!(event.key in STEPS)) return;
    event.preventDefault();
    const at = buttons.indexOf(document.activeElement) + STEPS[event.key];
    const next = buttons.at(at % buttons.length);
    next.focus();
    if (chooses) next.click();
  };
  return h("div", { class: "tabs", role: "tablist", on: { keydown: step } }, buttons);
}

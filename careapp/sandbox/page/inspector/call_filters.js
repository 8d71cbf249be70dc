// What of the record is shown: by words, by kind, and only what failed, came late or met a fault.
import { h } from "../ui/dom.js";
import { KINDS } from "./record.js";

const TROUBLES = { failed: "Failed", late: "Late", fault: "Faults" };

/** Draws the filters of `filter` ({text, kind, failed, late, fault}), which they change before they call `changed`. */
export function callFilters(filter, changed) {
  const search = h("input", {
    type: "search",
    class: "field calls-search",
    placeholder: "Search calls",
    "aria-label": "Search calls",
    autocomplete: "off",
    spellcheck: "false",
    data: { testid: "calls-search" },
    on: { input: (event) => changed((filter.text = event.target.value)) },
  });
  return [search, kinds(filter, changed), troubles(filter, changed)];
}

function kinds(filter, changed) {
  const choose = (event) => changed((filter.kind = event.target.value));
  const options = Object.entries({ "": "All kinds", ...KINDS });
  return h(
    "select",
    { class: "field calls-kind", "aria-label": "Kind", data: { testid: "calls-kind" }, on: { change: choose } },
    options.map(([value, label]) => h("option", { value }, label)),
  );
}

function troubles(filter, changed) {
  const flip = (name, button) => {
    filter[name] = !filter[name];
    button.setAttribute("aria-pressed", String(filter[name]));
    changed();
  };
  return h(
    "div",
    { class: "calls-troubles", role: "group", "aria-label": "Only" },
    Object.entries(TROUBLES).map(([name, label]) => {
      const on = { click: ({ currentTarget }) => flip(name, currentTarget) };
      return h("button", { type: "button", class: `pill ${name}`, "aria-pressed": "false", on }, label);
    }),
  );
}

// Checkboxes and radio buttons: whole options are kept, as Slack sends them.
import { h, newId } from "../ui/dom.js";
import { keep } from "./keeping.js";
import { words } from "./parts.js";

export function choices(element, block, surface, { labelId }) {
  const many = element.type === "checkboxes";
  const slot = many ? "selected_options" : "selected_option";
  const initial = many ? (element.initial_options ?? []) : (element.initial_option ?? null);
  const kept = surface.form.field(block.block_id, element.action_id, { type: element.type, [slot]: initial })[slot];
  const name = newId("choice");
  const boxes = () => [...group.querySelectorAll("input")];
  const ticked = () => element.options.filter((_, at) => boxes()[at].checked);
  const tick = (chosen) => {
    const values = new Set([chosen].flat().filter(Boolean).map((option) => option.value));
    element.options.forEach((option, at) => (boxes()[at].checked = values.has(option.value)));
  };
  const changed = async () => {
    const chosen = many ? ticked() : (ticked()[0] ?? null);
    const taken = await keep(block, element, surface, { type: element.type, [slot]: chosen }, group);
    if (!taken) tick(surface.form.value(block.block_id, element.action_id)[slot]);
  };
  const look = { class: "choices", role: many ? "group" : "radiogroup", "aria-labelledby": labelId };
  const group = h(
    "div",
    { ...look, "aria-label": labelId ? null : "Options", on: { change: changed } },
    element.options.map((option) => choice(option, many, name)),
  );
  tick(kept);
  if (element.focus_on_load) boxes()[0].dataset.focus = "yes";
  return group;
}

function choice(option, many, name) {
  return h(
    "label",
    { class: "choice" },
    h("input", { type: many ? "checkbox" : "radio", name, value: option.value }),
    h(
      "span",
      { class: "text" },
      words(option.text),
      option.description ? h("span", { class: "menu-note" }, words(option.description)) : null,
    ),
  );
}

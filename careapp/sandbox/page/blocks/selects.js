// Select menus of every source, for one or for many.
import { Combobox } from "../ui/combobox.js";
import { keep } from "./keeping.js";
import { SOURCES, wholeOption } from "./sources.js";

export function select(element, block, surface, ids) {
  const multi = element.type.startsWith("multi_");
  const { slot, make } = SOURCES[element.type.replace(/^multi_|_select$/g, "")];
  const key = `selected_${slot}${multi ? "s" : ""}`;
  const kept = surface.form.field(block.block_id, element.action_id, firstState(element, surface, slot, multi));
  const source = make(element, block, surface, [kept[key]].flat().filter(Boolean));
  const whole = (value) =>
    slot === "option" ? (source.seen?.get(value) ?? wholeOption(element, value) ?? null) : value;
  const bare = (state) =>
    [state[key]]
      .flat()
      .filter(Boolean)
      .map((one) => (slot === "option" ? one.value : one));
  const box = new Combobox({
    ...source,
    value: bare(kept),
    multi,
    max: element.max_selected_items,
    placeholder: element.placeholder?.text ?? (multi ? "Select options" : "Select an option"),
    id: ids.id,
    labelledBy: ids.labelId,
    label: ids.id ? null : (element.placeholder?.text ?? "Select"),
    clearable: !multi && block.type === "input" && block.optional,
    onPick: (values) => changed(values),
  });
  async function changed(values) {
    const state = { type: element.type, [key]: multi ? values.map(whole) : (whole(values[0]) ?? null) };
    if (await keep(block, element, surface, state, box.node)) return;
    box.chosen = bare(surface.form.value(block.block_id, element.action_id));
    box.show();
  }
  if (element.focus_on_load) box.input.dataset.focus = "yes";
  return box.node;
}

/** What a select starts with: what the app says, or the conversation that one comes from. */
function firstState(element, surface, slot, multi) {
  const initial = element[`initial_${slot}${multi ? "s" : ""}`];
  const here = element.default_to_current_conversation && !initial?.length ? surface.channel : null;
  const first = initial ?? (here && (multi ? [here] : here)) ?? (multi ? [] : null);
  return { type: element.type, [`selected_${slot}${multi ? "s" : ""}`]: first };
}

// Fields people write in or tick: text, number, email, address, date, time, checkboxes and radio buttons.
import { h, newId } from "../ui/dom.js";
import { instantAt, wallOf } from "../world/time.js";
import { words } from "./blocks.js";

const TYPES = { number_input: "text", email_text_input: "email", url_text_input: "url", plain_text_input: "text" };
const TYPING_PAUSE_MS = 500;
const LONGEST = 3000;

/** Keeps a new value and, where the block asks for it, tells the app. */
function keep(block, element, surface, value, node) {
  surface.form.set(block.block_id, element.action_id, value);
  if (block.type !== "input" || block.dispatch_action) return surface.use(block, element, value, node);
  return true;
}

export function textField(element, block, surface, { id }) {
  const { value } = surface.form.field(block.block_id, element.action_id, {
    type: element.type,
    value: element.initial_value ?? null,
  });
  const many = element.multiline;
  const write = () =>
    surface.form.set(block.block_id, element.action_id, { type: element.type, value: field.value || null });
  const field = h(many ? "textarea" : "input", {
    type: many ? null : TYPES[element.type],
    id,
    class: "field",
    rows: many ? 4 : null,
    autocomplete: "off",
    inputmode: element.type === "number_input" ? "decimal" : null,
    placeholder: element.placeholder?.text,
    maxlength: element.max_length ?? (element.type === "plain_text_input" ? LONGEST : null),
    value: value ?? "",
    "aria-label": id ? null : (element.placeholder?.text ?? "Text"),
    data: { actionId: element.action_id, focus: element.focus_on_load ? "yes" : null },
  });
  field.addEventListener("input", write);
  if (block.dispatch_action || block.type !== "input") dispatchFrom(field, element, block, surface);
  return h("div", { class: "field-shell" }, field, element.max_length ? counter(field, element.max_length) : null);
}

function counter(field, longest) {
  const count = h("span", { class: "counter", "aria-hidden": "true" });
  const show = () => {
    count.textContent = `${field.value.length} / ${longest}`;
    count.classList.toggle("near", field.value.length > longest * 0.9);
  };
  field.addEventListener("input", show);
  show();
  return count;
}

function dispatchFrom(field, element, block, surface) {
  const when = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const send = () => surface.use(block, element, { type: element.type, value: field.value || null }, field);
  let waiting;
  if (when.includes("on_character_entered"))
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(send, TYPING_PAUSE_MS);
    });
  if (when.includes("on_enter_pressed"))
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      send();
    });
}

export const timeField = (element, block, surface, ids) =>
  native("time", "selected_time", element.initial_time, element, block, surface, ids);

export function dateField(element, block, surface, ids) {
  if (element.type === "datepicker")
    return native("date", "selected_date", element.initial_date, element, block, surface, ids);
  return native("datetime-local", "selected_date_time", element.initial_date_time, element, block, surface, ids);
}

function native(type, slot, initial, element, block, surface, { id }) {
  const wire = type === "datetime-local";
  const kept = surface.form.field(block.block_id, element.action_id, {
    type: element.type,
    [slot]: initial ?? null,
  })[slot];
  const shown = kept && wire ? wallOf(new Date(kept * 1000)) : kept;
  const chosen = () => (wire && field.value ? instantAt(field.value) / 1000 : field.value || null);
  const field = h("input", {
    type,
    id,
    class: "field short",
    value: shown ?? "",
    "aria-label": id ? null : (element.placeholder?.text ?? type),
    data: { focus: element.focus_on_load ? "yes" : null },
    on: { change: () => keep(block, element, surface, { type: element.type, [slot]: chosen() }, field) },
  });
  return field;
}

/** Checkboxes and radio buttons: whole options are kept, as Slack sends them. */
export function choices(element, block, surface, { labelId }) {
  const many = element.type === "checkboxes";
  const slot = many ? "selected_options" : "selected_option";
  const initial = many ? (element.initial_options ?? []) : (element.initial_option ?? null);
  const kept = surface.form.field(block.block_id, element.action_id, { type: element.type, [slot]: initial })[
    slot
  ];
  const chosen = new Set((many ? kept : [kept]).filter(Boolean).map((option) => option.value));
  const name = newId("choice");
  const ticked = () => element.options.filter((_, at) => group.querySelectorAll("input")[at].checked);
  const changed = () =>
    keep(block, element, surface, { type: element.type, [slot]: many ? ticked() : (ticked()[0] ?? null) }, group);
  const group = h(
    "div",
    { class: "choices", role: many ? "group" : "radiogroup", "aria-labelledby": labelId, on: { change: changed } },
    element.options.map((option) => choice(option, many, name, chosen.has(option.value))),
  );
  return group;
}

function choice(option, many, name, checked) {
  return h(
    "label",
    { class: "choice" },
    h("input", { type: many ? "checkbox" : "radio", name, value: option.value, checked }),
    h(
      "span",
      { class: "text" },
      words(option.text),
      option.description ? h("span", { class: "menu-note" }, words(option.description)) : null,
    ),
  );
}

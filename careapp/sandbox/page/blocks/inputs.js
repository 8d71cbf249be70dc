// Fields people write in: text, number, email, address; and the browser's own pickers of dates and times.
import { h } from "../ui/dom.js";
import { instantAt, wallOf } from "../world/time.js";
import { keep, tellOfTyping, tells } from "./keeping.js";

const TYPES = { number_input: "text", email_text_input: "email", url_text_input: "url", plain_text_input: "text" };
const LONGEST = 3000;

export function textField(element, block, surface, { id }) {
  const { value } = surface.form.field(block.block_id, element.action_id, {
    type: element.type,
    value: element.initial_value ?? null,
  });
  const written = () => ({ type: element.type, value: field.value || null });
  const field = drawText(element, id, value);
  field.addEventListener("input", () => surface.form.set(block.block_id, element.action_id, written()));
  const send = () => surface.use(block, element, written(), field);
  const told = tells(block) ? tellOfTyping(field, element, send) : null;
  return h(
    "div",
    { class: "field-shell" },
    h("div", { class: "field-line" }, field, element.max_length ? counter(field, element.max_length) : null),
    told ? h("div", { class: "field-note" }, told) : null,
  );
}

function drawText(element, id, value) {
  const many = element.multiline;
  return h(many ? "textarea" : "input", {
    type: many ? null : TYPES[element.type],
    id,
    class: "field",
    rows: many ? 4 : null,
    autocomplete: "off",
    inputmode: element.type === "number_input" ? (element.is_decimal_allowed ? "decimal" : "numeric") : null,
    placeholder: element.placeholder?.text,
    maxlength: element.max_length ?? (element.type === "plain_text_input" ? LONGEST : null),
    value: value ?? "",
    "aria-label": id ? null : (element.placeholder?.text ?? "Text"),
    data: { actionId: element.action_id, focus: element.focus_on_load ? "yes" : null },
  });
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

export function timeField(element, block, surface, ids) {
  const field = native("time", "selected_time", element.initial_time, element, block, surface, ids);
  const zone = element.timezone;
  return zone ? h("div", { class: "field-shell" }, field, h("div", { class: "field-note" }, zone)) : field;
}

export function dateField(element, block, surface, ids) {
  if (element.type === "datepicker")
    return native("date", "selected_date", element.initial_date, element, block, surface, ids);
  return native("datetime-local", "selected_date_time", element.initial_date_time, element, block, surface, ids);
}

const NAMES = { time: "Time", date: "Date", "datetime-local": "Date and time" };

/** A picker of the browser; an instant is kept in seconds, a date or a time as Slack writes them. */
function native(type, slot, initial, element, block, surface, { id }) {
  const isInstant = type === "datetime-local";
  const first = { type: element.type, [slot]: initial ?? null };
  const shown = (kept) => (kept && isInstant ? wallOf(new Date(kept * 1000)) : (kept ?? ""));
  const chosen = () => (isInstant && field.value ? instantAt(field.value) / 1000 : field.value || null);
  const changed = async () => {
    const taken = await keep(block, element, surface, { type: element.type, [slot]: chosen() }, field);
    if (!taken) field.value = shown(surface.form.value(block.block_id, element.action_id)[slot]);
  };
  const field = h("input", {
    type,
    id,
    class: "field short",
    value: shown(surface.form.field(block.block_id, element.action_id, first)[slot]),
    title: element.placeholder?.text,
    "aria-label": id ? null : (element.placeholder?.text ?? NAMES[type]),
    data: { actionId: element.action_id, focus: element.focus_on_load ? "yes" : null },
    on: { change: changed },
  });
  return field;
}

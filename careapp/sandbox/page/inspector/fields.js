// Small labelled fields of the fault panel, and what they hold.
import { h, newId } from "../ui/dom.js";

/** field: {name, label, value?, least?, most?, choices?, isOptional?, isFine?}; a number where it has a `most`,
 *  whole unless it is fine. */
export function fieldFor(field) {
  const id = newId("fault");
  const input = field.choices ? chooser(id, field) : entry(id, field);
  input.name = field.name;
  return h("span", { class: "fault-field" }, h("label", { for: id }, field.label), input);
}

const chooser = (id, { choices }) =>
  h("select", { id, class: "field" }, choices.map((value) => h("option", { value }, value)));

function entry(id, { value, least, most, isOptional, isFine }) {
  const look = { id, class: "field", value: value ?? "", required: !isOptional, autocomplete: "off" };
  if (most === undefined) return h("input", { type: "text", ...look });
  return h("input", { type: "number", min: least, max: most, step: isFine ? "any" : 1, ...look });
}

/** The values of a form's fields by name: numbers as such, null where an optional one is empty. */
export function valuesOf(form, fields = []) {
  const value = ({ name, most }) => {
    const text = form.elements[name].value.trim();
    return most === undefined ? text : text === "" ? null : Number(text);
  };
  return Object.fromEntries(fields.map((field) => [field.name, value(field)]));
}

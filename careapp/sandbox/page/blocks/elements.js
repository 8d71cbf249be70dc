// Block Kit's elements: buttons, overflow menus and pictures here; inputs and selects in their own files.
import { h, safeUrl } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { menu } from "../ui/menu.js";
import { plain } from "../text/entities.js";
import { picture, unknown, words } from "./blocks.js";
import { choices, dateField, textField, timeField } from "./inputs.js";
import { select } from "./selects.js";

const SELECTS = ["static_select", "users_select", "conversations_select", "channels_select"];

const ELEMENTS = {
  button,
  overflow,
  image: (element) => picture(element, "accessory-image"),
  plain_text_input: textField,
  number_input: textField,
  email_text_input: textField,
  url_text_input: textField,
  checkboxes: choices,
  radio_buttons: choices,
  datepicker: dateField,
  timepicker: timeField,
  datetimepicker: dateField,
  ...Object.fromEntries(
    SELECTS.flatMap((type) => [
      [type, select],
      [`multi_${type}`, select],
    ]),
  ),
};

/** Draws one element of a block; ids ties it to an input block's label. */
export function element(one, block, surface, ids = {}) {
  const known = { ...one, action_id: one.action_id ?? `${block.block_id}-${one.type}` };
  const node = ELEMENTS[one.type]?.(known, block, surface, ids) ?? unknown(one);
  const carrier = node.querySelector("[data-action-id], [role=combobox]") ?? node;
  if (one.type !== "image") carrier.dataset.actionId = known.action_id;
  return node;
}

function button(element, block, surface) {
  const press = (event) => {
    if (element.url && safeUrl(element.url)) open(element.url, "_blank", "noopener");
    surface.use(block, element, { type: "button", text: element.text, value: element.value }, event.currentTarget);
  };
  const look = {
    type: "button",
    class: `button ${element.style ?? ""}`,
    "aria-label": element.accessibility_label,
  };
  return h(
    "button",
    { ...look, on: { click: press } },
    words(element.text),
    element.url ? icon("link", 14) : null,
  );
}

function overflow(element, block, surface) {
  const run = (option, anchor) => {
    if (option.url && safeUrl(option.url)) open(option.url, "_blank", "noopener");
    surface.use(block, element, { type: "overflow", selected_option: option }, anchor);
  };
  const show = ({ currentTarget: anchor }) =>
    menu(
      anchor,
      element.options.map((option) => ({
        label: plain(option.text.text),
        note: option.description?.text,
        run: () => run(option, anchor),
      })),
    );
  return h(
    "button",
    {
      type: "button",
      class: "button overflow",
      "aria-label": "More options",
      "aria-haspopup": "menu",
      on: { click: show },
    },
    icon("more"),
  );
}

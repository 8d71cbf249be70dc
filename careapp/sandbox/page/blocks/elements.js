// Block Kit's elements: what is pressed is here; what is filled in or chosen has its own files.
import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { toast } from "../ui/layers.js";
import { menu } from "../ui/menu.js";
import { plain } from "../text/entities.js";
import { world } from "../world/state.js";
import { choices } from "./choices.js";
import { fileField } from "./file_field.js";
import { dateField, textField, timeField } from "./inputs.js";
import { picture, unknown, words } from "./parts.js";
import { richField } from "./rich_field.js";
import { select } from "./selects.js";

const SELECTS = ["static_select", "external_select", "users_select", "conversations_select", "channels_select"];

const ELEMENTS = {
  button,
  workflow_button: workflowButton,
  icon_button: iconButton,
  feedback_buttons: feedbackButtons,
  overflow,
  image: (element) => picture(element, "accessory-image"),
  plain_text_input: textField,
  number_input: textField,
  email_text_input: textField,
  url_text_input: textField,
  rich_text_input: richField,
  file_input: fileField,
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

function pressable(look, press, ...inside) {
  return h("button", { type: "button", ...look, on: { click: (event) => press(event.currentTarget) } }, inside);
}

function button(element, block, surface) {
  const chosen = { type: "button", text: element.text, value: element.value };
  return pressable(
    { class: `button ${element.style ?? ""}`, "aria-label": element.accessibility_label },
    (node) => surface.use(block, element, chosen, node, element.url),
    words(element.text),
    element.url ? icon("link", 14) : null,
  );
}

function workflowButton(element) {
  return pressable(
    { class: `button ${element.style ?? ""}`, "aria-label": element.accessibility_label },
    () => toast("In Slack, this button starts a workflow. The sandbox runs none."),
    icon("bolt", 14),
    words(element.text),
  );
}

function iconButton(element, block, surface) {
  const seen = element.visible_to_user_ids;
  if (seen?.length && !seen.includes(world.me.id)) return h("span", { hidden: true });
  const label = element.accessibility_label ?? element.text.text;
  return pressable(
    { class: "icon-button", "aria-label": label, title: element.text.text },
    (node) => surface.use(block, element, { type: "icon_button", value: element.value }, node),
    icon(element.icon, 16),
  );
}

function feedbackButtons(element, block, surface) {
  const one = ({ text, value, accessibility_label: label }, sign) =>
    pressable(
      { class: "icon-button feedback", "aria-label": label ?? text.text, title: text.text },
      (node) => surface.use(block, element, { type: "feedback_buttons", value }, node),
      h("span", { class: "emoji" }, sign),
    );
  return h(
    "span",
    { class: "feedback-pair", role: "group", "aria-label": "Feedback" },
    one(element.positive_button, "👍"),
    one(element.negative_button, "👎"),
  );
}

function overflow(element, block, surface) {
  const run = (option, anchor) =>
    surface.use(block, element, { type: "overflow", selected_option: option }, anchor, option.url);
  const show = (anchor) =>
    menu(
      anchor,
      element.options.map((option) => ({
        label: plain(option.text.text),
        note: option.description?.text,
        icon: option.url ? "link" : null,
        run: () => run(option, anchor),
      })),
    );
  const opens = { "aria-haspopup": "menu", "aria-expanded": "false" };
  return pressable({ class: "button overflow", "aria-label": "More options", ...opens }, show, icon("more"));
}

// The rich text input: a small editor with bold, italic, strike, code and lists.
import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { tellOfTyping, tells } from "./keeping.js";
import { editable, written } from "./rich_dom.js";

const LINE_PX = 22;
const MOST_LINES = 8;
const TOOLS = [
  ["Bold", "bold", "bold"],
  ["Italic", "italic", "italic"],
  ["Strikethrough", "strike", "strikeThrough"],
  ["Code", "code", null],
  ["Bulleted list", "list", "insertUnorderedList"],
  ["Numbered list", "numbers", "insertOrderedList"],
];

export function richField(element, block, surface, { id, labelId }) {
  const first = { type: element.type, rich_text_value: element.initial_value ?? null };
  const kept = surface.form.field(block.block_id, element.action_id, first).rich_text_value;
  const field = drawEditor(element, id, labelId, kept);
  const value = () => ({ type: element.type, rich_text_value: written(field) });
  const changed = () => {
    surface.form.set(block.block_id, element.action_id, value());
    field.classList.toggle("bare", !value().rich_text_value && !field.querySelector("li"));
  };
  field.addEventListener("input", changed);
  field.addEventListener("paste", pasteWords);
  const told = tells(block) ? tellOfTyping(field, element, () => surface.use(block, element, value(), field)) : null;
  changed();
  return h(
    "div",
    { class: "rich-shell field-shell" },
    h(
      "div",
      { class: "rich-tools", role: "toolbar", "aria-label": "Formatting" },
      TOOLS.map((tool) => draw(tool, field)),
    ),
    field,
    told ? h("div", { class: "field-note" }, told) : null,
  );
}

function drawEditor(element, id, labelId, kept) {
  const least = element.min_lines ?? 3;
  const most = element.max_lines ?? Math.max(MOST_LINES, least);
  const roles = { role: "textbox", "aria-multiline": "true", "aria-labelledby": labelId };
  return h(
    "div",
    {
      id,
      class: "rich-field rich-text",
      contenteditable: "true",
      ...roles,
      "aria-label": labelId ? null : (element.placeholder?.text ?? "Text"),
      style: { "min-height": `${least * LINE_PX + 16}px`, "max-height": `${most * LINE_PX + 16}px` },
      data: {
        actionId: element.action_id,
        placeholder: element.placeholder?.text ?? "",
        focus: element.focus_on_load ? "yes" : null,
      },
    },
    editable(kept),
  );
}

function draw([label, sign, command], field) {
  const press = (event) => {
    event.preventDefault();
    field.focus();
    if (command) document.execCommand(command);
    else toggleCode(field);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const look = { type: "button", class: "tool", "aria-label": label, title: label };
  const on = { mousedown: (event) => event.preventDefault(), click: press };
  return h("button", { ...look, on }, icon(sign, 16));
}

/** Puts what is selected into code, or takes it out again. */
function toggleCode(field) {
  const selection = getSelection();
  if (!selection.rangeCount || !field.contains(selection.anchorNode)) return;
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const code = (around.nodeType === Node.TEXT_NODE ? around.parentElement : around).closest?.("code");
  if (code && field.contains(code)) return code.replaceWith(...code.childNodes);
  if (range.collapsed) return;
  const fresh = h("code", null, range.extractContents());
  range.insertNode(fresh);
  selection.selectAllChildren(fresh);
}

/** What is pasted comes as plain words, so that nothing foreign gets in. */
function pasteWords(event) {
  event.preventDefault();
  document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
}

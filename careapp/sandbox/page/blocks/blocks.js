// Block Kit's layout blocks as DOM nodes; what this page does not know becomes a visible box.
import { h, newId, tabbable } from "../ui/dom.js";
import { markdown } from "../text/markdown.js";
import { richText } from "../text/rich_text.js";
import { chart } from "./chart.js";
import { element } from "./elements.js";
import { alertBox, card, carousel, container, remoteFile, video } from "./panels.js";
import { line, picture, unknown, words } from "./parts.js";
import { dataTable, table } from "./table.js";
import { plan, taskCard } from "./tasks.js";

export { unknown };

/** Draws all blocks on a surface; its form keeps the inputs that are drawn again and forgets the others. */
export function drawBlocks(blocks, surface) {
  surface.form.begin();
  const nodes = blocks.map((block, at) => drawBlock({ block_id: `block-${at}`, ...block }, surface));
  surface.form.end();
  return nodes;
}

/** Draws blocks anew in a region; the keyboard and the scroll stay where they were. */
export function redraw(region, blocks, surface) {
  const held = region.contains(document.activeElement) ? document.activeElement : null;
  const place = held && placeOf(held);
  const { selectionStart: from, selectionEnd: to } = held ?? {};
  const top = region.scrollTop;
  region.replaceChildren(...drawBlocks(blocks, surface));
  region.scrollTop = top;
  const again = place && nodeAt(region, place);
  if (!again) return;
  again.focus();
  if (Number.isInteger(from)) again.setSelectionRange?.(from, to);
}

/** Where a focused node stands: in which block, in which element, and which of its fields or buttons it is. */
function placeOf(node) {
  const carrier = node.closest("[data-action-id]");
  const block = node.closest("[data-block-id]");
  if (!carrier || !block) return null;
  const at = node === carrier ? -1 : tabbable(carrier).indexOf(node);
  return { blockId: block.dataset.blockId, actionId: carrier.dataset.actionId, at };
}

function nodeAt(region, { blockId, actionId, at }) {
  const named = (name, id) => `[data-${name}-id="${CSS.escape(id)}"]`;
  const carrier = region.querySelector(`${named("block", blockId)} ${named("action", actionId)}`);
  return carrier && at >= 0 ? tabbable(carrier)[at] : carrier;
}

/** One block, ready to be put anywhere on its surface. */
export function drawBlock(block, surface) {
  const draw = BLOCKS[block.type];
  const node = draw ? draw(block, surface) : unknown(block);
  node.classList.add("block", `block-${block.type}`);
  node.dataset.blockId = block.block_id;
  return node;
}

const BLOCKS = {
  section,
  header: (block) => h("div", { role: "heading", "aria-level": block.level ?? "3" }, words(block.text)),
  divider: () => h("hr"),
  context,
  actions,
  context_actions: actions,
  image,
  input,
  rich_text: richText,
  markdown: (block) => markdown(block.text),
  table,
  data_table: dataTable,
  data_visualization: chart,
  video,
  file: remoteFile,
  alert: alertBox,
  card,
  carousel: (block, surface) => carousel(block, (one) => drawBlock(one, surface)),
  container: (block, surface) => container(block, (one) => drawBlock(one, surface)),
  task_card: taskCard,
  plan,
};

function section(block, surface) {
  const fields =
    block.fields &&
    h(
      "div",
      { class: "fields" },
      block.fields.map((field) => line(field, "field-text")),
    );
  const aside = block.accessory && h("div", { class: "accessory" }, element(block.accessory, block, surface));
  return h("div", null, h("div", { class: "section-body" }, line(block.text, ""), fields), aside);
}

function context(block) {
  return h(
    "div",
    null,
    block.elements.map((part) =>
      part.type === "image"
        ? picture(part, "context-image")
        : part.text
          ? h("span", { class: "text" }, words(part))
          : unknown(part),
    ),
  );
}

function actions(block, surface) {
  return h(
    "div",
    null,
    block.elements.map((one) => element(one, block, surface)),
  );
}

function image(block) {
  const title = block.title && h("figcaption", null, words(block.title));
  return h("figure", null, title, picture(block, "block-picture"));
}

const GROUPED = new Set(["checkboxes", "radio_buttons", "rich_text_input"]);

function input(block, surface) {
  const ids = { id: newId("field"), labelId: newId("label"), hintId: block.hint ? newId("hint") : null };
  const optional = block.optional ? h("span", { class: "optional" }, " (optional)") : null;
  const label = h(
    "label",
    { id: ids.labelId, for: GROUPED.has(block.element.type) ? null : ids.id },
    words(block.label),
    optional,
  );
  const hint = block.hint && h("div", { class: "hint", id: ids.hintId }, words(block.hint));
  const node = h("div", null, label, element(block.element, block, surface, ids), hint);
  describe(node, ids.hintId);
  for (const field of fieldsOf(node)) if (!block.optional) field.setAttribute("aria-required", "true");
  return node;
}

const FIELDS = "input:not([type=radio], [type=checkbox]), textarea, .rich-field, .choices";
const fieldsOf = (node) => node.querySelectorAll(FIELDS);

function describe(node, ...ids) {
  const told = ids.filter(Boolean).join(" ");
  for (const field of fieldsOf(node))
    if (told) field.setAttribute("aria-describedby", told);
    else field.removeAttribute("aria-describedby");
}

/** Shows a sentence under an input block, or takes it away. */
export function showError(node, text) {
  node.querySelector(":scope > .field-error")?.remove();
  node.classList.toggle("invalid", Boolean(text));
  for (const field of fieldsOf(node)) field.setAttribute("aria-invalid", String(Boolean(text)));
  const errorId = text ? newId("error") : null;
  if (text) node.append(h("div", { class: "field-error", role: "alert", id: errorId }, text));
  describe(node, errorId, node.querySelector(":scope > .hint")?.id);
}

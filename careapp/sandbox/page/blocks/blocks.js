// Block Kit's layout blocks as DOM nodes; what this page does not know becomes a visible box.
import { h, newId, safeImage } from "../ui/dom.js";
import { plain } from "../text/entities.js";
import { markdown } from "../text/markdown.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { richText } from "../text/rich_text.js";
import { element } from "./elements.js";
import { table } from "./table.js";

/** Draws all blocks on a surface; its form keeps the inputs that are drawn again and forgets the others. */
export function drawBlocks(blocks, surface) {
  surface.form.begin();
  const nodes = blocks.map((block, at) => drawBlock({ block_id: `block-${at}`, ...block }, surface));
  surface.form.end();
  return nodes;
}

/** Draws blocks anew in a region; the keyboard and the scroll stay where they were. */
export function redraw(region, blocks, surface) {
  const held = document.activeElement;
  const id = region.contains(held) && held.closest("[data-action-id]")?.dataset.actionId;
  const { selectionStart: from, selectionEnd: to } = held;
  const top = region.scrollTop;
  region.replaceChildren(...drawBlocks(blocks, surface));
  region.scrollTop = top;
  const again = id && region.querySelector(`[data-action-id="${CSS.escape(id)}"]`);
  if (!again) return;
  again.focus();
  if (Number.isInteger(from)) again.setSelectionRange?.(from, to);
}

function drawBlock(block, surface) {
  const draw = BLOCKS[block.type];
  const node = draw ? draw(block, surface) : unknown(block);
  node.classList.add("block", `block-${block.type}`);
  node.dataset.blockId = block.block_id;
  return node;
}

const BLOCKS = {
  section,
  header,
  divider: () => h("hr"),
  context,
  actions,
  image,
  input,
  rich_text: richText,
  markdown: (block) => markdown(block.text),
  table,
};

export function unknown(thing) {
  return h(
    "details",
    { class: "unknown" },
    h("summary", null, h("b", null, thing.type ?? "no type"), " is not drawn by this sandbox. Show its JSON"),
    h("pre", null, JSON.stringify(thing, null, 2)),
  );
}

/** A text object (mrkdwn or plain_text) as nodes. */
export function words(text) {
  if (!text) return [];
  return text.type === "mrkdwn"
    ? mrkdwn(text.text, { verbatim: text.verbatim })
    : plain(text.text, text.emoji !== false);
}

function section(block, surface) {
  const fields =
    block.fields &&
    h(
      "div",
      { class: "fields" },
      block.fields.map((field) => h("div", { class: "text" }, words(field))),
    );
  const body = h(
    "div",
    { class: "section-body" },
    block.text ? h("div", { class: "text" }, words(block.text)) : null,
    fields,
  );
  const aside = block.accessory && h("div", { class: "accessory" }, element(block.accessory, block, surface));
  return h("div", null, body, aside);
}

function header(block) {
  return h("div", { role: "heading", "aria-level": "3" }, words(block.text));
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

/** An image of an address or of a file that Slack keeps; its alt text stands where it does not load. */
export function picture(block, look) {
  const file = block.slack_file;
  const src = safeImage(
    block.image_url ?? file?.url ?? (file?.id && `/_sandbox/file?id=${encodeURIComponent(file.id)}`),
  );
  const missing = () => h("span", { class: "picture-missing" }, block.alt_text || "An image that does not load");
  if (!src) return missing();
  return h("img", {
    class: look,
    src,
    alt: block.alt_text ?? "",
    on: { error: (event) => event.target.replaceWith(missing()) },
  });
}

const GROUPED = new Set(["checkboxes", "radio_buttons"]);

function input(block, surface) {
  const ids = { id: newId("field"), labelId: newId("label") };
  const optional = block.optional ? h("span", { class: "optional" }, " (optional)") : null;
  const label = h(
    "label",
    { id: ids.labelId, for: GROUPED.has(block.element.type) ? null : ids.id },
    words(block.label),
    optional,
  );
  const hint = block.hint && h("div", { class: "hint" }, words(block.hint));
  return h("div", null, label, element(block.element, block, surface, ids), hint);
}

/** Shows a sentence under an input block, or takes it away. */
export function showError(node, text) {
  node.querySelector(":scope > .field-error")?.remove();
  node.classList.toggle("invalid", Boolean(text));
  for (const field of node.querySelectorAll("input, textarea"))
    field.setAttribute("aria-invalid", String(Boolean(text)));
  if (text) node.append(h("div", { class: "field-error", role: "alert" }, text));
}

// The table block: rows of raw or rich text, with each column's alignment.
import { h } from "../ui/dom.js";
import { richText } from "../text/rich_text.js";

export function table(block) {
  const settings = block.column_settings ?? [];
  const cell = (content, tag, at) => {
    const { align = "left", is_wrapped: wrapped } = settings[at] ?? {};
    return h(tag, { class: wrapped ? "wrapped" : "", style: { "text-align": align } }, inside(content));
  };
  const row = (cells, at) =>
    h(
      "tr",
      null,
      cells.map((content, column) => cell(content, at ? "td" : "th", column)),
    );
  return h(
    "div",
    { class: "table-wrap", tabindex: "0" },
    h("table", null, h("tbody", null, (block.rows ?? []).map(row))),
  );
}

function inside(content) {
  if (content.type === "rich_text") return richText(content);
  return (
    content.text ??
    (content.value !== undefined ? String(content.value) : h("code", { class: "unknown-inline" }, content.type))
  );
}

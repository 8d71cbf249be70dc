// Between Slack's rich text and what a person edits in the browser: sections, lists, quotes, and styles of text.
import { h } from "../ui/dom.js";
import { richText } from "../text/rich_text.js";

const TAGS = {
  B: "bold",
  STRONG: "bold",
  I: "italic",
  EM: "italic",
  S: "strike",
  STRIKE: "strike",
  DEL: "strike",
  U: "underline",
  CODE: "code",
};
const LISTS = { UL: "bullet", OL: "ordered" };
const BREAKS = new Set(["DIV", "P", "BLOCKQUOTE", "PRE", ...Object.keys(LISTS)]);

/** Nodes to edit, from a rich_text block. */
export function editable(block) {
  return block ? [...richText(block).childNodes] : [h("div", null, h("br"))];
}

/** The rich_text block that was written in a node, or null where nothing was. */
export function written(root) {
  const parts = partsOf(root, {});
  const isEmpty = !parts.some((part) => JSON.stringify(part.elements).includes('"type":"text"') || mentions(part));
  return isEmpty ? null : { type: "rich_text", elements: parts };
}

const mentions = (part) => /"type":"(user|emoji|channel|link)"/.test(JSON.stringify(part.elements));

/** The block-level parts inside a node; lines that follow each other are one section. */
function partsOf(node, style) {
  const parts = [];
  let line = null;
  const flow = (elements) => {
    if (!line) parts.push((line = { type: "rich_text_section", elements: [] }));
    line.elements.push(...elements);
  };
  for (const child of node.childNodes) {
    if (!BREAKS.has(child.nodeName)) flow(inline(child, style));
    else {
      if (line) breakAfter(line);
      const inner = blockOf(child, style);
      const isLine = !inner.length || (inner.length === 1 && inner[0].type === "rich_text_section");
      if (isLine) flow(inner[0]?.elements ?? []);
      else {
        parts.push(...inner);
        line = null;
      }
    }
  }
  return parts.map(tidy).filter((part) => part.elements.length);
}

const breakAfter = (line) => line.elements.length && line.elements.push({ type: "text", text: "\n" });

function blockOf(node, style) {
  if (node.nodeName === "BLOCKQUOTE") return [{ type: "rich_text_quote", elements: inlineOf(node, style) }];
  if (node.nodeName === "PRE") return [{ type: "rich_text_preformatted", elements: textOf(node) }];
  const kind = LISTS[node.nodeName];
  if (!kind) return partsOf(node, style);
  const items = [...node.children].filter((item) => item.nodeName === "LI");
  const elements = items.map((item) => tidy({ type: "rich_text_section", elements: inlineOf(item, style) }));
  return [{ type: "rich_text_list", style: kind, elements }];
}

const textOf = (node) => (node.textContent ? [{ type: "text", text: node.textContent }] : []);
const inlineOf = (node, style) => [...node.childNodes].flatMap((child) => inline(child, style));

function inline(node, style) {
  if (node.nodeType === Node.TEXT_NODE) return node.data ? [styled({ type: "text", text: node.data }, style)] : [];
  if (node.nodeName === "BR") return [{ type: "text", text: "\n" }];
  if (node.nodeName === "A") return [styled({ type: "link", url: node.href, text: node.textContent }, style)];
  if (node.dataset?.user) return [styled({ type: "user", user_id: node.dataset.user }, style)];
  const name = TAGS[node.nodeName];
  return inlineOf(node, name ? { ...style, [name]: true } : style);
}

const styled = (element, style) => (Object.keys(style).length ? { ...element, style } : element);

/** Texts of one style become one; the line break that ends a part is the browser's, not the person's. */
function tidy(part) {
  if (part.type === "rich_text_list") return part;
  const joined = [];
  for (const element of part.elements) {
    const last = joined.at(-1);
    const alike = last?.type === "text" && element.type === "text" && same(last.style, element.style);
    if (alike) last.text += element.text;
    else joined.push({ ...element });
  }
  const last = joined.at(-1);
  if (last?.type === "text") last.text = last.text.replace(/\n+$/, "");
  return { ...part, elements: joined.filter((element) => element.type !== "text" || element.text) };
}

const same = (one, other) => JSON.stringify(one ?? {}) === JSON.stringify(other ?? {});

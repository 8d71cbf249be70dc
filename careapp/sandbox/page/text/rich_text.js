// The rich_text block as DOM nodes: sections, lists, quotes and preformatted text.
import { h } from "../ui/dom.js";
import { broadcastNode, channelNode, dateNode, emojiNode, groupNode, linkNode, personNode } from "./entities.js";

const BULLETS = ["disc", "circle", "square"];
const NUMBERS = ["decimal", "lower-alpha", "lower-roman"];

export function richText(block) {
  return h("div", { class: "rich-text" }, (block.elements ?? []).map(part));
}

function part(element) {
  const draw = PARTS[element.type];
  return draw ? draw(element) : h("code", { class: "unknown-inline" }, JSON.stringify(element));
}

const PARTS = {
  rich_text_section: (section) => h("div", { class: "rich-section" }, inner(section)),
  rich_text_quote: (quote) => h("blockquote", null, inner(quote)),
  rich_text_preformatted: (code) => h("pre", null, inner(code)),
  rich_text_list: list,
};

function inner(element) {
  return (element.elements ?? []).map(leaf);
}

function list(element) {
  const ordered = element.style === "ordered";
  const indent = element.indent ?? 0;
  const marks = ordered ? NUMBERS : BULLETS;
  const look = { "list-style-type": marks[indent % marks.length], "margin-left": `${indent * 24}px` };
  const start = ordered && element.offset ? element.offset + 1 : undefined;
  return h(
    ordered ? "ol" : "ul",
    { style: look, start, class: element.border ? "bordered" : "" },
    (element.elements ?? []).map((item) =>
      h("li", null, item.type === "rich_text_section" ? inner(item) : part(item)),
    ),
  );
}

function leaf(element) {
  const draw = LEAVES[element.type];
  if (!draw) return h("code", { class: "unknown-inline", title: JSON.stringify(element) }, element.type);
  return styled(draw(element), element.style ?? {});
}

const LEAVES = {
  text: (element) => document.createTextNode(element.text),
  emoji: (element) => emojiNode(toned(element), element.unicode),
  link: (element) => linkNode(element.url, element.text),
  user: (element) => personNode(element.user_id),
  usergroup: (element) => groupNode(element.usergroup_id),
  channel: (element) => channelNode(element.channel_id),
  broadcast: (element) => broadcastNode(element.range),
  date: (element) => dateNode(element.timestamp, element.format, element.url, element.fallback),
  color: (element) =>
    h(
      "code",
      { class: "colour" },
      h("span", { class: "swatch", style: { background: element.value } }),
      element.value,
    ),
};

const toned = ({ name, skin_tone: tone }) => (tone ? `${name}::skin-tone-${tone}` : name);

const STYLES = { bold: "b", italic: "i", strike: "s", underline: "u", code: "code", highlight: "mark" };

function styled(node, style) {
  return Object.keys(STYLES).reduce(
    (inside, name) => (style[name] ? h(STYLES[name], null, inside) : inside),
    node,
  );
}

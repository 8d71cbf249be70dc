// Standard Markdown (the markdown block) as DOM nodes: headings, lists, quotes, code, tables, rules and spans.
import { h } from "../ui/dom.js";
import { entity } from "./mrkdwn.js";
import { linkNode, plain } from "./entities.js";

export const markdown = (text) => h("div", { class: "markdown" }, parts((text ?? "").split("\n")));

const FENCE = /^\s*```/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;
const QUOTE = /^\s*>\s?/;
const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const TABLE_LINE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

function parts(lines) {
  const made = [];
  while (lines.length) {
    if (!lines[0].trim()) lines.shift();
    else made.push(nextPart(lines));
  }
  return made;
}

function nextPart(lines) {
  const heading = HEADING.exec(lines[0]);
  if (FENCE.test(lines[0])) return fence(lines);
  if (heading) return lines.shift() && h(`h${heading[1].length}`, null, spans(heading[2]));
  if (RULE.test(lines[0])) return lines.shift() && h("hr");
  if (QUOTE.test(lines[0]))
    return h(
      "blockquote",
      null,
      parts(takeWhile(lines, (line) => QUOTE.test(line)).map((line) => line.replace(QUOTE, ""))),
    );
  if (ITEM.test(lines[0])) return list(lines);
  if (lines[1]?.includes("|") && TABLE_LINE.test(lines[1]))
    return table(takeWhile(lines, (line) => line.includes("|")));
  return h("p", null, spans(takeWhile(lines, isProse).join("\n")));
}

const isProse = (line) => line.trim() && ![FENCE, HEADING, RULE, QUOTE, ITEM].some((kind) => kind.test(line));

function takeWhile(lines, test) {
  const taken = [lines.shift()];
  while (lines.length && test(lines[0])) taken.push(lines.shift());
  return taken;
}

function fence(lines) {
  lines.shift();
  const inside = [];
  while (lines.length && !FENCE.test(lines[0])) inside.push(lines.shift());
  lines.shift();
  return h("pre", null, inside.join("\n"));
}

/** Takes one list: items at this depth, with deeper lines given to the item they belong to. */
function list(lines) {
  const [, lead, mark] = ITEM.exec(lines[0]);
  const ordered = /\d/.test(mark);
  const items = [];
  while (lines.length && ITEM.exec(lines[0])?.[1].length === lead.length) {
    const text = ITEM.exec(lines.shift())[3];
    const deeper = [];
    while (lines.length && lines[0].trim() && lines[0].search(/\S/) > lead.length) deeper.push(lines.shift());
    items.push(item(text, deeper));
  }
  return h(ordered ? "ol" : "ul", { start: ordered ? parseInt(mark, 10) : undefined }, items);
}

function item(text, deeper) {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(text);
  const words = task ? [task[1] === " " ? "☐ " : "☑ ", ...spans(task[2])] : spans(text);
  return h("li", null, words, parts(deeper));
}

function table(lines) {
  const cells = (line) =>
    line
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => cell.trim());
  const sides = cells(lines[1]).map((rule) =>
    rule.endsWith(":") ? (rule.startsWith(":") ? "center" : "right") : "left",
  );
  const row = (line, tag) =>
    h(
      "tr",
      null,
      cells(line).map((cell, at) => h(tag, { style: { "text-align": sides[at] ?? "left" } }, spans(cell))),
    );
  return h(
    "div",
    { class: "table-wrap" },
    h(
      "table",
      null,
      h("thead", null, row(lines[0], "th")),
      h(
        "tbody",
        null,
        lines.slice(2).map((line) => row(line, "td")),
      ),
    ),
  );
}

const SPANS = [
  [/`([^`]+)`/, (found) => h("code", null, found[1])],
  [/!?\[([^\]]+)\]\(([^)\s]+)\)/, (found) => linkNode(found[2], found[1])],
  [/<([@#!][^<>\s]+|https?:[^<>\s]+)>/, (found) => entity(found[1])],
  [/\bhttps?:\/\/[^\s<>)]*[^\s<>).,;:!?]/, (found) => linkNode(found[0])],
  [
    /\*\*(?=\S)([\s\S]*?\S)\*\*|(?<!\w)__(?=\S)([\s\S]*?\S)__(?!\w)/,
    (found) => h("b", null, spans(found[1] ?? found[2])),
  ],
  [
    /\*(?=[^\s*])([^*]*[^\s*])\*|(?<!\w)_(?=\S)([^_]*\S)_(?!\w)/,
    (found) => h("i", null, spans(found[1] ?? found[2])),
  ],
  [/~~(?=\S)([\s\S]*?\S)~~/, (found) => h("s", null, spans(found[1]))],
];

function spans(text) {
  const hits = SPANS.map(([pattern, node]) => ({ found: pattern.exec(text), node })).filter((hit) => hit.found);
  const hit = hits.sort((one, other) => one.found.index - other.found.index)[0];
  if (!hit) return plain(text);
  const { index, 0: whole } = hit.found;
  return [...plain(text.slice(0, index)), hit.node(hit.found), ...spans(text.slice(index + whole.length))];
}

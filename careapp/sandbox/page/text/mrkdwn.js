// Slack's mrkdwn as DOM nodes: emphasis, code, quotes, entities and emoji, from text in which & < > are escaped.
import { h } from "../ui/dom.js";
import {
  broadcastNode,
  channelNode,
  dateNode,
  groupNode,
  linkNode,
  personNode,
  plain,
  unescape,
} from "./entities.js";

const FENCE = /```\n?([\s\S]+?)\n?```/;
const ENTITY = /<([^<>]+)>/;
const CODE = /`([^`\n]+)`/;
const SPANS = [
  ["*", "b"],
  ["_", "i"],
  ["~", "s"],
];

/** Returns a list of nodes and strings. With verbatim, bare links stay as they are. */
export function mrkdwn(text, { verbatim = false } = {}) {
  const fence = FENCE.exec(text ?? "");
  if (!fence) return quotes(text ?? "", verbatim);
  const before = text.slice(0, fence.index);
  const after = text.slice(fence.index + fence[0].length).replace(/^\n/, "");
  return [
    ...quotes(before.replace(/\n$/, ""), verbatim),
    h("pre", null, unescape(bareEntities(fence[1]))),
    ...mrkdwn(after, { verbatim }),
  ];
}

const bareEntities = (text) => text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target, label) => label ?? target);

function quotes(text, verbatim) {
  const made = [];
  let plainLines = [];
  let quoted = [];
  const flush = () => {
    if (quoted.length) made.push(h("blockquote", null, ...inline(quoted.join("\n"), verbatim)));
    else if (plainLines.length) made.push(...inline(plainLines.join("\n"), verbatim));
    [plainLines, quoted] = [[], []];
  };
  for (const line of text ? text.split("\n") : []) {
    const quote = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    if (Boolean(quote) !== Boolean(quoted.length)) flush();
    if (quote) quoted.push(quote[1]);
    else plainLines.push(line);
  }
  flush();
  return made;
}

function inline(text, verbatim) {
  if (!text) return [];
  const first = [codeIn(text), entityIn(text), ...SPANS.map(([mark, tag]) => spanIn(text, mark, tag, verbatim))];
  const hit = first.filter(Boolean).sort((one, other) => one.at - other.at)[0];
  if (!hit) return words(text, verbatim);
  const rest = text.slice(hit.at + hit.length);
  return [...words(text.slice(0, hit.at), verbatim), hit.node(), ...inline(rest, verbatim)];
}

function codeIn(text) {
  const found = CODE.exec(text);
  return (
    found && {
      at: found.index,
      length: found[0].length,
      node: () => h("code", null, unescape(bareEntities(found[1]))),
    }
  );
}

function entityIn(text) {
  const found = ENTITY.exec(text);
  return found && { at: found.index, length: found[0].length, node: () => entity(found[1]) };
}

/** The first span between two marks that hug words, on one line: *so*, not 2 * 3 * 4 nor snake_case_name. */
function spanIn(text, mark, tag, verbatim) {
  const sign = mark === "*" ? "\\*" : mark;
  const pattern = new RegExp(
    `(?<![\\w${sign}])${sign}(?![\\s${sign}])([^\\n]*?[^\\s${sign}])${sign}(?![\\w${sign}])`,
  );
  const found = pattern.exec(text);
  return (
    found && { at: found.index, length: found[0].length, node: () => h(tag, null, ...inline(found[1], verbatim)) }
  );
}

const BARE_LINK = /\bhttps?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]]/;

function words(text, verbatim) {
  const link = verbatim ? null : BARE_LINK.exec(text);
  if (!link) return plain(unescape(text));
  const after = text.slice(link.index + link[0].length);
  return [...plain(unescape(text.slice(0, link.index))), linkNode(unescape(link[0])), ...words(after, verbatim)];
}

/** What stands between < and >: <@U1>, <#C1|name>, <!here>, <!subteam^S1>, <!date^...>, <https://...|label>. */
export function entity(inside) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : unescape(inside.slice(bar + 1));
  if (/^@[UW]/.test(target)) return personNode(target.slice(1), label);
  if (/^#[CGD]/.test(target)) return channelNode(target.slice(1), label);
  if (target.startsWith("!subteam^")) return groupNode(target.split("^")[1], label);
  if (target.startsWith("!date^")) return dateOf(target, label);
  if (target.startsWith("!")) return broadcastNode(target.slice(1));
  return linkNode(unescape(target), label);
}

function dateOf(target, fallback) {
  const [, seconds, pattern, url] = target.split("^");
  return dateNode(seconds, unescape(pattern ?? ""), url, fallback);
}

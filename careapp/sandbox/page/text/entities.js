// The small things inside text: people, groups, channels, links, dates, emoji, as DOM nodes.
import { h, safeUrl } from "../ui/dom.js";
import { personOf, world } from "../world/state.js";
import { fullDate, slackDate } from "../world/time.js";
import { signFromCodes, signOf } from "./emoji.js";

/** What a click on a person or channel does; the page's frame sets it. */
export const doors = { person: () => {}, channel: () => {}, message: () => {} };

export function personNode(id, label) {
  const known = world.people.get(id);
  const name = known?.name ?? label ?? id;
  const me = id === world.me.id ? " me" : "";
  return h(
    "button",
    {
      type: "button",
      class: `mention${me}`,
      data: { user: id },
      on: { click: (event) => doors.person(id, event.currentTarget) },
    },
    `@${name}`,
  );
}

export function groupNode(id, label) {
  const group = world.groups.find((one) => one.id === id);
  const mine = group?.members.includes(world.me.id) ? " me" : "";
  const names = group?.members.map((member) => personOf(member).name).join(", ");
  return h(
    "span",
    { class: `mention${mine}`, title: names },
    `@${group?.handle ?? (label ?? id).replace(/^@/, "")}`,
  );
}

export const broadcastNode = (range) => h("span", { class: "mention me" }, `@${range}`);

export function channelNode(id, label) {
  const channel = world.channels.get(id);
  if (!channel) return h("span", { class: "mention" }, label ? `#${label}` : "#private-channel");
  const name = channel.kind === "im" ? personOf(channel.with).name : channel.name;
  return h("button", { type: "button", class: "mention", on: { click: () => doors.channel(id) } }, `#${name}`);
}

/** A link; one to a message of this workspace leads there within the page. */
export function linkNode(url, label) {
  const href = safeUrl(url);
  const inside = placeOf(href);
  const text = label?.length ? label : url.replace(/^(mailto|tel):/, "");
  if (inside) return h("a", { href, on: { click: (event) => (event.preventDefault(), doors.message(inside)) } }, text);
  return href ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, text) : h("span", null, text);
}

const PERMALINK = /^https:\/\/([\w-]+)\.slack\.com\/archives\/(\w+)(?:\/p(\d{10})(\d{6}))?(?:\?(.*))?$/;

/** The place in this page that Slack's address of a channel or message stands for; null for all others. */
export function placeOf(url) {
  const [, domain, channel, seconds, micros, query] = PERMALINK.exec(url ?? "") ?? [];
  if (domain !== world.team.domain || !world.channels.has(channel)) return null;
  const message = seconds ? `${seconds}.${micros}` : null;
  return { channel, message, thread: new URLSearchParams(query).get("thread_ts") };
}

export function emojiNode(name, codes) {
  const sign = signOf(name) ?? (codes ? signFromCodes(codes) : null);
  if (!sign) return document.createTextNode(`:${name}:`);
  return h("span", { class: "emoji", role: "img", "aria-label": name, title: `:${name}:` }, sign);
}

export function dateNode(seconds, pattern, url, fallback) {
  if (!Number.isFinite(Number(seconds))) return document.createTextNode(fallback ?? "");
  const text = slackDate(seconds, pattern);
  const title = fullDate(new Date(Number(seconds) * 1000));
  return safeUrl(url) ? linkNode(url, text) : h("time", { title }, text);
}

/** Plain words in which only emoji names become emoji. */
export function plain(text, emoji = true) {
  if (!emoji) return [text];
  return text.split(/(:[a-z0-9_+'-]+(?:::skin-tone-\d)?:)/).map((part) => {
    const name = /^:(.+):$/.exec(part)?.[1];
    return name && signOf(name) ? emojiNode(name) : part;
  });
}

export const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

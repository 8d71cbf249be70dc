// One message as a DOM node: author, words or blocks, files, reactions, its thread.
import { h, safeImage } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { avatar } from "../ui/avatar.js";
import { drawBlocks, unknown } from "../blocks/blocks.js";
import { Surface } from "../blocks/surface.js";
import { doors } from "../text/entities.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { oneLine } from "../text/typed.js";
import { isQuiet, personOf, world } from "../world/state.js";
import { address, go, openThread, replyTo } from "../world/place.js";
import { ago, clockTime, fullDate, instantOf, nearDay, shortTime } from "../world/time.js";
import { dismiss } from "./conversation.js";
import { reactionBar } from "./reactions.js";

const surfaces = new Map();

/** The surface of a message's blocks, the same each time it is drawn. */
function surfaceOf(channel, message) {
  const key = `${channel}/${message.ts}`;
  if (!surfaces.has(key)) surfaces.set(key, new Surface("message", { channel, message_ts: message.ts }, channel));
  return surfaces.get(key);
}

/** The message was deleted, but its thread is there. */
const isGone = ({ subtype }) => subtype === "tombstone";

export function author(message) {
  if (isGone(message)) return { name: "Slackbot", local: true, sign: "trash" };
  const person = personOf(message.user ?? message.bot_profile?.user_id);
  const isBot = Boolean(message.bot_id || person.is_bot);
  const name =
    message.username ?? (world.people.has(person.id) ? person.name : (message.bot_profile?.name ?? person.name));
  return { ...person, name, isBot, local: message.local };
}

/** situation: {channel, compact, inThread, editor: node | null}. */
export function drawMessage(message, situation) {
  const who = author(message);
  const at = instantOf(message.ts);
  const states = { compact: situation.compact, ephemeral: message.ephemeral, pinned: message.pinned_to };
  const looks = ["message", ...Object.keys(states).filter((state) => states[state])].join(" ");
  const time = (look, text) => timeLink(look, text, message, situation.channel);
  return h(
    "div",
    {
      class: looks,
      role: "article",
      tabindex: "-1",
      "aria-label": summary(message, who, at),
      data: { ts: message.ts, user: message.user },
    },
    message.ephemeral ? h("div", { class: "only-you" }, icon("eye", 14), "Only visible to you") : null,
    message.pinned_to ? h("div", { class: "pinned-mark" }, icon("pin", 14), "Pinned") : null,
    h("div", { class: "gutter" }, situation.compact ? time("gutter-time", shortTime(at)) : faceOf(who)),
    h(
      "div",
      { class: "message-body" },
      situation.compact || isGone(message) ? null : headOf(who, time("time", clockTime(at))),
      situation.editor ?? inside(message, situation),
    ),
  );
}

/** What a screen reader says of a message that is reached with the arrows. */
function summary(message, who, at) {
  const marks = [
    message.ephemeral ? "only visible to you" : "",
    message.pinned_to ? "pinned" : "",
    message.edited ? "edited" : "",
    message.files?.length ? counted(message.files.length, "file") : "",
    message.reactions?.length ? counted(message.reactions.length, "reaction") : "",
    message.reply_count ? counted(message.reply_count, "reply", "replies") : "",
  ];
  const words = oneLine(message.text);
  return [`${who.name}, ${clockTime(at)}${words ? `: ${words}` : ""}`, ...marks].filter(Boolean).join(", ");
}

function faceOf(who) {
  const show = (event) => !who.local && doors.person(who.id, event.currentTarget);
  return h(
    "button",
    { type: "button", class: "face", tabindex: "-1", "aria-label": who.name, on: { click: show } },
    who.local ? h("span", { class: "avatar sandbox" }, icon(who.sign ?? "bolt")) : avatar(who, 36),
  );
}

function headOf(who, time) {
  const show = (event) => !who.local && doors.person(who.id, event.currentTarget);
  return h(
    "div",
    { class: "message-head" },
    h("button", { type: "button", class: "author", tabindex: "-1", on: { click: show } }, who.name),
    who.isBot ? h("span", { class: "badge" }, "APP") : null,
    time,
  );
}

/** The time leads to the message itself, as a link that can be copied. */
function timeLink(look, text, message, channel) {
  const to = { channel, thread: replyTo(message), message: message.ts };
  const follow = (event) => {
    event.preventDefault();
    go(to);
  };
  if (message.ephemeral) return h("span", { class: look }, text);
  return h("a", { class: look, href: address(world.me.id, to), tabindex: "-1", on: { click: follow } }, text);
}

function inside(message, situation) {
  const bar = message.reply_count && !situation.inThread ? threadBar(message) : null;
  if (isGone(message)) return [h("div", { class: "text quiet" }, "This message was deleted."), bar];
  return [
    message.subtype === "thread_broadcast" ? broadcastLine(message, situation) : null,
    content(message, situation.channel),
    (message.attachments ?? []).map((attachment) =>
      drawAttachment(attachment, surfaceOf(situation.channel, message)),
    ),
    message.files?.length ? h("div", { class: "files" }, message.files.map(drawFile)) : null,
    message.ephemeral
      ? h(
          "button",
          {
            type: "button",
            class: "link-button dismiss",
            on: { click: () => dismiss(situation.channel, message) },
          },
          "Dismiss message",
        )
      : null,
    reactionBar(message, situation.channel),
    bar,
  ];
}

function broadcastLine(message, { channel, inThread }) {
  const { name } = world.channels.get(channel) ?? {};
  if (inThread) return h("div", { class: "broadcast" }, `Also sent to ${name ? `#${name}` : "the channel"}`);
  return h(
    "button",
    { type: "button", class: "link-button broadcast", on: { click: () => openThread(message.thread_ts) } },
    "replied to a thread",
  );
}

function content(message, channel) {
  const edited = message.edited
    ? h("span", { class: "edited", title: fullDate(instantOf(message.edited.ts)) }, " (edited)")
    : null;
  if (message.blocks?.length && !isTyped(message))
    return [h("div", { class: "blocks" }, drawBlocks(message.blocks, surfaceOf(channel, message))), edited];
  if (!message.text) return edited;
  return h("div", { class: `text${isQuiet(message) ? " quiet" : ""}` }, mrkdwn(message.text), edited);
}

/** What a person typed is drawn from its text, which keeps *marks* that the composer's rich_text leaves plain. */
const isTyped = (message) =>
  message.client_msg_id && message.blocks.length === 1 && message.blocks[0].type === "rich_text";

function drawAttachment(attachment, surface) {
  const stripe = attachment.color ? `#${attachment.color.replace(/^#/, "")}` : null;
  const text = attachment.text ?? attachment.fallback;
  return h(
    "div",
    { class: "attachment", style: stripe ? { "border-color": stripe } : {} },
    attachment.pretext ? h("div", { class: "text" }, mrkdwn(attachment.pretext)) : null,
    attachment.title ? h("b", null, attachment.title) : null,
    attachment.blocks
      ? drawBlocks(attachment.blocks, surface)
      : h("div", { class: "text" }, text ? mrkdwn(text) : unknown(attachment)),
  );
}

function drawFile(file) {
  const address = safeImage(file.url_private ?? file.url_private_download);
  const isImage = (file.mimetype ?? "").startsWith("image/") && address;
  const name = file.title ?? file.name ?? file.id;
  const box = h("a", {
    class: `file${isImage ? " picture" : ""}`,
    href: address,
    target: "_blank",
    rel: "noopener",
    download: isImage ? null : file.name,
  });
  box.append(
    ...(isImage
      ? [h("span", { class: "file-name" }, name), h("img", { src: address, alt: file.alt_txt || name })]
      : [h("b", null, name), h("span", { class: "menu-note" }, file.pretty_type ?? file.mimetype ?? "")]),
  );
  return box;
}

function threadBar(message) {
  const count = message.reply_count;
  return h(
    "button",
    {
      type: "button",
      class: "thread-bar",
      data: { testid: "thread-bar" },
      on: { click: () => openThread(message.ts) },
    },
    h(
      "span",
      { class: "thread-faces" },
      (message.reply_users ?? []).slice(0, 5).map((id) => avatar(personOf(id), 22)),
    ),
    h("span", { class: "thread-count" }, counted(count, "reply", "replies")),
    message.latest_reply
      ? h("span", { class: "thread-last" }, `Last reply ${lastReply(instantOf(message.latest_reply))}`)
      : null,
    h("span", { class: "thread-go" }, "View thread", icon("right", 14)),
  );
}

const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

function lastReply(date) {
  const near = nearDay(date);
  return near === "today" || near === "yesterday" ? `${near} at ${clockTime(date)}` : ago(date);
}

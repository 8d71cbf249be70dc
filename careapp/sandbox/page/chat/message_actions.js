// What can be done with a message: quick reactions, thread, the app's shortcuts, pin, edit, delete, link.
import * as api from "../world/api.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { ask } from "../ui/dialog.js";
import { toast } from "../ui/layers.js";
import { menu } from "../ui/menu.js";
import { pickEmoji } from "../ui/emoji_picker.js";
import { emojiNode } from "../text/entities.js";
import { address, openThread, replyTo } from "../world/place.js";
import { tell, world } from "../world/state.js";
import { isMine } from "./conversation.js";
import { hasReacted, toggle } from "./reactions.js";

const QUICK = ["white_check_mark", "eyes", "raised_hands"];

/** The bar that appears over a message under the pointer or the keyboard's focus. */
export function toolbar(message, situation) {
  if (message.ephemeral || message.subtype === "tombstone") return null;
  const { channel, inThread } = situation;
  const tool = (label, sign, run, more = {}) =>
    h(
      "button",
      {
        type: "button",
        class: "tool",
        "aria-label": label,
        title: label,
        ...more,
        on: { click: (event) => run(event.currentTarget) },
      },
      sign,
    );
  const quick = QUICK.map((name) =>
    tool(`React with ${name}`, emojiNode(name), () => toggle(message, channel, name, !hasReacted(message, name))),
  );
  return h(
    "div",
    { class: "toolbar", role: "toolbar", "aria-label": "Message actions" },
    quick,
    tool("Add reaction", icon("smile"), (anchor) =>
      pickEmoji(anchor, (name) => toggle(message, channel, name, true)),
    ),
    inThread ? null : tool("Reply in thread", icon("reply"), () => openThread(message.thread_ts ?? message.ts)),
    tool("More actions", icon("more"), (anchor) => showMore(anchor, message, situation), {
      "aria-haspopup": "menu",
    }),
  );
}

function showMore(anchor, message, situation) {
  const mine = isMine(message);
  menu(anchor, [
    ...shortcuts(message, situation.channel),
    { label: "Copy link", icon: "link", run: () => copyLink(situation.channel, message) },
    pinning(situation.channel, message),
    situation.inThread
      ? null
      : { label: "Mark unread", icon: "eye", testid: "mark-unread", run: () => markUnread(situation.channel, message) },
    mine ? "line" : null,
    mine
      ? { label: "Edit message", icon: "pencil", testid: "edit-message", run: () => situation.edit(message.ts) }
      : null,
    mine
      ? {
          label: "Delete message…",
          icon: "trash",
          danger: true,
          testid: "delete-message",
          run: () => remove(situation.channel, message),
        }
      : null,
  ]);
}

function shortcuts(message, channel) {
  const offered = world.shortcuts.filter((shortcut) => shortcut.type === "message");
  if (!offered.length) return [];
  const run = (shortcut) => useShortcut({ callback_id: shortcut.callback_id, channel, message_ts: message.ts });
  return [
    { heading: "Message shortcuts" },
    ...offered.map((shortcut) => ({
      label: shortcut.name,
      note: world.app.name,
      icon: "bolt",
      run: () => run(shortcut),
    })),
    "line",
  ];
}

export async function useShortcut(body) {
  const delivery = await api.shortcut(body).catch((error) => ({ error: error.message }));
  if (!delivery.ok) toast(`That didn't work. ${world.app.name} did not answer (${delivery.error}).`, "error");
}

function pinning(channel, { ts, pinned_to }) {
  const run = () => api.pin({ channel, ts, on: !pinned_to }).catch((error) => toast(error.message, "error"));
  return { label: pinned_to ? "Unpin from channel" : "Pin to channel", icon: "pin", testid: "pin-message", run };
}

async function remove(channel, message) {
  const sure = await ask({
    title: "Delete message",
    text: "Do you want to delete this message? There is no way back.",
    confirm: "Delete",
    danger: true,
  });
  if (sure) await api.remove({ channel, ts: message.ts }).catch((error) => toast(error.message, "error"));
}

async function copyLink(channel, message) {
  const to = address(world.me.id, { channel, thread: replyTo(message), message: message.ts });
  await navigator.clipboard?.writeText(new URL(to, location).href).catch(() => {});
  toast("Link copied");
}

/** The person has read up to just before this message. */
async function markUnread(channel, { ts }) {
  const before = (Number(ts) - 1e-6).toFixed(6);
  tell("unreading");
  await api.mark({ channel, ts: before }).catch((error) => toast(error.message, "error"));
  tell("unread", { channel, ts });
}

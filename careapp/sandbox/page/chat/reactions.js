// Reactions under a message, and the picker that adds one.
import * as api from "../world/api.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { toast } from "../ui/layers.js";
import { pickEmoji } from "../ui/emoji_picker.js";
import { emojiNode } from "../text/entities.js";
import { personOf, world } from "../world/state.js";

export function reactionBar(message, channel) {
  if (!message.reactions?.length) return null;
  const add = ({ currentTarget }) => pickEmoji(currentTarget, (name) => toggle(message, channel, name, true));
  return h(
    "div",
    { class: "reactions", role: "group", "aria-label": "Reactions" },
    message.reactions.map((reaction) => pill(reaction, message, channel)),
    h(
      "button",
      { type: "button", class: "reaction add", "aria-label": "Add reaction", on: { click: add } },
      icon("smile", 16),
    ),
  );
}

function pill({ name, count, users = [] }, message, channel) {
  const mine = users.includes(world.me.id);
  const who = users.map((id) => (id === world.me.id ? "You" : personOf(id).name));
  const look = {
    type: "button",
    class: `reaction${mine ? " mine" : ""}`,
    "aria-pressed": String(mine),
    data: { name },
  };
  const title = `${listed(who)} reacted with :${name}:`;
  return h(
    "button",
    {
      ...look,
      title,
      "aria-label": `${count} ${name}. ${title}`,
      on: { click: () => toggle(message, channel, name, !mine) },
    },
    emojiNode(name),
    h("span", { class: "reaction-count" }, String(count)),
  );
}

const listed = (names) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** Adds a reaction, or takes back one's own. */
export async function toggle(message, channel, name, on) {
  await api.react({ channel, ts: message.ts, name, on }).catch((error) => toast(error.message, "error"));
}

export const hasReacted = (message, name) =>
  Boolean(message.reactions?.some((reaction) => reaction.name === name && reaction.users?.includes(world.me.id)));

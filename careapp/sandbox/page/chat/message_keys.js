// The keyboard in a list of messages: one of them is in the order of Tab, the arrows lead from one to the next.
import { pickEmoji } from "../ui/emoji_picker.js";
import { openThread } from "../world/place.js";
import { isMine } from "./conversation.js";
import { toggle } from "./reactions.js";

const STEPS = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" };
const EDGES = { Home: 0, End: -1 };

export function walkMessages(list) {
  list.list.addEventListener("keydown", (event) => pressed(list, event));
  list.list.addEventListener("focusin", ({ target }) => reach(list, target.closest(".message")));
}

/** After a draw: where the message that Tab led to is gone, Tab leads to the last one. */
export function keepReach(list) {
  if (!list.reached?.isConnected) reach(list, [...list.list.getElementsByClassName("message")].at(-1));
}

/** The message that was reached last is the one that Tab leads to. */
function reach(list, node) {
  if (!node || node === list.reached) return;
  for (const one of [list.reached, node]) {
    one?.setAttribute("tabindex", one === node ? "0" : "-1");
    for (const quiet of one?.querySelectorAll(".face, .author, .time") ?? [])
      quiet.setAttribute("tabindex", one === node ? "0" : "-1");
  }
  list.reached = node;
}

function pressed(list, event) {
  const node = event.target;
  if (!node.matches(".message") || event.ctrlKey || event.metaKey || event.altKey) return;
  const used = walk(list, node, event.key) || use(list, list.conversation.find(node.dataset.ts), node, event.key);
  if (used) event.preventDefault();
}

function walk(list, node, key) {
  const all = list.list.getElementsByClassName("message");
  let to = key in EDGES ? [...all].at(EDGES[key]) : null;
  if (key in STEPS) for (to = node[STEPS[key]]; to && !to.matches(".message"); ) to = to[STEPS[key]];
  to?.focus();
  to?.scrollIntoView({ block: "nearest" });
  return Boolean(to);
}

function use(list, message, node, key) {
  const { channel } = list.conversation;
  if (message.ephemeral || message.subtype === "tombstone") return false;
  const keys = {
    t: () => list.options.inThread || openThread(message.thread_ts ?? message.ts),
    r: () => pickEmoji(node, (name) => toggle(message, channel, name, true)),
    e: () => isMine(message) && list.edit(message.ts),
  };
  keys.ArrowRight = keys.t;
  keys[key]?.();
  return key in keys;
}

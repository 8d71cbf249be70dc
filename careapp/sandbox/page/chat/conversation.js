// The messages of a channel or of one thread, kept in order and up to date with the live line.
import * as api from "../world/api.js";
import { sandboxNow, tell, world } from "../world/state.js";
import { keep, kept } from "../world/kept.js";

export class Conversation {
  messages = [];

  constructor(channel, threadTs = null) {
    Object.assign(this, { channel, threadTs });
  }

  async load() {
    this.during = [];
    const { messages } = await api.readMessages(this.channel, this.threadTs);
    const dismissed = kept("dismissed");
    const notes = this.messages.filter((message) => message.local);
    const read = messages.filter((message) => !dismissed[message.ts]).map((message) => this.known(message));
    this.messages = [...read, ...notes].sort(byTs);
    const during = this.during;
    this.during = null;
    during.forEach((update) => this.take(update));
  }

  /** A message that is as it was stays the same object, so that nothing is drawn anew for it. */
  known(message) {
    const old = this.find(message.ts);
    return old && JSON.stringify(old) === JSON.stringify(message) ? old : message;
  }

  /** Takes an update; returns whether something changed here. */
  take({ type, channel, message, ts }) {
    if (channel !== this.channel) return false;
    this.during?.push({ type, channel, message, ts });
    if (type === "message_deleted") return this.drop(ts);
    if (!this.holds(message)) return false;
    if (message.local) this.putLast(message);
    const at = placeOf(message.ts, this.messages);
    const isKnown = this.messages[at]?.ts === message.ts;
    if (!isKnown && type !== "message") return false;
    this.messages.splice(at, isKnown ? 1 : 0, message);
    return true;
  }

  /** A note of this page stands below what is there, also while the sandbox's clock is frozen. */
  putLast(message) {
    const last = this.messages.at(-1)?.ts ?? "";
    if (message.ts > last) return;
    const [seconds, micros] = last.split(".");
    message.ts = `${seconds}.${String(Number(micros) + 1).padStart(6, "0")}`;
  }

  drop(ts) {
    const left = this.messages.filter((message) => message.ts !== ts);
    const changed = left.length < this.messages.length;
    this.messages = left;
    return changed;
  }

  holds(message) {
    if (this.threadTs) return message.ts === this.threadTs || message.thread_ts === this.threadTs;
    return !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast";
  }

  find(ts) {
    const at = placeOf(ts, this.messages);
    return this.messages[at]?.ts === ts ? this.messages[at] : undefined;
  }
}

/** What the person wrote, and so may edit and delete. */
export const isMine = ({ user, bot_id: bot, subtype = "thread_broadcast" }) =>
  user === world.me.id && !bot && subtype === "thread_broadcast";

const byTs = (one, other) => (one.ts < other.ts ? -1 : one.ts > other.ts ? 1 : 0);

/** Where a message of this `ts` stands among messages in order, or would stand. */
function placeOf(ts, messages) {
  let [from, to] = [0, messages.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (messages[middle].ts < ts) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** A line that only this page shows, as Slack's own notes to one person. */
export function note(channel, text, threadTs) {
  const ts = (sandboxNow() / 1000).toFixed(6);
  const message = {
    type: "message",
    local: true,
    ephemeral: true,
    username: "Sandbox",
    ts,
    text,
    ...(threadTs ? { thread_ts: threadTs } : {}),
  };
  tell("message", { type: "message", channel, message });
}

export function dismiss(channel, message) {
  keep("dismissed", message.ts, true);
  tell("message", { type: "message_deleted", channel, ts: message.ts, ephemeral: true });
}

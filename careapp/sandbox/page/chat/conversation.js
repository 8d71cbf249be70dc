// The messages of a channel or of one thread, kept in order and up to date with the live line.
import * as api from "../world/api.js";
import { sandboxNow, tell } from "../world/state.js";
import { keep, kept } from "../world/kept.js";

export class Conversation {
  messages = [];

  constructor(channel, threadTs = null) {
    Object.assign(this, { channel, threadTs });
  }

  async load() {
    const { messages } = await api.readMessages(this.channel, this.threadTs);
    const dismissed = kept("dismissed");
    const notes = this.messages.filter((message) => message.local);
    this.messages = [...messages.filter((message) => !dismissed[message.ts]), ...notes].sort(byTs);
  }

  /** Takes an update; returns whether something changed here. */
  take({ type, channel, message, ts }) {
    if (channel !== this.channel) return false;
    if (type === "message_deleted") return this.drop(ts);
    if (!this.holds(message)) return false;
    if (message.local) this.putLast(message);
    const at = this.messages.findIndex((one) => one.ts === message.ts);
    if (at >= 0) this.messages[at] = message;
    else if (type === "message") this.messages = [...this.messages, message].sort(byTs);
    else return false;
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
    return this.messages.find((message) => message.ts === ts);
  }
}

const byTs = (one, other) => (one.ts < other.ts ? -1 : one.ts > other.ts ? 1 : 0);

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

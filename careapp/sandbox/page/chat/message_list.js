// A scrolling list of messages: date dividers, grouping by author, kept at the bottom or a pill that leads there.
import { fill, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { on, world } from "../world/state.js";
import { dayKey, dayName, instantOf } from "../world/time.js";
import { drawMessage } from "./message.js";
import { editor } from "./editor.js";

const GROUP_SECONDS = 300;
const NEAR_BOTTOM_PX = 60;

export class MessageList {
  drawn = new Map();
  editing = null;

  /** options: {label, inThread, intro: () => node}. */
  constructor(conversation, options) {
    Object.assign(this, { conversation, options, unreadFrom: null, below: 0 });
    this.list = h("div", { class: "message-list", role: "list" });
    this.scroller = h(
      "div",
      {
        class: "scroller",
        role: "log",
        "aria-label": options.label,
        tabindex: "-1",
        on: { scroll: () => this.scrolled() },
      },
      this.list,
    );
    this.pill = h("button", {
      type: "button",
      class: "new-pill",
      hidden: true,
      data: { testid: "new-messages" },
      on: { click: () => this.toBottom() },
    });
    this.node = h("div", { class: "scroll-frame" }, this.scroller, this.pill);
    this.stops = [
      on("message", (update) => this.take(update)),
      on("people", () => this.redraw()),
      on("day", () => this.redraw()),
    ];
    this.grows = new ResizeObserver(() => this.atBottom && this.toBottom());
    this.grows.observe(this.list);
    this.grows.observe(this.scroller);
    this.atBottom = true;
  }

  async load(unread = 0) {
    await this.conversation.load();
    const theirs = this.conversation.messages.filter(
      (message) => message.user !== world.me.id && !message.ephemeral,
    );
    this.unreadFrom = unread ? (theirs.at(-unread)?.ts ?? theirs[0]?.ts ?? null) : null;
    this.draw();
    this.toBottom();
  }

  /** Reads the messages again, after a break of the live line. */
  async reload() {
    await this.conversation.load();
    this.scrolled();
    this.draw();
    if (this.atBottom) this.toBottom();
  }

  close() {
    this.stops.forEach((stop) => stop());
    this.grows.disconnect();
  }

  take(update) {
    this.scrolled();
    if (!this.conversation.take(update)) return;
    const isNew = update.type === "message";
    const mine = update.message?.user === world.me.id || update.message?.ephemeral;
    this.draw();
    if (isNew && (mine || this.atBottom)) this.toBottom();
    else if (isNew) this.showPill(this.below + 1);
  }

  redraw() {
    this.drawn.clear();
    this.draw();
  }

  /** Draws what changed; nodes of unchanged messages stay as they are, with their focus and open menus. */
  draw() {
    const kept = new Map();
    const rows = this.conversation.messages.flatMap((message, at) =>
      this.rows(message, this.conversation.messages[at - 1], kept),
    );
    this.drawn = kept;
    place(this.list, [this.options.intro?.(), ...rows].filter(Boolean));
  }

  rows(message, before, kept) {
    const newDay = !before || dayKey(instantOf(before.ts)) !== dayKey(instantOf(message.ts));
    const firstUnread = message.ts === this.unreadFrom;
    const first = this.options.inThread && message.ts === this.conversation.threadTs;
    const compact =
      !newDay &&
      !firstUnread &&
      !first &&
      follows(before, message) &&
      !(this.options.inThread && before.ts === this.conversation.threadTs);
    const node = this.nodeFor(message, compact, kept);
    return [
      newDay && !this.options.inThread ? divider(dayName(instantOf(message.ts))) : null,
      firstUnread ? newLine() : null,
      node,
      first ? this.replyCount() : null,
    ].filter(Boolean);
  }

  nodeFor(message, compact, kept) {
    const signature = JSON.stringify([message, compact, this.editing === message.ts]);
    const old = this.drawn.get(message.ts);
    const node = old?.signature === signature ? old.node : this.make(message, compact);
    kept.set(message.ts, { signature, node });
    return node;
  }

  make(message, compact) {
    const { channel } = this.conversation;
    const isEdited = this.editing === message.ts;
    return drawMessage(message, {
      channel,
      compact,
      inThread: this.options.inThread,
      edit: (ts) => this.edit(ts),
      editor: isEdited ? editor(channel, message, () => this.edit(null)) : null,
    });
  }

  edit(ts) {
    const before = this.editing;
    this.editing = ts;
    this.draw();
    const at = ts ?? before;
    const target = this.drawn.get(at)?.node;
    (ts ? target?.querySelector("textarea") : target)?.focus();
  }

  editLast() {
    const mine = this.conversation.messages.filter(
      (message) => message.user === world.me.id && !message.bot_id && !message.subtype,
    );
    if (mine.length) this.edit(mine.at(-1).ts);
  }

  replyCount() {
    const { messages, threadTs } = this.conversation;
    const count = messages.filter((message) => message.ts !== threadTs && !message.ephemeral).length;
    return count ? h("div", { class: "reply-count" }, `${count} ${count === 1 ? "reply" : "replies"}`) : null;
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.atBottom = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX;
    if (this.atBottom) this.showPill(0);
  }

  showPill(count) {
    this.below = count;
    this.pill.hidden = !count;
    fill(this.pill, icon("arrow", 14), `${count} new message${count === 1 ? "" : "s"}`);
  }

  toBottom() {
    this.atBottom = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.showPill(0);
  }
}

function follows(before, message) {
  const same =
    before.user === message.user && before.bot_id === message.bot_id && before.username === message.username;
  const plain = !before.ephemeral === !message.ephemeral && !message.subtype && !before.subtype;
  return same && plain && message.ts - before.ts < GROUP_SECONDS;
}

const divider = (text) =>
  h("div", { class: "day-divider", role: "separator", "aria-label": text }, h("span", null, text));
const newLine = () =>
  h("div", { class: "new-divider", role: "separator", "aria-label": "New messages" }, h("span", null, "New"));

/** Brings a node's children into this order, touching only what differs. */
function place(parent, nodes) {
  nodes.forEach(
    (node, at) => parent.childNodes[at] !== node && parent.insertBefore(node, parent.childNodes[at] ?? null),
  );
  while (parent.childNodes.length > nodes.length) parent.lastChild.remove();
}

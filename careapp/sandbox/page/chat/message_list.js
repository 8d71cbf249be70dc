// A scrolling list of messages: the newest stand there at once, older ones follow while the page has nothing to do.
import { fill, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { announce } from "../ui/announce.js";
import { bringToCenter, focusIn, place } from "../ui/keeping.js";
import { oneLine } from "../text/typed.js";
import { isQuiet, on, tell, world } from "../world/state.js";
import { dayKey, dayName, instantOf } from "../world/time.js";
import { author, drawMessage } from "./message.js";
import { isMine } from "./conversation.js";
import { editor } from "./editor.js";
import { keepReach, walkMessages } from "./message_keys.js";
import { Toolbelt } from "./toolbelt.js";

const GROUP_SECONDS = 300;
const NEAR_BOTTOM_PX = 60;
const AT_ONCE = 30;
const BATCH = 60;
const SHOWN_MS = 2500;

export class MessageList {
  drawn = new Map();
  days = new Map();
  editing = null;
  turn = 0;

  /** options: {label, inThread, intro: () => node}. */
  constructor(conversation, options) {
    Object.assign(this, { conversation, options, unreadFrom: null, below: 0, freshFrom: 0, atBottom: true });
    this.list = h("div", { class: "message-list" });
    this.scroller = h(
      "div",
      {
        class: "scroller",
        role: "log",
        "aria-live": "off",
        "aria-label": options.label,
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
    this.tools = new Toolbelt(this);
    walkMessages(this);
    this.follow();
  }

  follow() {
    this.stops = [
      on("message", (update) => this.take(update)),
      on("people", () => this.redraw()),
      on("day", () => this.redraw()),
      on("unread", ({ channel, ts }) => channel === this.conversation.channel && this.markUnread(ts)),
    ];
    this.grows = new ResizeObserver(() => this.atBottom && this.toBottom());
    this.grows.observe(this.list);
    this.grows.observe(this.scroller);
  }

  /** Reads and shows the messages; so many of them are new to the person, and the one at `ts` is to be seen. */
  async load(unread = 0, ts = null) {
    await this.conversation.load();
    const { messages } = this.conversation;
    const theirs = messages.filter(isNews);
    this.unreadFrom = unread ? (theirs.at(-unread)?.ts ?? theirs[0]?.ts ?? null) : null;
    const wanted = messages.findIndex((message) => message.ts === (ts ?? this.unreadFrom));
    this.drawNewest(wanted < 0 ? Infinity : wanted - BATCH);
    this.toBottom();
    if (ts) this.reveal(ts);
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
    clearTimeout(this.waiting);
  }

  take(update) {
    this.scrolled();
    if (!this.conversation.take(update)) return;
    this.draw();
    if (update.type === "message") this.arrived(update.message);
  }

  arrived(message) {
    const mine = message.user === world.me.id;
    if (!mine) announce(`${author(message).name}: ${oneLine(message.text)}`);
    if (mine || message.ephemeral || this.atBottom) this.toBottom();
    else this.showPill(this.below + 1);
  }

  /** Draws all messages anew, as names or days have changed. */
  redraw() {
    this.turn += 1;
    this.days.clear();
    this.drawNewest(Infinity);
  }

  /** Draws the newest messages now, those before them one batch after the other. */
  drawNewest(latestStart) {
    this.freshFrom = Math.max(0, Math.min(this.conversation.messages.length - AT_ONCE, latestStart));
    this.draw();
    this.drawOlder();
  }

  drawOlder() {
    clearTimeout(this.waiting);
    if (!this.freshFrom) return;
    this.waiting = setTimeout(() => {
      const { scrollTop, scrollHeight } = this.scroller;
      this.freshFrom = Math.max(0, this.freshFrom - BATCH);
      this.draw();
      // At its very top a browser does not keep what is seen in its place.
      if (!scrollTop && !this.atBottom) this.scroller.scrollTop = this.scroller.scrollHeight - scrollHeight;
      this.drawOlder();
    });
  }

  /** Draws what changed; nodes of unchanged messages stay as they are, with their focus and open menus. */
  draw() {
    const { messages } = this.conversation;
    const old = this.drawn;
    this.drawn = new Map();
    const nodes = this.freshFrom ? [] : [this.options.intro?.()];
    messages.forEach((message, at) => {
      const row = this.row(message, messages[at - 1], at >= this.freshFrom, old.get(message.ts));
      if (row) nodes.push(...row.nodes);
      if (row && message.ts === this.conversation.threadTs) nodes.push(this.replyCount());
    });
    const focus = focusIn(this.list, ".message");
    place(this.list, nodes.filter(Boolean));
    keepReach(this);
    this.tools.follow();
    focus?.((ts) => this.nodeAt(ts));
  }

  nodeAt(ts) {
    return this.drawn.get(ts)?.node;
  }

  /** One message with what stands over it: {node, nodes, …}; null for an older one whose turn has not come. */
  row(message, before, isFresh, kept) {
    if (!isFresh && !kept) return null;
    const isEdited = this.editing === message.ts;
    const of = { message, before, isEdited, isNew: message.ts === this.unreadFrom, turn: this.turn };
    const same = kept && (!isFresh || isSame(of, kept.of));
    const row = same ? kept : this.makeRow(of, kept);
    this.drawn.set(message.ts, row);
    return row;
  }

  makeRow(of, kept) {
    const { message, before, isNew } = of;
    const isNewDay = !this.options.inThread && (!before || this.dayOf(message) !== this.dayOf(before));
    const day = isNewDay ? dayName(instantOf(message.ts)) : null;
    const compact = !day && !isNew && this.continues(before, message);
    const same = kept?.compact === compact && isSame({ ...of, before: kept.of.before }, kept.of);
    const node = same ? kept.node : this.make(of, compact);
    const sameOver = kept && kept.day === day && kept.of.isNew === isNew;
    const over = sameOver ? kept.over : [day && divider(day), isNew && newLine()].filter(Boolean);
    return { of, compact, day, over, node, nodes: [...over, node] };
  }

  dayOf({ ts }) {
    if (!this.days.has(ts)) this.days.set(ts, dayKey(instantOf(ts)));
    return this.days.get(ts);
  }

  /** Does this message follow one of the same author closely enough to stand under it without a name? */
  continues(before, message) {
    const afterFirst = this.options.inThread && before?.ts === this.conversation.threadTs;
    return Boolean(before) && !afterFirst && follows(before, message);
  }

  make({ message, isEdited }, compact) {
    const { channel } = this.conversation;
    return drawMessage(message, {
      channel,
      compact,
      inThread: this.options.inThread,
      editor: isEdited ? editor(channel, message, () => this.edit(null)) : null,
    });
  }

  edit(ts) {
    const before = this.editing;
    this.editing = ts;
    this.draw();
    const target = this.nodeAt(ts ?? before);
    (ts ? target?.querySelector("textarea") : target)?.focus();
  }

  editLast() {
    const mine = this.conversation.messages.filter(isMine);
    if (mine.length) this.edit(mine.at(-1).ts);
  }

  replyCount() {
    const { messages, threadTs } = this.conversation;
    const count = messages.filter((message) => message.ts !== threadTs && !message.ephemeral).length;
    this.count ??= h("div", { class: "reply-count" });
    return count && fill(this.count, `${count} ${count === 1 ? "reply" : "replies"}`);
  }

  /** From this message on all is new again. */
  markUnread(ts) {
    if (this.options.inThread) return;
    this.unreadFrom = ts;
    this.draw();
    const theirs = this.conversation.messages.filter((message) => message.ts >= ts && isNews(message));
    world.channels.get(this.conversation.channel).unread = theirs.length;
    tell("marks");
  }

  /** Only somebody who scrolls up leaves the bottom; messages that turn out taller than expected do not lead away. */
  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX;
    if (isNear || scrollTop < this.top) this.atBottom = isNear;
    this.top = scrollTop;
    if (this.atBottom && this.below) this.showPill(0);
  }

  showPill(count) {
    this.below = count;
    this.pill.hidden = !count;
    fill(this.pill, icon("arrow", 14), `${count} new message${count === 1 ? "" : "s"}`);
  }

  toBottom() {
    this.atBottom = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.top = this.scroller.scrollTop;
    if (this.below) this.showPill(0);
  }

  /** Brings a message into view, marks it for a moment and gives it the focus. */
  reveal(ts) {
    const node = this.nodeAt(ts);
    if (!node) return;
    this.atBottom = false;
    bringToCenter(node);
    node.focus({ preventScroll: true });
    node.classList.add("shown");
    setTimeout(() => node.classList.remove("shown"), SHOWN_MS);
  }
}

const isNews = (message) => message.user !== world.me.id && !message.ephemeral && !isQuiet(message);
const isSame = (one, other) => Object.keys(one).every((key) => one[key] === other[key]);

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

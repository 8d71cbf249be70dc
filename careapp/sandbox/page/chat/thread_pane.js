// The thread at the right: the parent, its replies, and a composer of its own.
import { fill, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { closeThread } from "../world/place.js";
import { channelTitle, world } from "../world/state.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { MessageList } from "./message_list.js";

export class ThreadPane {
  constructor(channelId, ts) {
    const channel = world.channels.get(channelId);
    this.list = new MessageList(new Conversation(channelId, ts), { label: "Thread", inThread: true });
    this.composer = new Composer({
      channel: channelId,
      threadTs: ts,
      testid: "thread-composer",
      placeholder: "Reply…",
      onUp: () => this.list.editLast(),
    });
    const where = channel.kind === "im" ? channelTitle(channel) : `#${channelTitle(channel)}`;
    const close = {
      type: "button",
      class: "icon-button",
      "aria-label": "Close thread",
      data: { testid: "close-thread" },
      on: { click: closeThread },
    };
    const head = h(
      "header",
      { class: "pane-head" },
      h("h2", null, "Thread"),
      h("span", { class: "pane-topic" }, where),
      h("span", { class: "grow" }),
      h("button", close, icon("close")),
    );
    const writable = channel.is_member && !channel.is_archived;
    this.node = h(
      "section",
      { class: "pane", data: { testid: "thread-pane" } },
      head,
      this.list.node,
      h("div", { class: "pane-foot" }, writable ? this.composer.node : null),
    );
  }

  /** Loads the thread, and shows the reply at `ts` where one is wanted. */
  async load(ts = null) {
    await this.list.load(0, ts);
    if (!ts) this.composer.focus();
  }

  reload() {
    return this.list.reload();
  }

  close() {
    this.list.close();
  }
}

/** Shows a thread in the region, or hides the region. */
export function showThread(region, pane) {
  region.hidden = !pane;
  fill(region, pane?.node);
}

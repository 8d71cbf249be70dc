// The middle of the page: a channel's header, its messages and its composer.
import * as api from "../world/api.js";
import { fill, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { avatar } from "../ui/avatar.js";
import { toast } from "../ui/layers.js";
import { plain } from "../text/entities.js";
import { channelTitle, isApp, personOf, world } from "../world/state.js";
import { channelHeader } from "./channel_header.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { MessageList } from "./message_list.js";

export class ChannelPane {
  constructor(channelId, tabs = null) {
    Object.assign(this, { id: channelId, tabs });
    this.head = h("div", { class: "pane-head-slot" });
    this.foot = h("div", { class: "pane-foot" });
    this.list = new MessageList(new Conversation(channelId), {
      label: `Messages in ${channelTitle(this.channel)}`,
      intro: () => this.intro(),
    });
    this.node = h(
      "section",
      {
        class: "pane",
        role: tabs ? "tabpanel" : null,
        "aria-label": tabs ? "Messages" : null,
        data: { testid: "channel-pane", channel: channelId },
      },
      this.head,
      this.list.node,
      this.foot,
    );
    this.refresh();
  }

  get channel() {
    return world.channels.get(this.id);
  }

  /** Header and foot follow the channel: its members, its name, archived or left. */
  refresh() {
    if (!this.channel) return;
    fill(this.head, this.tabs ?? channelHeader(this.channel));
    const kind = this.footKind();
    if (kind === this.shownFoot) return;
    this.shownFoot = kind;
    fill(this.foot, this[kind]());
    this.list.drawn.size && this.list.draw();
  }

  footKind() {
    const { channel } = this;
    if (channel.is_archived) return "archivedFoot";
    if (!channel.is_member) return "joinFoot";
    const readOnly = channel.with === world.app.bot_user_id && world.app.messages_read_only;
    return readOnly ? "readOnlyFoot" : "composerFoot";
  }

  composerFoot() {
    const where = channelTitle(this.channel);
    const to = ["im", "mpim"].includes(this.channel.kind) ? where : `#${where}`;
    this.composer = new Composer({
      channel: this.id,
      testid: "composer",
      placeholder: `Message ${to}`,
      onUp: () => this.list.editLast(),
    });
    return this.composer.node;
  }

  joinFoot() {
    const join = () => api.join({ channel: this.id }).catch((error) => toast(error.message, "error"));
    return h(
      "div",
      { class: "foot-note" },
      h("b", null, `#${this.channel.name}`),
      "You are looking at a channel you have not joined.",
      h(
        "button",
        { type: "button", class: "button primary", data: { testid: "join-channel" }, on: { click: join } },
        "Join channel",
      ),
    );
  }

  archivedFoot() {
    const bring = () => api.unarchive({ channel: this.id }).catch((error) => toast(error.message, "error"));
    return h(
      "div",
      { class: "foot-note" },
      "This channel is archived.",
      h("button", { type: "button", class: "button", on: { click: bring } }, "Unarchive"),
    );
  }

  readOnlyFoot() {
    return h("div", { class: "foot-note" }, "Sending messages to this app has been turned off.");
  }

  intro() {
    this.introNode ??= h("div", { class: "intro" });
    return fill(this.introNode, this.introParts());
  }

  introParts() {
    const { channel } = this;
    const name = channelTitle(channel);
    if (channel.kind === "im") {
      const person = personOf(channel.with);
      return [avatar(person, 56), h("h2", null, name), h("p", null, privateWith(person))];
    }
    return [
      h("h2", null, icon(channel.kind === "channel" ? "hash" : "lock", 26), name),
      h("p", null, plain(channel.topic || "This is where the channel begins.")),
    ];
  }

  /** Loads the messages, and shows the one at `ts` where one is wanted. */
  async load(ts = null) {
    const { unread } = this.channel;
    await this.list.load(unread, ts);
    if (!ts) this.composer?.focus();
  }

  reload() {
    return this.list.reload();
  }

  close() {
    this.list.close();
  }
}

function privateWith(person) {
  const name = h("b", null, person.name);
  if (isApp(person)) return ["What ", name, " writes to you alone stands here."];
  if (person.id === world.me.id) return "This is for yourself: nobody else reads it.";
  return ["This is between ", name, " and you."];
}

// A channel's header: its name with a menu, its topic and its members.
import * as api from "../world/api.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { avatar } from "../ui/avatar.js";
import { menu } from "../ui/menu.js";
import { toast } from "../ui/layers.js";
import { doors, unescape } from "../text/entities.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { channelTitle, memberCount, personOf, world } from "../world/state.js";
import { channelDetails, renameDialog } from "./channel_details.js";

const complain = (error) => toast(error.message, "error");

export function channelHeader(channel) {
  const isRoom = channel.kind === "channel" || channel.kind === "group";
  const open = ({ currentTarget }) =>
    channel.with ? doors.person(channel.with, currentTarget) : isRoom ? channelMenu(currentTarget, channel) : null;
  const name = h(
    "button",
    {
      type: "button",
      class: "pane-name",
      "aria-haspopup": "menu",
      data: { testid: "channel-menu" },
      on: { click: open },
    },
    signOf(channel),
    h("h2", null, channelTitle(channel)),
    icon("down", 14),
  );
  const topic = h(
    "span",
    { class: "pane-topic", title: unescape(channel.topic ?? "") },
    channel.with ? personOf(channel.with).title : mrkdwn(channel.topic),
  );
  return h(
    "header",
    { class: "pane-head" },
    name,
    topic,
    h("span", { class: "grow" }),
    channel.with ? null : members(channel),
  );
}

function signOf(channel) {
  if (channel.with) return avatar(personOf(channel.with), 24);
  return icon({ channel: "hash", group: "lock" }[channel.kind] ?? "people");
}

function members(channel) {
  const look = {
    type: "button",
    class: "members",
    "aria-label": `View all ${memberCount(channel)}`,
    data: { testid: "members" },
  };
  return h(
    "button",
    { ...look, on: { click: () => channelDetails(channel.id, "members") } },
    channel.members.slice(0, 3).map((id) => avatar(personOf(id), 22)),
    h("span", null, String(channel.members.length)),
  );
}

function channelMenu(anchor, channel) {
  const at = { channel: channel.id };
  const bot = world.app.bot_user_id;
  const me = world.me.id;
  const appItem = channel.app_is_member
    ? {
        label: `Remove ${world.app.name}`,
        icon: "trash",
        testid: "remove-app",
        run: () => api.kick({ ...at, member: bot }).catch(complain),
      }
    : {
        label: `Add ${world.app.name}`,
        icon: "bolt",
        testid: "add-app",
        run: () => api.invite({ ...at, invitee: bot }).catch(complain),
      };
  const leave = {
    label: "Leave channel",
    icon: "close",
    testid: "leave-channel",
    danger: true,
    run: () => api.leave(at).catch(complain),
  };
  const join = { label: "Join channel", icon: "plus", run: () => api.join(at).catch(complain) };
  menu(
    anchor,
    [
      { label: "Channel details", icon: "hash", testid: "open-details", run: () => channelDetails(channel.id) },
      channel.is_member && {
        label: "Members and adding people",
        icon: "people",
        testid: "open-members",
        run: () => channelDetails(channel.id, "members"),
      },
      channel.is_member && appItem,
      channel.is_member && { label: "Rename…", icon: "pencil", run: () => renameDialog(channel) },
      "line",
      channel.is_archived
        ? { label: "Unarchive", icon: "trash", run: () => api.unarchive(at).catch(complain) }
        : { label: "Archive channel", icon: "trash", run: () => api.archive(at).catch(complain) },
      channel.members.includes(me) ? leave : join,
    ],
    { align: "start" },
  );
}

// All about a channel: its topic, who is in it, its id; and what members may change of that.
import * as api from "../world/api.js";
import { fill, h } from "../ui/dom.js";
import { avatar } from "../ui/avatar.js";
import { Combobox } from "../ui/combobox.js";
import { dialog } from "../ui/dialog.js";
import { toast } from "../ui/layers.js";
import { tabs } from "../ui/tabs.js";
import { unescape } from "../text/entities.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { channelTitle, livePeople, on, personOf, world } from "../world/state.js";

const complain = (error) => toast(error.message, "error");

/** Shows a channel's details; tab: "about" or "members". */
export function channelDetails(channelId, tab = "about") {
  const channel = () => world.channels.get(channelId);
  const title = h("span", null, channelTitle(channel()));
  const about = h("div", { class: "details" });
  const members = h("div", { class: "details" });
  const panels = tabs(
    [
      { name: "about", label: "About", panel: about },
      { name: "members", label: "Members", panel: members },
    ],
    tab,
  );
  const { close, stops } = dialog(title, "channel-details", panels);
  const show = () => {
    if (!channel()) return close();
    title.textContent = channelTitle(channel());
    fill(about, aboutRows(channel()));
    if (!members.contains(document.activeElement)) fill(members, memberRows(channel()));
    else members.querySelector(".people-list")?.replaceWith(peopleList(channel()));
  };
  stops.push(on("channels", show), on("people", show));
  show();
  if (tab === "members") members.querySelector("input")?.focus();
}

function aboutRows(channel) {
  const isRoom = ["channel", "group"].includes(channel.kind);
  const creator = channel.creator && personOf(channel.creator).name;
  return [
    isRoom ? topicRow(channel) : null,
    channel.purpose ? detail("Description", mrkdwn(channel.purpose)) : null,
    detail("Kind", { channel: "Public channel", group: "Private channel" }[channel.kind] ?? "Direct message"),
    creator ? detail("Created by", creator) : null,
    detail("Channel ID", h("code", { data: { testid: "channel-id" } }, channel.id)),
  ];
}

const detail = (name, ...content) => h("div", { class: "detail" }, h("h3", null, name), h("div", null, content));

function topicRow(channel) {
  const row = detail("Topic", channel.topic ? mrkdwn(channel.topic) : h("span", { class: "quiet" }, "There is none yet."));
  const edit = () => fill(row.lastChild, topicField(channel, row));
  const button = h("button", { type: "button", class: "link-button", on: { click: edit } }, "Edit topic");
  if (channel.is_member && !channel.is_archived) row.firstChild.append(button);
  return row;
}

function topicField(channel, row) {
  const field = h("input", {
    class: "field",
    type: "text",
    "aria-label": "Topic",
    maxlength: "250",
    value: unescape(channel.topic ?? ""),
  });
  const save = () => api.setTopic({ channel: channel.id, topic: field.value }).catch(complain);
  field.addEventListener("keydown", (event) => event.key === "Enter" && save());
  queueMicrotask(() => row.querySelector(".field")?.focus());
  return [
    field,
    h("button", { type: "button", class: "button small primary", on: { click: save } }, "Save"),
  ];
}

function memberRows(channel) {
  return [channel.is_member && !channel.is_archived ? addPeople(channel) : null, peopleList(channel)];
}

const peopleList = (channel) =>
  h(
    "ul",
    { class: "people-list" },
    channel.members.map((id) => memberRow(channel, id)),
  );

function memberRow(channel, id) {
  const person = personOf(id);
  const kick = () => api.kick({ channel: channel.id, member: id }).catch(complain);
  const look = { type: "button", class: "link-button", "aria-label": `Remove ${person.name}` };
  const mayRemove = channel.is_member && ["channel", "group"].includes(channel.kind);
  return h(
    "li",
    { class: "person-row" },
    avatar(person, 28),
    h("span", { class: "listbox-label" }, person.name, h("span", { class: "menu-note" }, person.title)),
    person.is_bot ? h("span", { class: "badge" }, "APP") : null,
    h("span", { class: "grow" }),
    id === world.me.id ? h("span", { class: "menu-note" }, "you") : null,
    id !== world.me.id && mayRemove ? h("button", { ...look, on: { click: kick } }, "Remove") : null,
  );
}

function addPeople(channel) {
  const others = () => livePeople().filter(({ id }) => !world.channels.get(channel.id)?.members.includes(id));
  const add = ([id]) => id && api.invite({ channel: channel.id, invitee: id }).catch(complain);
  const choice = (person) => ({
    value: person.id,
    label: person.name,
    note: person.title,
    words: person.handle,
    lead: () => avatar(person, 20),
  });
  return new Combobox({
    choices: () => others().map(choice),
    placeholder: "Add people or the app",
    label: "Add people",
    onPick: add,
  }).node;
}

export function renameDialog(channel) {
  const field = h("input", {
    class: "field",
    type: "text",
    "aria-label": "New name",
    value: channel.name,
    maxlength: "80",
  });
  const save = async () => {
    const done = await api.rename({ channel: channel.id, name: field.value.trim() }).catch(complain);
    if (done) close();
  };
  const { close } = dialog(
    "Rename this channel",
    "rename-dialog",
    h("div", { class: "modal-body" }, field),
    h(
      "footer",
      { class: "modal-foot" },
      h("button", { type: "button", class: "button primary", on: { click: save } }, "Save"),
    ),
  );
  field.addEventListener("keydown", (event) => event.key === "Enter" && save());
  field.select();
}

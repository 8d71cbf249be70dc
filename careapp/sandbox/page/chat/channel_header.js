// A channel's header: name, topic, members, and the menu that changes them.
import * as api from "../world/api.js";
import { fill, h, newId } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { avatar } from "../ui/avatar.js";
import { Combobox } from "../ui/combobox.js";
import { present } from "../ui/dialog.js";
import { menu } from "../ui/menu.js";
import { toast } from "../ui/layers.js";
import { plain, doors } from "../text/entities.js";
import { channelTitle, livePeople, on, personOf, world } from "../world/state.js";

const complain = (error) => toast(error.message, "error");

export function channelHeader(channel) {
  const isRoom = channel.kind === "channel" || channel.kind === "group";
  const sign = isRoom ? icon(channel.kind === "channel" ? "hash" : "lock") : avatar(personOf(channel.with), 24);
  const open = ({ currentTarget }) =>
    isRoom ? channelMenu(currentTarget, channel) : doors.person(channel.with, currentTarget);
  const name = h(
    "button",
    {
      type: "button",
      class: "pane-name",
      "aria-haspopup": "menu",
      data: { testid: "channel-menu" },
      on: { click: open },
    },
    sign,
    h("h2", null, channelTitle(channel)),
    icon("down", 14),
  );
  const topic = h(
    "span",
    { class: "pane-topic", title: channel.topic },
    isRoom ? plain(channel.topic ?? "") : (personOf(channel.with).title ?? ""),
  );
  return h(
    "header",
    { class: "pane-head" },
    name,
    topic,
    h("span", { class: "grow" }),
    isRoom ? members(channel) : null,
  );
}

function members(channel) {
  const count = channel.members.length;
  const look = {
    type: "button",
    class: "members",
    "aria-label": `View all ${count} members`,
    data: { testid: "members" },
  };
  return h(
    "button",
    { ...look, on: { click: () => membersDialog(channel.id) } },
    channel.members.slice(0, 3).map((id) => avatar(personOf(id), 22)),
    h("span", null, String(count)),
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
      channel.is_member && {
        label: "Members and adding people",
        icon: "people",
        testid: "open-members",
        run: () => membersDialog(channel.id),
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

function dialogBox(title, testid, ...inside) {
  const titleId = newId("dialog");
  const cross = h("button", { type: "button", class: "icon-button", "aria-label": "Close" }, icon("close"));
  const box = h(
    "div",
    { class: "modal small", role: "dialog", "aria-modal": "true", "aria-labelledby": titleId, data: { testid } },
    h("header", { class: "modal-head" }, h("h2", { id: titleId }, title), cross),
    inside,
  );
  const remove = present(box, () => close());
  const stops = [];
  const close = () => {
    stops.forEach((stop) => stop());
    remove();
  };
  cross.addEventListener("click", close);
  return { box, close, stops };
}

function membersDialog(channelId) {
  const list = h("div", { class: "modal-body people-list", role: "list" });
  const adder = h("div", { class: "modal-body adder" });
  const { stops } = dialogBox(`Members of #${world.channels.get(channelId).name}`, "members-dialog", adder, list);
  const show = () => {
    const channel = world.channels.get(channelId);
    fill(
      list,
      channel.members.map((id) => memberRow(channel, id)),
    );
    fill(adder, channel.is_member ? addPeople(channel) : null);
  };
  stops.push(on("channels", show), on("people", show));
  show();
  adder.querySelector("input")?.focus();
}

function memberRow(channel, id) {
  const person = personOf(id);
  const kick = () => api.kick({ channel: channel.id, member: id }).catch(complain);
  const look = { type: "button", class: "link-button", "aria-label": `Remove ${person.name}` };
  return h(
    "div",
    { class: "person-row", role: "listitem" },
    avatar(person, 28),
    h("span", { class: "listbox-label" }, person.name, h("span", { class: "menu-note" }, person.title)),
    person.is_bot ? h("span", { class: "badge" }, "APP") : null,
    h("span", { class: "grow" }),
    id === world.me.id
      ? h("span", { class: "menu-note" }, "you")
      : h("button", { ...look, on: { click: kick } }, "Remove"),
  );
}

function addPeople(channel) {
  const others = () => livePeople().filter((person) => !channel.members.includes(person.id));
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

function renameDialog(channel) {
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
  const { close } = dialogBox(
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

// All channels that the person can see, to look into, join or leave; and a new one.
import * as api from "../world/api.js";
import { fill, h } from "../ui/dom.js";
import { dialog } from "../ui/dialog.js";
import { icon } from "../ui/icons.js";
import { toast } from "../ui/layers.js";
import { search } from "../text/search.js";
import { unescape } from "../text/entities.js";
import { know } from "../world/live.js";
import { go } from "../world/place.js";
import { memberCount, on, world } from "../world/state.js";

const complain = (error) => toast(error.message, "error");

export function browseChannels() {
  const field = h("input", {
    class: "field",
    type: "search",
    placeholder: "Search for channels",
    "aria-label": "Search for channels",
    on: { input: () => show() },
  });
  const list = h("ul", { class: "people-list", "aria-label": "Channels" });
  const { box, close, stops } = dialog(
    "Channels",
    "browse-channels",
    h("div", { class: "modal-body adder" }, field),
    h("div", { class: "modal-body" }, list),
    newChannel((id) => (close(), go({ channel: id }))),
  );
  const open = (id) => (close(), go({ channel: id }));
  const show = () => {
    const rows = found(field.value).map((channel) => row(channel, open));
    fill(list, rows.length ? rows : h("li", { class: "menu-note" }, noneFound(field.value.trim())));
  };
  stops.push(on("channels", show));
  box.classList.remove("small");
  show();
  field.focus();
}

function found(typed) {
  const rooms = [...world.channels.values()].filter(({ kind }) => ["channel", "group"].includes(kind));
  return search(typed, rooms, ({ name, topic }) => `${name} ${topic}`);
}

const noneFound = (typed) => (typed ? `No channel matches “${typed}”.` : "There is no channel yet.");

function row(channel, open) {
  const { id, name, kind, topic, is_member: isMember, is_archived: isArchived } = channel;
  const act = (call) => call({ channel: id }).catch(complain);
  const join = { type: "button", class: "button small", "aria-label": `Join ${name}`, on: { click: () => act(api.join) } };
  const about = [isMember ? "Joined" : null, isArchived ? "Archived" : null, memberCount(channel), unescape(topic)];
  return h(
    "li",
    { class: "person-row" },
    icon(kind === "channel" ? "hash" : "lock", 18),
    h(
      "button",
      { type: "button", class: "row-button", data: { testid: `browse-${name}` }, on: { click: () => open(id) } },
      name,
      h("span", { class: "menu-note" }, about.filter(Boolean).join(" · ")),
    ),
    isMember || isArchived ? null : h("button", join, "Join"),
  );
}

function newChannel(open) {
  const name = h("input", { class: "field", type: "text", maxlength: "80", placeholder: "a-new-channel", "aria-label": "Name of a new channel" });
  const isPrivate = h("input", { type: "checkbox" });
  const create = async () => {
    const made = await api.createChannel({ name: name.value.trim(), private: isPrivate.checked }).catch(complain);
    if (made) open(await know(made.channel));
  };
  name.addEventListener("keydown", (event) => event.key === "Enter" && create());
  return h(
    "footer",
    { class: "modal-foot new-channel" },
    name,
    h("label", { class: "composer-also" }, isPrivate, "Private"),
    h("button", { type: "button", class: "button primary", on: { click: create } }, "Create"),
  );
}

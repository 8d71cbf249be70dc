// Ctrl+K: jump to a channel, a person or the app by a few letters of the name.
import { h } from "../ui/dom.js";
import { avatar } from "../ui/avatar.js";
import { Combobox } from "../ui/combobox.js";
import { dialog } from "../ui/dialog.js";
import { icon } from "../ui/icons.js";
import { toast } from "../ui/layers.js";
import { go } from "../world/place.js";
import { livePeople, world } from "../world/state.js";
import { openDm } from "./profile_card.js";

export function switchByKey() {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k" || document.querySelector(".scrim")) return;
    event.preventDefault();
    openSwitcher();
  });
}

export function openSwitcher() {
  const places = [...channels(), ...people()];
  const jump = ([value]) => {
    close();
    places.find((place) => place.value === value)?.run();
  };
  const box = new Combobox({ choices: () => places, label: "Jump to", placeholder: "A channel or a person", onPick: jump });
  const { close } = dialog("Jump to", "switcher", h("div", { class: "modal-body switcher" }, box.node));
  box.input.focus();
  box.open();
}

function channels() {
  const rooms = [...world.channels.values()].filter(({ kind }) => ["channel", "group"].includes(kind));
  const unreadFirst = (one, other) => Boolean(other.unread) - Boolean(one.unread);
  return rooms.sort(unreadFirst).map(({ id, name, kind, topic, unread }) => ({
    value: id,
    label: name,
    note: unread ? `${unread} unread` : topic,
    lead: () => icon(kind === "channel" ? "hash" : "lock", 16),
    run: () => go({ channel: id }),
  }));
}

function people() {
  return livePeople().map((person) => ({
    value: person.id,
    label: person.name,
    note: person.title,
    words: person.handle,
    lead: () => avatar(person, 20),
    run: () => openDm(person.id).catch((error) => toast(error.message, "error")),
  }));
}

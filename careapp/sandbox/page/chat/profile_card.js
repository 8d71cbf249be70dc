// A person's card beside their name: title, local time, a message to them; and what the sandbox may change about them.
import * as api from "../world/api.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { avatar } from "../ui/avatar.js";
import { Combobox } from "../ui/combobox.js";
import { popover, toast } from "../ui/layers.js";
import { know } from "../world/live.js";
import { go } from "../world/place.js";
import { dmWith, isApp, personOf, sandboxNow, world } from "../world/state.js";
import { clockTime } from "../world/time.js";

export async function openDm(userId) {
  if (userId === world.app.bot_user_id) return go({ app: "messages" });
  const known = dmWith(userId)?.id;
  return go({ channel: known ?? (await know((await api.openDm({ with: userId })).channel)) });
}

export function showPerson(id, anchor) {
  const person = personOf(id);
  const message = () => {
    layer.close({ quiet: true });
    openDm(id).catch((error) => toast(error.message, "error"));
  };
  const card = h(
    "div",
    { class: "card", role: "dialog", "aria-label": person.name, data: { testid: "profile-card" } },
    h(
      "div",
      { class: "card-head" },
      avatar(person, 64),
      h(
        "div",
        null,
        h("h3", null, person.name, person.is_bot ? h("span", { class: "badge" }, "APP") : null),
        h("p", null, person.title || `@${person.handle}`),
      ),
    ),
    person.deleted
      ? h("p", { class: "menu-note" }, "Deactivated")
      : h("p", { class: "card-time" }, icon("clock", 14), `${clockTime(sandboxNow(), person.zone)} local time`),
    h(
      "button",
      { type: "button", class: "button", on: { click: message } },
      isApp(person) ? "Open app" : "Message",
    ),
    person.is_bot ? null : sandboxTools(person),
  );
  const layer = popover(anchor, card, { align: "start" });
  card.querySelector("button")?.focus();
}

function sandboxTools(person) {
  const zones = Intl.supportedValuesOf?.("timeZone") ?? [];
  const change = (body) =>
    api.setPerson({ id: person.id, ...body }).catch((error) => toast(error.message, "error"));
  const zone = new Combobox({
    choices: () => zones.map((name) => ({ value: name, label: name })),
    value: [person.zone].filter(Boolean),
    label: "Time zone",
    placeholder: "Time zone",
    onPick: ([name]) => name && change({ zone: name }),
  });
  const toggle = {
    type: "button",
    class: "link-button",
    on: { click: () => change({ deleted: !person.deleted }) },
  };
  return h(
    "div",
    { class: "card-tools" },
    h("span", { class: "menu-note" }, "Sandbox only"),
    zone.node,
    h("button", toggle, person.deleted ? "Activate again" : "Deactivate"),
  );
}

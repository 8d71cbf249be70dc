// The sidebar: workspace, channels, direct messages and the app, with what is unread.
import { h, refill } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { avatar } from "../ui/avatar.js";
import { menu } from "../ui/menu.js";
import { toast } from "../ui/layers.js";
import { go, place } from "../world/place.js";
import { botUser, channelTitle, dmWith, isApp, livePeople, personOf, world } from "../world/state.js";
import { browseChannels } from "./browse_channels.js";
import { openDm } from "./profile_card.js";
import { workspaceHead } from "./workspace_menu.js";

const isOver = () => document.body.classList.contains("sidebar-open");

/** In a narrow window the sidebar lies over the rest: a choice, Escape or a press beside it closes it. */
export function closeSidebar() {
  document.body.classList.remove("sidebar-open");
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !isOver()) return;
  closeSidebar();
  document.querySelector(".hamburger")?.focus();
});
document.addEventListener(
  "pointerdown",
  ({ target }) => isOver() && !target.closest("#sidebar, .hamburger, .popover") && closeSidebar(),
);

export function drawSidebar(region) {
  const all = [...world.channels.values()].sort(byTitle);
  const rooms = all.filter((channel) => ["channel", "group"].includes(channel.kind));
  const dms = all.filter(
    (channel) => ["im", "mpim"].includes(channel.kind) && !(channel.with && isApp(personOf(channel.with))),
  );
  const mine = rooms.filter((channel) => channel.is_member && !channel.is_archived);
  const others = rooms.filter((channel) => !channel.is_member || channel.is_archived);
  refill(
    region,
    workspaceHead(),
    section("Channels", [...mine.map(roomEntry), browse()]),
    others.length ? more("More channels", others.map(roomEntry)) : null,
    section("Direct messages", [...dms.map(dmEntry), newMessage()]),
    section("Apps", [appEntry()]),
  );
}

const byTitle = (one, other) => channelTitle(one).localeCompare(channelTitle(other));

const section = (title, entries) =>
  h("section", { class: "side-section", "aria-label": title }, h("h2", null, title), h("ul", null, entries));

let moreIsOpen = false;

function more(title, entries) {
  const open = moreIsOpen || entries.some((one) => one.querySelector("[aria-current]"));
  const toggled = ({ currentTarget }) => (moreIsOpen = currentTarget.open);
  const summary = h("summary", { data: { testid: "more-channels" } }, title);
  return h(
    "details",
    { class: "side-section more", open, on: { toggle: toggled } },
    summary,
    h("ul", null, entries),
  );
}

function entry({ testid, current, unread, mentions, lead, name, run, faded }) {
  const looks = ["side-entry", unread ? "unread" : "", faded ? "faded" : ""].filter(Boolean).join(" ");
  const label = [name, unread ? `${unread} unread` : "", mentions ? `${mentions} for you` : ""].filter(Boolean).join(", ");
  return h(
    "li",
    null,
    h(
      "button",
      {
        type: "button",
        class: looks,
        "aria-current": current ? "page" : null,
        "aria-label": label,
        data: { testid },
        on: { click: run },
      },
      lead,
      h("span", { class: "side-name" }, name),
      mentions ? h("span", { class: "mention-count" }, String(mentions)) : null,
    ),
  );
}

function roomEntry(channel) {
  return entry({
    testid: `channel-${channel.name}`,
    current: !place.app && place.channel === channel.id,
    unread: channel.unread,
    mentions: channel.mentions,
    lead: icon(channel.kind === "channel" ? "hash" : "lock", 16),
    name: channel.name,
    faded: !channel.is_member || channel.is_archived,
    run: () => go({ channel: channel.id }),
  });
}

function dmEntry(channel) {
  const person = channel.with ? personOf(channel.with) : null;
  return entry({
    testid: person ? `dm-${person.handle}` : `dm-${channel.id}`,
    current: !place.app && place.channel === channel.id,
    unread: channel.unread,
    mentions: channel.unread,
    lead: person ? avatar(person, 20) : icon("people", 16),
    name: channelTitle(channel),
    run: () => go({ channel: channel.id }),
  });
}

function appEntry() {
  const dm = dmWith(world.app.bot_user_id);
  return entry({
    testid: "app-entry",
    current: Boolean(place.app),
    unread: dm?.unread,
    mentions: dm?.unread,
    lead: avatar(botUser(), 20),
    name: world.app.name,
    run: () => go({ app: dm?.unread || !world.homeEnabled ? "messages" : "home" }),
  });
}

function newMessage() {
  const people = () =>
    livePeople().filter((person) => person.id !== world.me.id && !person.is_app && !dmWith(person.id));
  const start = (person) => ({
    label: person.name,
    icon: avatar(person, 20),
    run: () => openDm(person.id).catch((error) => toast(error.message, "error")),
  });
  const show = ({ currentTarget }) =>
    menu(currentTarget, [{ heading: "Message to" }, ...people().map(start)], { align: "start" });
  return extra("new-message", "plus", "New message", show);
}

const browse = () => extra("browse-all", "search", "Browse channels", browseChannels);

const extra = (testid, sign, name, run) =>
  h(
    "li",
    null,
    h(
      "button",
      { type: "button", class: "side-entry faded", data: { testid }, on: { click: run } },
      icon(sign, 16),
      h("span", { class: "side-name" }, name),
    ),
  );

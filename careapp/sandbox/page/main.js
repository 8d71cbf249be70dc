// Starts the page: reads the state, draws the frame, then follows the place and the live line.
import * as api from "./world/api.js";
import { listen } from "./world/live.js";
import { address, go, isReading, place, readPlace } from "./world/place.js";
import { callsMe, on, takeState, tell, world } from "./world/state.js";
import { fill, h } from "./ui/dom.js";
import { doors } from "./text/entities.js";
import { drawBar } from "./bar/top_bar.js";
import { AppHome, appHeader, openMessagesTab } from "./chat/app_home.js";
import { ChannelPane } from "./chat/channel_pane.js";
import { showPerson } from "./chat/profile_card.js";
import { drawSidebar } from "./chat/sidebar.js";
import { showThread, ThreadPane } from "./chat/thread_pane.js";
import { keepModals } from "./modal/modal_stack.js";

const READ_PAUSE_MS = 300;
const region = (id) => document.getElementById(id);
const shown = { pane: null, paneKey: null, thread: null, threadKey: null };

async function start() {
  const user = new URLSearchParams(location.search).get("user");
  takeState(await api.readState(user).catch(() => api.readState(null)));
  readPlace();
  history.replaceState(null, "", address(world.me.id));
  Object.assign(doors, { person: showPerson, channel: (id) => go({ channel: id }) });
  drawBar(region("bar"));
  keepModals();
  on("place", follow);
  on("channels", channelsChanged);
  on("people", () => drawSidebar(region("sidebar")));
  on("message", countUnread);
  on("reread", () => Promise.all([shown.pane?.reload(), shown.thread?.reload()]));
  document.addEventListener(
    "visibilitychange",
    () => place.channel && isReading(place.channel) && markRead(place.channel),
  );
  await follow();
  listen();
}

/** Shows the place: its pane, its thread, the title of the window. */
async function follow() {
  document.body.classList.remove("sidebar-open");
  document.title = `${place.app ? world.app.name : (world.channels.get(place.channel)?.name ?? "Messages")} · ${world.team.name} · Sandbox`;
  await Promise.all([showPane(), showThreadPane()]);
  drawSidebar(region("sidebar"));
}

async function showPane() {
  const key = place.app ?? place.channel;
  if (key === shown.paneKey) return;
  shown.paneKey = key;
  shown.pane?.close();
  const messages = place.app === "messages" ? await openMessagesTab() : null;
  if (shown.paneKey !== key) return;
  place.channel = messages ?? place.channel;
  shown.pane = place.app === "home" ? new AppHome() : channelPane();
  if (!shown.pane)
    return void fill(region("main"), h("p", { class: "home-empty" }, "There is no channel here yet."));
  fill(region("main"), shown.pane.node);
  await shown.pane.load();
  if (place.app !== "home") clearUnread(place.channel);
}

function channelPane() {
  if (!world.channels.has(place.channel)) return null;
  return new ChannelPane(place.channel, place.app ? appHeader("messages") : null);
}

async function showThreadPane() {
  const key = place.thread && place.channel ? `${place.channel}/${place.thread}` : null;
  document.body.classList.toggle("has-thread", Boolean(key));
  if (key === shown.threadKey) return;
  shown.threadKey = key;
  shown.thread?.close();
  shown.thread = key ? new ThreadPane(place.channel, place.thread) : null;
  showThread(region("thread"), shown.thread);
  await shown.thread?.load();
}

function channelsChanged() {
  if (place.channel && isReading(place.channel)) clearUnread(place.channel);
  drawSidebar(region("sidebar"));
  if (place.channel && !world.channels.has(place.channel) && !place.app) return go({ channel: firstOpen() });
  return shown.pane?.refresh();
}

const firstOpen = () => [...world.channels.values()].find((channel) => channel.is_member)?.id ?? null;

function clearUnread(channelId) {
  const channel = world.channels.get(channelId);
  if (channel) Object.assign(channel, { unread: 0, mentions: 0 });
}

/** A message elsewhere makes its channel bold; one in the channel being read is read at once. */
function countUnread({ type, channel: id, message }) {
  const channel = world.channels.get(id);
  if (type !== "message" || !channel || message.local || message.ephemeral || message.user === world.me.id) return;
  if (isReading(id)) return markRead(id);
  if (message.thread_ts && message.thread_ts !== message.ts) return;
  channel.unread += 1;
  if (callsMe(message.text)) channel.mentions += 1;
  drawSidebar(region("sidebar"));
}

let marking;

/** Nothing in the channel is new to the person any more; the sandbox learns it by a read. */
function markRead(channelId) {
  clearUnread(channelId);
  drawSidebar(region("sidebar"));
  clearTimeout(marking);
  marking = setTimeout(() => api.readMessages(channelId).catch(() => {}), READ_PAUSE_MS);
}

start().catch((error) => {
  fill(
    region("main"),
    h("p", { class: "home-empty", role: "alert" }, `The page could not start: ${error.message}`),
  );
  tell("failed", error);
});

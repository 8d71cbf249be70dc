// Starts the page: reads the state, draws the frame, then follows the place and the live line.
import * as api from "./world/api.js";
import { listen } from "./world/live.js";
import { address, go, isReading, place, readPlace, replyTo } from "./world/place.js";
import { callsMe, channelTitle, isQuiet, on, takeState, tell, world } from "./world/state.js";
import { fill, h } from "./ui/dom.js";
import { doors } from "./text/entities.js";
import { walkRegions } from "./ui/regions.js";
import { showTheme } from "./ui/theme.js";
import { drawBar } from "./bar/top_bar.js";
import { AppHome, appHeader, openMessagesTab } from "./chat/app_home.js";
import { ChannelPane } from "./chat/channel_pane.js";
import { showPerson } from "./chat/profile_card.js";
import { closeSidebar, drawSidebar } from "./chat/sidebar.js";
import { switchByKey } from "./chat/switcher.js";
import { showThread, ThreadPane } from "./chat/thread_pane.js";
import { keepModals } from "./modal/modal_stack.js";

const READ_PAUSE_MS = 300;
const region = (id) => document.getElementById(id);
const shown = { pane: null, paneKey: null, thread: null, threadKey: null };

async function start() {
  showTheme();
  const user = new URLSearchParams(location.search).get("user");
  takeState(await api.readState(user).catch(() => api.readState(null)));
  await api.arrive();
  await listen();
  takeState(await api.readState(world.me.id)); // what changed before the line was open
  readPlace();
  history.replaceState(null, "", address(world.me.id));
  Object.assign(doors, { person: showPerson, channel: (id) => go({ channel: id }), message: go });
  drawBar(region("bar"));
  keepModals();
  walkRegions();
  switchByKey();
  skipLinks();
  on("place", follow);
  on("channels", channelsChanged);
  on("people", showUnread);
  on("message", countUnread);
  on("marks", showUnread);
  on("unreading", () => clearTimeout(marking));
  on("reread", () => Promise.all([shown.pane?.reload(), shown.thread?.reload()]));
  document.addEventListener(
    "visibilitychange",
    () => place.channel && isReading(place.channel) && markRead(place.channel),
  );
  await follow();
}

/** The links at the very start that lead past the bar and the sidebar. */
function skipLinks() {
  region("skip").addEventListener("click", (event) => {
    event.preventDefault();
    region("main").querySelector(event.target.dataset.to)?.focus();
  });
}

/** Shows the place: its pane, its thread, the title of the window. */
async function follow() {
  closeSidebar();
  await Promise.all([showPane(), showThreadPane()]);
  showUnread();
}

/** The sidebar and the window's title say where something is unread. */
function showUnread() {
  drawSidebar(region("sidebar"));
  const channels = [...world.channels.values()];
  const mark = channels.some(({ mentions }) => mentions) ? "! " : channels.some(({ unread }) => unread) ? "* " : "";
  const channel = world.channels.get(place.channel);
  const where = place.app ? world.app.name : channel ? channelTitle(channel) : "Messages";
  document.title = `${mark}${where} · ${world.team.name} · Sandbox`;
}

async function showPane() {
  const key = place.app ?? place.channel;
  const wanted = place.thread ? null : place.message;
  if (key === shown.paneKey) return void (wanted && shown.pane?.list?.reveal(wanted));
  shown.paneKey = key;
  shown.pane?.close();
  const messages = place.app === "messages" ? await openMessagesTab() : null;
  if (shown.paneKey !== key) return;
  place.channel = messages ?? place.channel;
  shown.pane = place.app === "home" ? new AppHome() : channelPane();
  if (!shown.pane)
    return void fill(region("main"), h("p", { class: "home-empty" }, "There is no channel here yet."));
  fill(region("main"), shown.pane.node);
  await shown.pane.load(wanted);
  if (place.app !== "home") clearUnread(place.channel);
}

function channelPane() {
  if (!world.channels.has(place.channel)) return null;
  return new ChannelPane(place.channel, place.app ? appHeader("messages") : null);
}

async function showThreadPane() {
  const key = place.thread && place.channel ? `${place.channel}/${place.thread}` : null;
  document.body.classList.toggle("has-thread", Boolean(key));
  if (key === shown.threadKey) return void (place.message && shown.thread?.list.reveal(place.message));
  shown.threadKey = key;
  shown.thread?.close();
  shown.thread = key ? new ThreadPane(place.channel, place.thread) : null;
  showThread(region("thread"), shown.thread);
  await shown.thread?.load(place.message);
}

function channelsChanged() {
  if (place.channel && isReading(place.channel)) clearUnread(place.channel);
  showUnread();
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
  if (type !== "message" || !channel || message.local || message.ephemeral || isOld(message)) return;
  if (isReading(id)) return markRead(id);
  if (replyTo(message) && message.subtype !== "thread_broadcast") return;
  channel.unread += 1;
  if (callsMe(message.text)) channel.mentions += 1;
  showUnread();
}

const isOld = (message) => message.user === world.me.id || isQuiet(message);

let marking;

/** Nothing in the channel is new to the person any more; the sandbox learns it a moment later. */
function markRead(channelId) {
  if (world.channels.get(channelId).unread) {
    clearUnread(channelId);
    showUnread();
  }
  clearTimeout(marking);
  marking = setTimeout(() => api.mark({ channel: channelId }).catch(() => {}), READ_PAUSE_MS);
}

start().catch((error) => {
  fill(
    region("main"),
    h("p", { class: "home-empty", role: "alert" }, `The page could not start: ${error.message}`),
  );
  tell("failed", error);
});

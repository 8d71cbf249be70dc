// Where the person is: a channel (with a thread) or the app's page, kept in the address so that it survives a reload.
import { dmWith, tell, world } from "./state.js";

/** {app: "home" | "messages" | null, channel: id | null, thread: ts | null, message: ts | null (the one to be shown)} */
export const place = { app: null, channel: null, thread: null, message: null };

export function readPlace() {
  const query = new URLSearchParams(location.search);
  const channel = world.channels.get(query.get("channel"));
  const [app, thread, message] = ["app", "thread", "message"].map((name) => query.get(name));
  Object.assign(place, { app, channel: channel?.id ?? null, thread, message });
  if (place.app) place.channel = dmWith(world.app.bot_user_id)?.id ?? null;
  else if (!place.channel) place.channel = firstChannel()?.id ?? null;
}

function firstChannel() {
  const all = [...world.channels.values()].filter((channel) => !channel.is_archived);
  return all.find((channel) => channel.is_member && channel.kind !== "im") ?? all[0];
}

export function go(to) {
  Object.assign(place, { app: null, channel: null, thread: null, message: null }, to);
  if (place.app) place.channel = dmWith(world.app.bot_user_id)?.id ?? null;
  history.pushState(null, "", address(world.me.id));
  tell("place");
}

export const openThread = (thread) => go({ ...place, thread, message: null });
export const closeThread = () => go({ ...place, thread: null, message: null });

/** The page's address at a place, by default this one, for a person. */
export function address(user, { app, channel, thread, message } = place) {
  const query = new URLSearchParams({ user });
  if (app) query.set("app", app);
  else if (channel) query.set("channel", channel);
  if (thread) query.set("thread", thread);
  if (message) query.set("message", message);
  return `/?${query}`;
}

/** The thread that a reply stands in; null for a message of the channel itself. */
export const replyTo = ({ ts, thread_ts: parent }) => (parent && parent !== ts ? parent : null);

export const isReading = (channelId) => place.channel === channelId && place.app !== "home" && !document.hidden;

addEventListener("popstate", () => {
  readPlace();
  tell("place");
});

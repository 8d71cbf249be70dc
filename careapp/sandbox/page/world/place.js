// Where the person is: a channel (with a thread) or the app's page, kept in the address so that it survives a reload.
import { dmWith, tell, world } from "./state.js";

/** {app: "home" | "messages" | null, channel: id | null, thread: ts | null} */
export const place = { app: null, channel: null, thread: null };

export function readPlace() {
  const query = new URLSearchParams(location.search);
  const channel = world.channels.get(query.get("channel"));
  Object.assign(place, { app: query.get("app"), channel: channel?.id ?? null, thread: query.get("thread") });
  if (place.app) place.channel = dmWith(world.app.bot_user_id)?.id ?? null;
  else if (!place.channel) place.channel = firstChannel()?.id ?? null;
}

function firstChannel() {
  const all = [...world.channels.values()].filter((channel) => !channel.is_archived);
  return all.find((channel) => channel.is_member && channel.kind !== "im") ?? all[0];
}

export function go(to) {
  Object.assign(place, { app: null, channel: null, thread: null }, to);
  if (place.app) place.channel = dmWith(world.app.bot_user_id)?.id ?? null;
  history.pushState(null, "", address(world.me.id));
  tell("place");
}

export const openThread = (thread) => go({ ...place, thread });
export const closeThread = () => go({ ...place, thread: null });

/** The page's address at this place, for a person. */
export function address(user) {
  const query = new URLSearchParams({ user });
  if (place.app) query.set("app", place.app);
  else if (place.channel) query.set("channel", place.channel);
  if (place.thread) query.set("thread", place.thread);
  return `/?${query}`;
}

export const isReading = (channelId) => place.channel === channelId && place.app !== "home" && !document.hidden;

addEventListener("popstate", () => {
  readPlace();
  tell("place");
});

// What the page knows of the workspace, as the chosen person sees it, and who wants to hear of changes.

export const world = {
  team: null,
  app: null,
  me: null,
  now: 0,
  heardAt: 0,
  frozen: false,
  people: new Map(),
  channels: new Map(),
  groups: [],
  commands: [],
  shortcuts: [],
  homeEnabled: true,
  views: [],
  home: undefined,
};

const ears = new Map();

/** Topics: people, channels, message, views, home, clock, app, delivery, calls_cleared, record, faults, faulty, dock, place,
 *  link, reread, day. Returns a function that stops. */
export function on(topic, listener) {
  if (!ears.has(topic)) ears.set(topic, new Set());
  ears.get(topic).add(listener);
  return () => ears.get(topic).delete(listener);
}

export function tell(topic, detail) {
  for (const listener of [...(ears.get(topic) ?? [])]) listener(detail);
}

const byId = (list) => new Map(list.map((item) => [item.id, item]));

export function takeState(state) {
  Object.assign(world, {
    team: state.team,
    app: state.app,
    me: state.me,
    groups: state.groups ?? [],
    commands: state.commands ?? [],
    shortcuts: state.shortcuts ?? [],
    homeEnabled: state.home_enabled,
    views: state.views ?? [],
    people: byId(state.people),
    channels: byId(state.channels),
  });
  takeClock(state);
}

export function takeClock({ now, frozen }) {
  Object.assign(world, { now: Date.parse(now), heardAt: performance.now(), frozen });
}

export function takePeople(people) {
  world.people = byId(people);
  world.me = world.people.get(world.me.id) ?? world.me;
}

/** A live list of channels; the one being read counts as read. */
export function takeChannels(channels) {
  world.channels = byId(channels);
}

export const sandboxNow = () => new Date(world.frozen ? world.now : world.now + performance.now() - world.heardAt);

export function personOf(id) {
  return world.people.get(id) ?? { id, name: id ?? "Unknown", handle: id ?? "unknown" };
}

export const botUser = () =>
  world.people.get(world.app.bot_user_id) ?? {
    ...world.app,
    id: world.app.bot_user_id,
    is_bot: true,
    is_app: true,
  };
export const isApp = (person) => person.id === world.app.bot_user_id;
export const livePeople = () => [...world.people.values()].filter((person) => !person.deleted);

export function channelTitle(channel) {
  if (channel.kind === "im") return personOf(channel.with).name + (channel.with === world.me.id ? " (you)" : "");
  if (channel.kind !== "mpim") return channel.name;
  return channel.members
    .filter((id) => id !== world.me.id)
    .map((id) => personOf(id).name)
    .join(", ");
}

/** How many are in a channel or a group, in words. */
export const memberCount = ({ members: { length } }) => `${length} member${length === 1 ? "" : "s"}`;

export const dmWith = (userId) =>
  [...world.channels.values()].find((channel) => channel.kind === "im" && channel.with === userId);

/** Is this a line about the channel itself (who joined, what it is about now), which is no news? */
export const isQuiet = ({ subtype = "" }) => /^(channel|group)_/.test(subtype);

/** Does this text call the person: by name, by group, or as everybody? */
export function callsMe(text = "") {
  if (text.includes(`<@${world.me.id}`) || /<!(here|channel|everyone)/.test(text)) return true;
  return world.groups.some(
    (group) => group.members.includes(world.me.id) && text.includes(`<!subteam^${group.id}`),
  );
}

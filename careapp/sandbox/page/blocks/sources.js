// Where a select's choices come from: its own options, people, conversations, channels, or the app while one types.
import * as api from "../world/api.js";
import { avatar } from "../ui/avatar.js";
import { icon } from "../ui/icons.js";
import { h } from "../ui/dom.js";
import { withSigns } from "../text/emoji.js";
import { channelTitle, livePeople, personOf, world } from "../world/state.js";

/** For each source: the word of the payload's slot, and what makes its choices. */
export const SOURCES = {
  static: { slot: "option", make: (element) => ({ choices: () => grouped(element) }) },
  external: { slot: "option", make: external },
  users: { slot: "user", make: () => ({ choices: () => livePeople().map((person) => personChoice(person)) }) },
  conversations: { slot: "conversation", make: (element) => ({ choices: () => conversations(element) }) },
  channels: {
    slot: "channel",
    make: () => ({ choices: () => channelChoices((channel) => channel.kind === "channel") }),
  },
};

const optionsOf = ({ options, option_groups: groups }) =>
  options ?? (groups ?? []).flatMap((group) => group.options);

/** The whole option with a value, as Slack sends it. */
export const wholeOption = (element, value) => optionsOf(element).find((option) => option.value === value);

const optionChoice = (option, group) => ({
  value: option.value,
  label: withSigns(option.text.text),
  note: option.description?.text,
  group,
});

function grouped({ options, option_groups: groups }) {
  if (options) return options.map((option) => optionChoice(option));
  return (groups ?? []).flatMap((group) => group.options.map((option) => optionChoice(option, group.label.text)));
}

const TYPING_PAUSE_MS = 250;
const LEAST_TYPED = 3;

const characters = (count) => (count === 1 ? "a character" : `${count} characters`);

/** Options that the app suggests; those seen once are remembered, so that what is chosen keeps its name. */
function external(element, block, surface, kept) {
  const least = element.min_query_length ?? LEAST_TYPED;
  const seen = new Map(kept.map((option) => [option.value, option]));
  const state = { found: [], note: "", asked: 0 };
  const load = async (typed, isOpen) => {
    const turn = ++state.asked;
    state.found = [];
    state.note = typed.length < least ? `Type ${characters(least)} or more` : "Searching…";
    if (typed.length < least) return false;
    await new Promise((go) => setTimeout(go, TYPING_PAUSE_MS));
    if (turn !== state.asked || !isOpen()) return false;
    Object.assign(state, await suggested(element, block, surface, typed));
    for (const option of optionsOf(state.answer)) seen.set(option.value, option);
    return turn === state.asked;
  };
  const named = (value) => (seen.has(value) ? optionChoice(seen.get(value)) : undefined);
  return { choices: () => state.found, load, named, note: () => state.note, seen };
}

async function suggested(element, block, surface, typed) {
  const asked = { action_id: element.action_id, block_id: block.block_id, value: typed, ...surface.target };
  const answer = await api.suggest(asked).catch((error) => ({ ok: false, error: error.message }));
  const none = `${world.app.name} had no options (${answer.error}).`;
  if (answer.ok === false) return { answer: {}, found: [], note: none };
  return { answer, found: grouped(answer), note: "No results" };
}

function personChoice(person, value = person.id) {
  return { value, label: person.name, note: person.title, words: person.handle, lead: () => avatar(person, 20) };
}

function channelChoices(fits) {
  const sign = (channel) =>
    h("span", { class: "listbox-sign" }, icon(channel.kind === "channel" ? "hash" : "lock", 16));
  return [...world.channels.values()]
    .filter((channel) => fits(channel) && !channel.is_archived)
    .map((channel) => ({ value: channel.id, label: channelTitle(channel), lead: () => sign(channel) }));
}

const KINDS = { public: "channel", private: "group", im: "im", mpim: "mpim" };

function conversations(element) {
  const include = element.filter?.include?.map((word) => KINDS[word]) ?? Object.values(KINDS);
  const noBots = element.filter?.exclude_bot_users;
  const fits = (channel) =>
    include.includes(channel.kind) && channel.kind !== "im" && (channel.is_member || channel.kind === "channel");
  const dms = [...world.channels.values()].filter((channel) => channel.kind === "im" && include.includes("im"));
  const people = dms
    .filter((channel) => !(noBots && personOf(channel.with).is_bot))
    .map((channel) => personChoice(personOf(channel.with), channel.id));
  return [...channelChoices(fits), ...people];
}

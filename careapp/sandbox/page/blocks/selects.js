// Select menus of every source (static, people, conversations, channels), for one or for many.
import { avatar } from "../ui/avatar.js";
import { Combobox } from "../ui/combobox.js";
import { icon } from "../ui/icons.js";
import { h } from "../ui/dom.js";
import { withSigns } from "../text/emoji.js";
import { channelTitle, livePeople, personOf, world } from "../world/state.js";

/** For each source: the payload's word, the initial value's word, and the choices. */
const SOURCES = {
  static: { slot: "option", choices: staticChoices },
  users: { slot: "user", choices: peopleChoices },
  conversations: { slot: "conversation", choices: conversationChoices },
  channels: { slot: "channel", choices: () => channelChoices((channel) => channel.kind === "channel") },
};

export function select(element, block, surface, ids) {
  const multi = element.type.startsWith("multi_");
  const { slot, choices } = SOURCES[element.type.replace(/^multi_|_select$/g, "")];
  const shape = shaper(element, slot, multi);
  const kept = surface.form.field(block.block_id, element.action_id, shape.payload(shape.initial(surface)));
  const box = new Combobox({
    choices: () => choices(element),
    value: shape.values(kept),
    multi,
    max: element.max_selected_items,
    placeholder: element.placeholder?.text ?? (multi ? "Select options" : "Select an option"),
    id: ids.id,
    labelledBy: ids.labelId,
    label: ids.id ? null : (element.placeholder?.text ?? "Select"),
    clearable: !multi && block.type === "input" && block.optional,
    onPick: (values) => changed(values),
  });
  async function changed(values) {
    const before = surface.form.values()[block.block_id][element.action_id];
    surface.form.set(block.block_id, element.action_id, shape.payload(values));
    if (block.type === "input" && !block.dispatch_action) return;
    const sent = await surface.use(block, element, shape.payload(values), box.node);
    if (!sent) takeBack(box, surface, block, element, before, shape);
  }
  if (element.focus_on_load) box.input.dataset.focus = "yes";
  return box.node;
}

function takeBack(box, surface, block, element, before, shape) {
  surface.form.set(block.block_id, element.action_id, before);
  box.chosen = shape.values(before);
  box.show();
}

/** Between the combobox's list of values and Slack's selected_option(s), selected_user(s), ... */
function shaper(element, slot, multi) {
  const isOption = slot === "option";
  const key = `selected_${slot}${multi ? "s" : ""}`;
  const first = `initial_${slot}${multi ? "s" : ""}`;
  const whole = (value) =>
    isOption ? (allOptions(element).find((option) => option.value === value) ?? null) : value;
  const bare = (one) => (isOption ? one.value : one);
  return {
    payload: (values) => ({ type: element.type, [key]: multi ? values.map(whole) : (whole(values[0]) ?? null) }),
    values: (payload) => [payload[key]].flat().filter(Boolean).map(bare),
    initial: (surface) => current(element, surface) ?? [element[first]].flat().filter(Boolean).map(bare),
  };
}

const current = (element, surface) =>
  element.default_to_current_conversation && surface.channel && !element.initial_conversation
    ? [surface.channel]
    : null;

const allOptions = (element) => element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);

function staticChoices(element) {
  const choice = (option, group) => ({
    value: option.value,
    label: withSigns(option.text.text),
    note: option.description?.text,
    group,
  });
  if (element.options) return element.options.map((option) => choice(option));
  return (element.option_groups ?? []).flatMap((group) =>
    group.options.map((option) => choice(option, group.label.text)),
  );
}

function personChoice(person, value = person.id) {
  return { value, label: person.name, note: person.title, words: person.handle, lead: () => avatar(person, 20) };
}

function peopleChoices() {
  return livePeople().map((person) => personChoice(person));
}

function channelChoices(fits) {
  const sign = (channel) =>
    h("span", { class: "listbox-sign" }, icon(channel.kind === "channel" ? "hash" : "lock", 16));
  return [...world.channels.values()]
    .filter((channel) => fits(channel) && !channel.is_archived)
    .map((channel) => ({ value: channel.id, label: channelTitle(channel), lead: () => sign(channel) }));
}

const KINDS = { public: "channel", private: "group", im: "im", mpim: "mpim" };

function conversationChoices(element) {
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

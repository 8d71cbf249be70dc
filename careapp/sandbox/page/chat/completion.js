// Completion while typing: / commands, @ people and groups, # channels, : emoji.
import { fill, h, newId } from "../ui/dom.js";
import { avatar } from "../ui/avatar.js";
import { icon } from "../ui/icons.js";
import { popover } from "../ui/layers.js";
import { findEmoji } from "../text/emoji.js";
import { search } from "../text/search.js";
import { livePeople, memberCount, world } from "../world/state.js";

const MOST = 8;

/** Each source: what before the caret asks for it, and its rows {insert, lead, label, note}. */
const SOURCES = [
  { name: "command", asks: /^\/(\S*)$/, rows: commands },
  { name: "people", asks: /(?:^|[\s(])@([\w.-]*)$/, rows: people },
  { name: "channels", asks: /(?:^|[\s(])#([\w-]*)$/, rows: channels },
  { name: "emoji", asks: /(?:^|[\s(]):([a-z0-9_+-]{2,})$/i, rows: emoji },
];

/** Completes in a text field; returns a keydown handler that says true when it used the key.
 *  Enter after a word that is already whole is the field's own: it sends. */
export function completion(field, { commands: withCommands, anchor = field }) {
  const listId = newId("completion");
  let layer = null;
  let rows = [];
  let at = 0;
  const close = () => void layer?.close({ quiet: true });
  const closed = () => {
    layer = null;
    for (const name of ["aria-controls", "aria-activedescendant"]) field.removeAttribute(name);
  };
  const sources = SOURCES.filter((source) => withCommands || source.name !== "command");

  function look() {
    const before = field.value.slice(0, field.selectionStart);
    const source = sources.find((one) => one.asks.test(before));
    rows = source ? source.rows(source.asks.exec(before)[1].toLowerCase()).slice(0, MOST) : [];
    at = 0;
    if (rows.length) show();
    else close();
  }

  function show() {
    const list = h("div", {
      class: "listbox",
      role: "listbox",
      id: listId,
      "aria-label": "Suggestions",
      data: { testid: "completion" },
      on: { mousedown: (event) => event.preventDefault() },
    });
    if (!layer) {
      layer = popover(anchor, list, {
        side: "above",
        matchWidth: true,
        keepFocus: true,
        onScroll: "stay",
        onClose: closed,
      });
      field.setAttribute("aria-controls", listId);
    } else layer.node.firstChild.replaceWith(list);
    fill(
      list,
      rows.map((row, index) => option(row, index)),
    );
    aim(0);
    layer.place();
  }

  function option(row, index) {
    return h(
      "div",
      {
        class: "listbox-row",
        role: "option",
        id: `${listId}-${index}`,
        on: { click: () => take(row), mousemove: () => aim(index) },
      },
      row.lead,
      h(
        "span",
        { class: "listbox-label" },
        row.label,
        row.hint ? h("span", { class: "listbox-hint" }, row.hint) : null,
      ),
      row.note ? h("span", { class: "menu-note" }, row.note) : null,
    );
  }

  function aim(index) {
    at = index;
    layer.node.querySelectorAll(".listbox-row").forEach((row, each) => {
      row.classList.toggle("aimed", each === at);
      row.setAttribute("aria-selected", String(each === at));
    });
    field.setAttribute("aria-activedescendant", `${listId}-${at}`);
  }

  const start = () => field.value.slice(0, field.selectionStart).search(/[/@#:][^\s/@#:]*$/);
  const isWhole = (row) => field.value.slice(start(), field.selectionStart) === row.insert;

  function take(row) {
    field.setRangeText(`${row.insert} `, start(), field.selectionStart, "end");
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  field.setAttribute("aria-autocomplete", "list");
  field.addEventListener("input", look);
  field.addEventListener("blur", close);

  return (event) => {
    if (!layer || event.isComposing) return false;
    if (event.key === "Enter" && isWhole(rows[at])) return close();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) aim((at + step + rows.length) % rows.length);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" || event.key === "Tab") take(rows[at]);
    else return false;
    event.preventDefault();
    return true;
  };
}

function commands(word) {
  const fits = world.commands.filter(({ command }) => command.slice(1).startsWith(word));
  return fits.map(({ command, description, usage_hint: hint, built_in: builtIn }) => ({
    insert: command,
    label: command,
    hint,
    note: description,
    lead: builtIn ? sign("bolt") : avatar(world.app, 24),
  }));
}

const STARTS = { startsOnly: true };
const EVERYONE = [
  { name: "here", note: "everyone online in this channel" },
  { name: "channel", note: "everyone in this channel" },
];

function people(word) {
  const persons = search(word, livePeople(), ({ name, handle }) => `${name} ${handle}`, STARTS).map((person) => ({
    insert: `@${person.handle}`,
    label: person.name,
    hint: person.handle,
    note: person.title,
    lead: avatar(person, 24),
  }));
  const groups = search(word, world.groups, ({ name, handle }) => `${name} ${handle}`, STARTS).map(
    (group) => ({
      insert: `@${group.handle}`,
      label: `@${group.handle}`,
      hint: group.name,
      note: memberCount(group),
      lead: sign("people"),
    }),
  );
  const everyone = EVERYONE.filter(({ name }) => name.startsWith(word)).map(({ name, note }) => ({
    insert: `@${name}`,
    label: `@${name}`,
    note,
    lead: sign("people"),
  }));
  return [...persons, ...groups, ...everyone];
}

function channels(word) {
  const rooms = [...world.channels.values()].filter(
    ({ kind, is_archived: gone }) => ["channel", "group"].includes(kind) && !gone,
  );
  return search(word, rooms, ({ name }) => name).map(({ name, topic, kind }) => ({
    insert: `#${name}`,
    label: name,
    note: topic,
    lead: sign(kind === "channel" ? "hash" : "lock"),
  }));
}

function emoji(word) {
  const lead = (character) => h("span", { class: "emoji" }, character);
  return findEmoji(word, MOST).map(({ name, sign: character }) => ({
    insert: `:${name}:`,
    label: `:${name}:`,
    lead: lead(character),
  }));
}

const sign = (name) => h("span", { class: "listbox-sign" }, icon(name, 16));

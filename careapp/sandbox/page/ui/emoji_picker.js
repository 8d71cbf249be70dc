// The emoji picker: families, search by name, arrow keys.
import { fill, h } from "./dom.js";
import { popover } from "./layers.js";
import { families, findEmoji } from "../text/emoji.js";

const ACROSS = 9;

/** Opens the picker beside an anchor; calls back with a name without colons. */
export function pickEmoji(anchor, picked) {
  const search = h("input", {
    class: "field",
    type: "search",
    placeholder: "Search emoji",
    "aria-label": "Search emoji",
  });
  const grid = h("div", { class: "emoji-grid-wrap" });
  const named = h("div", { class: "emoji-name", "aria-live": "polite" });
  const choose = (name) => {
    layer.close();
    picked(name);
  };
  const cell = ({ name, sign }) =>
    h(
      "button",
      {
        type: "button",
        class: "emoji-cell",
        "aria-label": name,
        title: `:${name}:`,
        data: { name },
        on: {
          click: () => choose(name),
          focus: () => (named.textContent = `:${name}:`),
          mouseenter: () => (named.textContent = `:${name}:`),
        },
      },
      sign,
    );
  const show = () => fill(grid, sections(search.value.trim().toLowerCase(), cell));
  const box = h(
    "div",
    {
      class: "emoji-picker",
      role: "dialog",
      "aria-label": "Emoji",
      data: { testid: "emoji-picker" },
      on: { keydown: (event) => walk(event, grid, search, choose) },
    },
    search,
    grid,
    named,
  );
  search.addEventListener("input", show);
  show();
  const layer = popover(anchor, box, { align: "end" });
  search.focus();
}

function sections(word, cell) {
  const groups = word ? [{ name: "Found", emoji: findEmoji(word) }] : families;
  if (word && !groups[0].emoji.length) return h("p", { class: "listbox-empty" }, "No emoji of that name");
  return groups.map((group) => [
    h("h3", null, group.name),
    h("div", { class: "emoji-grid" }, group.emoji.map(cell)),
  ]);
}

function walk(event, grid, search, choose) {
  const cells = [...grid.querySelectorAll(".emoji-cell")];
  const at = cells.indexOf(document.activeElement);
  if (event.key === "Enter" && document.activeElement === search && cells[0]) {
    event.preventDefault();
    return choose(cells[0].dataset.name);
  }
  const step = {
    ArrowDown: at < 0 ? 1 : ACROSS,
    ArrowUp: -ACROSS,
    ...(at < 0 ? {} : { ArrowRight: 1, ArrowLeft: -1 }),
  }[event.key];
  if (!step) return undefined;
  event.preventDefault();
  return (cells[at + step] ?? (step < 0 ? search : cells.at(-1)))?.focus();
}

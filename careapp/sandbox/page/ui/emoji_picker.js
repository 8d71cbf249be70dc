// The emoji picker: lately used ones, families, search by name, skin tones, arrow keys.
import { fill, h } from "./dom.js";
import { popover } from "./layers.js";
import { families, findEmoji, inTone, signOf, TONES } from "../text/emoji.js";
import { prefer, preferred } from "../world/kept.js";

const ACROSS = 9;

/** Opens the picker beside an anchor; calls back with a name without colons, in the preferred skin tone. */
export function pickEmoji(anchor, picked) {
  const search = h("input", {
    class: "field",
    type: "search",
    placeholder: "Search emoji",
    "aria-label": "Search emoji",
    on: { input: () => show() },
  });
  const grid = h("div", { class: "emoji-grid-wrap" });
  const named = h("span", { class: "emoji-name", "aria-live": "polite" });
  const choose = (name) => {
    remember(name);
    layer.close();
    picked(inTone(name, preferred("skin tone")));
  };
  const point = (name) => (named.textContent = `:${name}:`);
  const show = () => fill(grid, sections(search.value.trim().toLowerCase(), (name) => cell(name, choose, point)));
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
    h("div", { class: "emoji-foot" }, named, tones(show)),
  );
  show();
  const layer = popover(anchor, box, { align: "end", onClose: () => anchor.setAttribute("aria-expanded", "false") });
  anchor.setAttribute("aria-expanded", "true");
  search.focus();
}

function cell(name, choose, point) {
  const on = { click: () => choose(name), focus: () => point(name), mouseenter: () => point(name) };
  const look = { type: "button", class: "emoji-cell", "aria-label": name, title: `:${name}:`, data: { name } };
  return h("button", { ...look, on }, signOf(inTone(name, preferred("skin tone"))));
}

function sections(word, cellOf) {
  const found = word && [{ name: "Found", names: findEmoji(word).map(({ name }) => name) }];
  if (word && !found[0].names.length) return h("p", { class: "listbox-empty" }, "No emoji of that name");
  const lately = (preferred("emoji") ?? []).filter(signOf);
  const groups = found || [
    ...(lately.length ? [{ name: "Lately used", names: lately }] : []),
    ...families.map((family) => ({ name: family.name, names: family.emoji.map(({ name }) => name) })),
  ];
  return groups.map(({ name, names }) => [h("h3", null, name), h("div", { class: "emoji-grid" }, names.map(cellOf))]);
}

const remember = (name) =>
  prefer("emoji", [name, ...(preferred("emoji") ?? []).filter((one) => one !== name)].slice(0, 2 * ACROSS));

/** The choice of a skin tone, which all hands and people then have. */
function tones(changed) {
  const tone = (number, sign) =>
    h("option", { value: number, selected: String(preferred("skin tone") ?? "") === String(number) }, sign);
  const pick = ({ target }) => {
    prefer("skin tone", Number(target.value) || null);
    changed();
  };
  return h(
    "select",
    { class: "emoji-tone", "aria-label": "Skin tone", on: { change: pick } },
    tone("", "✋"),
    Object.entries(TONES).map(([number, sign]) => tone(number, `✋${sign}`)),
  );
}

function walk(event, grid, search, choose) {
  const cells = [...grid.querySelectorAll(".emoji-cell")];
  const at = cells.indexOf(document.activeElement);
  if (event.target.matches("select")) return undefined;
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

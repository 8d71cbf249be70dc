// A listbox of many rows of one height, of which only those in sight are drawn.
import { fill, h, newId } from "../ui/dom.js";

const ROW_PX = 28;
const SPARE = 8;
const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

export class LongList {
  /** options: {label, testid, draw(item) -> node, onAim(item)}; items have an id, and are never changed. */
  constructor(options) {
    Object.assign(this, { options, items: [], aimed: null, drawn: new WeakMap(), id: newId("list") });
    this.sheet = h("div", { class: "long-sheet", role: "presentation" });
    const on = {
      scroll: () => this.paint(),
      keydown: (event) => this.key(event),
      click: (event) => this.clicked(event),
    };
    const look = { class: "long-list", role: "listbox", tabindex: "0", "aria-label": options.label };
    this.node = h("div", { ...look, data: { testid: options.testid }, on }, this.sheet);
    new ResizeObserver(() => this.paint()).observe(this.node);
  }

  /** Shows these items; what is being read stays where it is while others come in above it. */
  show(items) {
    const first = this.items[Math.floor(this.node.scrollTop / ROW_PX)];
    const rest = this.node.scrollTop % ROW_PX;
    const isReading = this.node.scrollTop > 0;
    this.items = items;
    this.sheet.style.height = `${items.length * ROW_PX}px`;
    const at = isReading && first ? items.findIndex(({ id }) => id === first.id) : -1;
    if (at >= 0) this.node.scrollTop = at * ROW_PX + rest;
    this.paint();
  }

  paint() {
    const from = Math.max(0, Math.floor(this.node.scrollTop / ROW_PX) - SPARE);
    const to = Math.ceil((this.node.scrollTop + this.node.clientHeight) / ROW_PX) + SPARE;
    const seen = this.items.slice(from, to);
    fill(
      this.sheet,
      seen.map((item, at) => this.placed(item, from + at)),
    );
    const aimed = seen.find(({ id }) => id === this.aimed);
    if (aimed) this.node.setAttribute("aria-activedescendant", `${this.id}-${aimed.id}`);
    else this.node.removeAttribute("aria-activedescendant");
  }

  placed(item, at) {
    if (!this.drawn.has(item)) this.drawn.set(item, this.options.draw(item));
    const node = this.drawn.get(item);
    Object.assign(node, { id: `${this.id}-${item.id}`, role: "option" });
    node.ariaSelected = String(item.id === this.aimed);
    Object.assign(node, { ariaPosInSet: String(at + 1), ariaSetSize: String(this.items.length) });
    node.style.top = `${at * ROW_PX}px`;
    return node;
  }

  /** The row under the pointer: by its place, for rows move on while a button is down. */
  clicked(event) {
    const at = Math.floor((event.clientY - this.sheet.getBoundingClientRect().top) / ROW_PX);
    if (this.items[at]) this.aim(at);
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.node.clientHeight / ROW_PX) - 1);
    const step = { ...STEPS, PageDown: page, PageUp: -page }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const at = this.items.findIndex(({ id }) => id === this.aimed);
    if (this.items.length) this.aim(Math.max(0, Math.min(this.items.length - 1, at + step)));
  }

  aim(at) {
    this.aimed = this.items[at].id;
    const top = at * ROW_PX;
    const { scrollTop, clientHeight } = this.node;
    if (top < scrollTop) this.node.scrollTop = top;
    else if (top + ROW_PX > scrollTop + clientHeight) this.node.scrollTop = top + ROW_PX - clientHeight;
    this.paint();
    this.options.onAim(this.items[at]);
  }

  forget() {
    this.aimed = null;
    this.paint();
  }
}

// A select that can be searched: one or many of a list, with the keyboard or the mouse (the ARIA combobox pattern).
import { fill, h, newId } from "./dom.js";
import { icon } from "./icons.js";
import { popover } from "./layers.js";
import { search } from "../text/search.js";

const SHOWN_AT_ONCE = 100;

export class Combobox {
  /** options: choices() -> [{value, label, note?, group?, lead?, words?}], value: [values], multi, max, placeholder,
   *  onPick(values), id, label, labelledBy, clearable. Where the choices come from elsewhere: load(typed, isOpen) ->
   *  promise of whether there is something new to show, named(value) -> choice, note() -> what an empty list says. */
  constructor(options) {
    this.options = options;
    this.chosen = [...(options.value ?? [])];
    this.listId = newId("list");
    this.input = this.drawInput();
    this.chips = h("span", { class: "chips" });
    this.clear = h(
      "button",
      {
        type: "button",
        class: "icon-button tiny",
        "aria-label": "Clear",
        tabindex: "-1",
        on: { click: () => this.pick([]) },
      },
      icon("close", 14),
    );
    const arrow = h("span", { class: "select-arrow" }, icon("down", 14));
    this.node = h(
      "div",
      { class: `select${options.multi ? " multi" : ""}`, on: { click: (event) => this.clicked(event) } },
      this.chips,
      this.input,
      this.clear,
      arrow,
    );
    this.show();
  }

  drawInput() {
    const { id, label, labelledBy, placeholder } = this.options;
    const roles = {
      role: "combobox",
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      autocomplete: "off",
      spellcheck: "false",
    };
    const on = { keydown: (event) => this.key(event), input: () => this.openAndAsk(), blur: () => this.close() };
    return h("input", {
      type: "text",
      id,
      "aria-label": label ?? (labelledBy ? null : placeholder),
      "aria-labelledby": labelledBy,
      ...roles,
      on,
    });
  }

  clicked(event) {
    if (event.target.closest("button")) return;
    this.input.focus();
    if (event.target === this.input || !this.layer)
      this.layer && event.target !== this.input ? this.close() : this.openAndAsk();
    else this.close();
  }

  named(value) {
    const choice = this.options.named?.(value) ?? this.options.choices().find((one) => one.value === value);
    return choice ?? { value, label: value };
  }

  show() {
    const { multi, placeholder, clearable } = this.options;
    const names = this.chosen.map((value) => this.named(value));
    this.input.value = multi ? "" : (names[0]?.label ?? "");
    this.input.placeholder = multi && names.length ? "" : (names[0]?.label ?? placeholder ?? "");
    fill(this.chips, multi ? names.map((choice) => this.chip(choice)) : null);
    this.clear.hidden = !(clearable && this.chosen.length);
  }

  chip({ value, label, lead }) {
    const drop = {
      type: "button",
      class: "chip-drop",
      "aria-label": `Remove ${label}`,
      on: { click: () => this.pick(this.chosen.filter((one) => one !== value)) },
    };
    return h("span", { class: "chip" }, lead?.(), label, h("button", drop, icon("close", 12)));
  }

  /** The choices that fit what was typed; what a single select already shows does not filter. */
  found() {
    const typed = this.untouched() ? "" : this.input.value;
    const left = this.options
      .choices()
      .filter(({ value }) => !(this.options.multi && this.chosen.includes(value)));
    if (this.options.load) return left.slice(0, SHOWN_AT_ONCE);
    return search(typed, left, ({ label, words }) => `${label} ${words ?? ""}`).slice(0, SHOWN_AT_ONCE);
  }

  untouched() {
    return !this.options.multi && this.chosen.length > 0 && this.input.value === this.named(this.chosen[0]).label;
  }

  /** Opens the list; where the choices come from elsewhere, asks for those that fit what was typed. */
  async openAndAsk() {
    const typed = this.untouched() ? "" : this.input.value;
    const isNew = this.options.load?.(typed, () => Boolean(this.layer));
    this.open();
    if ((await isNew) && this.layer) this.open();
  }

  open() {
    const list = h("div", {
      class: "listbox",
      role: "listbox",
      id: this.listId,
      on: { mousedown: (event) => event.preventDefault() },
    });
    if (!this.layer) {
      if (this.untouched()) this.input.select();
      this.layer = popover(this.node, list, {
        matchWidth: true,
        onScroll: "stay",
        keepFocus: true,
        onClose: () => this.closed(),
      });
      this.input.setAttribute("aria-expanded", "true");
      this.input.setAttribute("aria-controls", this.listId);
    }
    this.list = this.found();
    const at = this.list.findIndex((choice) => this.chosen.includes(choice.value));
    this.layer.node.firstChild.replaceWith(list);
    fill(
      list,
      this.list.length
        ? this.rows()
        : h("div", { class: "listbox-empty" }, this.emptyWords()),
    );
    this.aim(Math.max(at, 0));
    this.layer.place();
  }

  emptyWords() {
    if (this.full()) return "That is as many as you can choose.";
    return this.options.note?.() ?? "No results";
  }

  full() {
    return this.options.multi && this.options.max && this.chosen.length >= this.options.max;
  }

  rows() {
    return this.list.flatMap((choice, at) => {
      const heading = choice.group && choice.group !== this.list[at - 1]?.group;
      return [heading ? h("div", { class: "listbox-group" }, choice.group) : null, this.row(choice, at)];
    });
  }

  row(choice, at) {
    const picked = this.chosen.includes(choice.value);
    const look = {
      class: "listbox-row",
      role: "option",
      id: `${this.listId}-${at}`,
      "aria-selected": String(picked),
      data: { value: choice.value },
    };
    return h(
      "div",
      { ...look, on: { click: () => this.choose(choice), mousemove: () => this.aim(at, true) } },
      choice.lead?.(),
      h(
        "span",
        { class: "listbox-label" },
        choice.label,
        choice.note ? h("span", { class: "menu-note" }, choice.note) : null,
      ),
      picked ? icon("check", 16) : null,
    );
  }

  aim(at, still = false) {
    this.at = at;
    const rows = this.layer.node.querySelectorAll(".listbox-row");
    rows.forEach((row, index) => row.classList.toggle("aimed", index === at));
    if (rows[at]) this.input.setAttribute("aria-activedescendant", rows[at].id);
    if (!still) rows[at]?.scrollIntoView({ block: "nearest" });
  }

  choose(choice) {
    const { multi } = this.options;
    if (multi && this.full()) return;
    this.pick(multi ? [...this.chosen, choice.value] : [choice.value]);
    if (multi) this.openAndAsk();
    else this.close();
  }

  pick(values) {
    this.chosen = values;
    this.show();
    this.options.onPick(values);
  }

  key(event) {
    const { key } = event;
    if (key === "Backspace" && this.options.multi && !this.input.value && this.chosen.length)
      this.pick(this.chosen.slice(0, -1));
    if (!["ArrowDown", "ArrowUp", "Enter", "Home", "End", "Tab"].includes(key)) return;
    if (key === "Tab") return this.close();
    if (!this.layer) return this.keyWhenClosed(event);
    event.preventDefault();
    if (key === "Enter") return this.list[this.at] && this.choose(this.list[this.at]);
    const last = this.list.length - 1;
    const to = { ArrowDown: this.at + 1, ArrowUp: this.at - 1, Home: 0, End: last }[key];
    this.aim(to < 0 ? last : to > last ? 0 : to);
  }

  keyWhenClosed(event) {
    if (event.key === "Home" || event.key === "End") return;
    event.preventDefault();
    this.openAndAsk();
  }

  close() {
    this.layer?.close({ quiet: true });
  }

  closed() {
    this.layer = null;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.show();
  }
}

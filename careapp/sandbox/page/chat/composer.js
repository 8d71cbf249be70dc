// The composer: Enter sends, Shift+Enter breaks the line, a leading slash is a command.
import * as api from "../world/api.js";
import { fill, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { menu } from "../ui/menu.js";
import { pickEmoji } from "../ui/emoji_picker.js";
import { keep, kept } from "../world/kept.js";
import { world } from "../world/state.js";
import { completion } from "./completion.js";
import { note } from "./conversation.js";
import { useShortcut } from "./message_actions.js";

const TALLEST_PX = 220;
const KEYS = { b: "*", i: "_", e: "`" };

export class Composer {
  /** options: {channel, threadTs?, testid, placeholder, onUp}. */
  constructor(options) {
    Object.assign(this, { options, key: `${world.me.id}/${options.channel}/${options.threadTs ?? ""}` });
    this.field = h("textarea", {
      rows: "1",
      class: "composer-field",
      placeholder: options.placeholder,
      "aria-label": options.placeholder,
      data: { testid: options.testid },
      value: kept("drafts")[this.key] ?? "",
      on: { input: () => this.changed(), keydown: (event) => this.pressed(event) },
    });
    this.hint = h("div", { class: "composer-hint", "aria-live": "polite", hidden: true });
    this.sendButton = this.tool("Send", "send", () => this.send(), "send");
    this.also = options.threadTs ? h("input", { type: "checkbox", data: { testid: "also-to-channel" } }) : null;
    this.box = h("div", { class: "composer" }, this.marks(), this.field, this.alsoLine(), this.foot());
    this.node = h("div", { class: "composer-frame" }, this.hint, this.box);
    this.completes = completion(this.field, { commands: !options.threadTs, anchor: this.box });
    requestAnimationFrame(() => this.fit());
  }

  tool(label, sign, run, look = "") {
    return h(
      "button",
      {
        type: "button",
        class: `tool ${look}`,
        "aria-label": label,
        title: label,
        on: { click: (event) => run(event.currentTarget) },
      },
      icon(sign, 16),
    );
  }

  marks() {
    const wrap = [
      ["Bold", "bold", "*"],
      ["Italic", "italic", "_"],
      ["Strikethrough", "strike", "~"],
      ["Code", "code", "`"],
    ];
    return h(
      "div",
      { class: "composer-marks", role: "toolbar", "aria-label": "Formatting" },
      wrap.map(([label, sign, mark]) => this.tool(label, sign, () => this.surround(mark))),
      this.tool("Quote", "quote", () => this.insert("> ")),
    );
  }

  foot() {
    return h(
      "div",
      { class: "composer-foot" },
      this.options.threadTs ? null : this.tool("Shortcuts", "plus", (anchor) => this.shortcuts(anchor), "round"),
      this.tool("Emoji", "smile", (anchor) => pickEmoji(anchor, (name) => this.insert(`:${name}: `))),
      this.tool("Mention someone", "at", () => this.insert("@")),
      h("span", { class: "grow" }),
      this.sendButton,
    );
  }

  alsoLine() {
    const channel = world.channels.get(this.options.channel);
    const to = ["im", "mpim"].includes(channel.kind) ? "as direct message" : `to #${channel.name}`;
    return this.also && h("label", { class: "composer-also" }, this.also, `Also send ${to}`);
  }

  shortcuts(anchor) {
    const offered = world.shortcuts.filter((shortcut) => shortcut.type === "global");
    const items = offered.map((one) => ({
      label: one.name,
      note: one.description,
      icon: "bolt",
      run: () => useShortcut({ callback_id: one.callback_id }),
    }));
    menu(anchor, [{ heading: items.length ? "Shortcuts" : "No app offers a shortcut here" }, ...items], {
      side: "above",
      align: "start",
    });
  }

  insert(text) {
    this.field.focus();
    const at = this.field.selectionStart;
    const gap = text === "@" && at > 0 && !/\s$/.test(this.field.value.slice(0, at)) ? " " : "";
    this.field.setRangeText(gap + text, at, this.field.selectionEnd, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  surround(mark) {
    const { selectionStart: from, selectionEnd: to, value } = this.field;
    this.field.focus();
    this.field.setRangeText(`${mark}${value.slice(from, to)}${mark}`, from, to, "end");
    if (from === to) this.field.setSelectionRange(from + 1, from + 1);
    this.changed();
  }

  changed() {
    keep("drafts", this.key, this.field.value);
    this.fit();
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST_PX)}px`;
    this.sendButton.disabled = !this.field.value.trim();
    this.showHint();
  }

  showHint() {
    const name = /^(\/\S+)\s/.exec(this.field.value)?.[1];
    const command = this.options.threadTs ? null : world.commands.find((one) => one.command === name);
    this.hint.hidden = !command;
    if (command)
      fill(
        this.hint,
        h("b", null, command.command),
        " ",
        h("code", null, command.usage_hint ?? ""),
        " ",
        command.description,
      );
  }

  pressed(event) {
    if (this.completes(event) || event.isComposing) return;
    const mark = (event.ctrlKey || event.metaKey) && KEYS[event.key.toLowerCase()];
    if (mark) {
      event.preventDefault();
      this.surround(mark);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !this.field.value) {
      event.preventDefault();
      this.options.onUp?.();
    }
  }

  put(text) {
    this.field.value = text;
    this.changed();
  }

  async send() {
    const text = this.field.value.trimEnd();
    if (!text.trim()) return;
    if (text.startsWith("/")) await this.command(text);
    else await this.say(text.trim());
  }

  async say(text) {
    const { channel, threadTs } = this.options;
    const reply = threadTs ? { thread_ts: threadTs, reply_broadcast: this.also.checked } : {};
    this.put("");
    if (threadTs) this.also.checked = false;
    await api.say({ channel, text, ...reply }).catch((error) => this.giveBack(text, error.message));
  }

  async command(typedText) {
    const [, name, text] = /^(\/\S*)\s*([\s\S]*)$/.exec(typedText);
    const { channel, threadTs } = this.options;
    if (threadTs) return note(channel, `${name} is not supported in threads. Sorry!`, threadTs);
    if (!world.commands.some((one) => one.command === name))
      return note(
        channel,
        `${name} is not a valid command. In Slack, everything that starts with a “/” is taken as a command.`,
      );
    this.put("");
    const delivery = await api
      .command({ channel, command: name, text })
      .catch((error) => ({ error: error.message }));
    if (!delivery.ok)
      this.giveBack(
        typedText,
        delivery.built_in ? delivery.error : `${name} failed with the error "${delivery.error}"`,
      );
    return undefined;
  }

  /** What could not be sent comes back, unless something new is being written. */
  giveBack(text, why) {
    if (!this.field.value) this.put(text);
    note(this.options.channel, why, this.options.threadTs);
  }

  focus() {
    this.field.focus();
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }
}

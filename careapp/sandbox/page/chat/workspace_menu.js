// The workspace's name with its menu: light or dark, the way to channels, the keys that the page knows.
import { h } from "../ui/dom.js";
import { dialog } from "../ui/dialog.js";
import { icon } from "../ui/icons.js";
import { menu } from "../ui/menu.js";
import { setTheme, theme, THEMES } from "../ui/theme.js";
import { world } from "../world/state.js";
import { browseChannels } from "./browse_channels.js";
import { openSwitcher } from "./switcher.js";

export function workspaceHead() {
  const open = ({ currentTarget }) => menu(currentTarget, items(), { align: "start" });
  const look = { type: "button", class: "workspace-name", "aria-haspopup": "menu", data: { testid: "workspace-menu" } };
  return h(
    "div",
    { class: "workspace" },
    h("h1", null, h("button", { ...look, on: { click: open } }, h("span", null, world.team.name), icon("down", 14))),
    h("div", { class: "workspace-note" }, "Not Slack: a local sandbox"),
  );
}

const items = () => [
  { label: "Jump to…", note: "Ctrl+K", icon: "search", run: openSwitcher },
  { label: "Browse channels", icon: "hash", testid: "browse", run: browseChannels },
  { label: "Keys", icon: "keyboard", run: showKeys },
  "line",
  { heading: "Appearance" },
  ...Object.entries(THEMES).map(([name, label]) => ({
    label,
    icon: "sun",
    checked: theme() === name,
    testid: `theme-${name}`,
    run: () => setTheme(name),
  })),
];

const KEYS = [
  ["Ctrl+K", "jump to a channel or a person"],
  ["F6, Shift+F6", "to the next part of the page, or back"],
  ["↑ ↓ Home End", "from message to message"],
  ["→ or T", "open the thread of a message"],
  ["R", "react to a message"],
  ["E", "edit a message of yours"],
  ["↑ in an empty field", "edit what you wrote last"],
  ["Ctrl+B, Ctrl+I, Ctrl+E", "bold, italic, code"],
  ["Esc", "close what is on top"],
];

function showKeys() {
  const rows = KEYS.map(([keys, what]) => [h("dt", null, h("kbd", null, keys)), h("dd", null, what)]);
  dialog("Keys", "keys", h("dl", { class: "modal-body keys" }, rows));
}

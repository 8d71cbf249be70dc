// The dock at the bottom of the page: the record of calls, and what goes wrong on purpose.
import { tell } from "../world/state.js";
import { fill, h, newId } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { CallsPanel } from "./calls_panel.js";
import { FaultsPanel } from "./faults_panel.js";

export const TABS = {
  calls: { label: "Calls", key: "KeyI", hint: "Alt+I", Panel: CallsPanel },
  faults: { label: "Faults", key: "KeyG", hint: "Alt+G", Panel: FaultsPanel },
};
const panels = {};
const bodyId = newId("dock");
let open = null;
let before = null;

const region = () => document.getElementById("inspector");
export const openTab = () => open;

document.addEventListener("keydown", (event) => {
  const tab = Object.keys(TABS).find((name) => TABS[name].key === event.code);
  if (!tab || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  toggleDock(tab);
});

/** Opens the dock at a tab, or closes it where that tab is open. */
export function toggleDock(tab) {
  if (open === tab) return closeDock();
  if (!open) before = document.activeElement;
  return show(tab);
}

function closeDock() {
  open = null;
  region().hidden = true;
  fill(region());
  tell("dock", null);
  if (before?.isConnected) before.focus();
}

async function show(tab) {
  open = tab;
  panels[tab] ??= new TABS[tab].Panel();
  region().hidden = false;
  region().onkeydown = escaped;
  const body = { class: "dock-body", id: bodyId, role: "tabpanel", "aria-label": TABS[tab].label };
  fill(region(), head(), h("div", body, panels[tab].node));
  tell("dock", tab);
  await panels[tab].open();
  if (open === tab) panels[tab].focus();
}

function escaped(event) {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  event.preventDefault();
  closeDock();
}

function head() {
  const tall = region().classList.contains("tall");
  return h(
    "header",
    { class: "dock-head" },
    h("div", { class: "tabs", role: "tablist", "aria-label": "Inspector", on: { keydown: walk } }, tabs()),
    h("span", { class: "grow" }),
    tool(tall ? "Make it lower" : "Make it taller", tall ? "down" : "up", stretch),
    tool("Close the inspector", "close", closeDock),
  );
}

const tabs = () =>
  Object.entries(TABS).map(([name, { label, hint }]) => {
    const roles = { role: "tab", "aria-selected": String(open === name), "aria-controls": bodyId };
    const look = { type: "button", class: "tab", title: hint, tabindex: open === name ? "0" : "-1" };
    return h("button", { ...look, ...roles, data: { tab: name }, on: { click: () => show(name) } }, label);
  });

/** Arrow keys go from tab to tab, and stay there. */
async function walk(event) {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const names = Object.keys(TABS);
  const step = event.key === "ArrowRight" ? 1 : names.length - 1;
  await show(names[(names.indexOf(open) + step) % names.length]);
  region().querySelector(`[data-tab="${open}"]`).focus();
}

function stretch() {
  region().classList.toggle("tall");
  region().querySelector(".dock-head").replaceWith(head());
  region().querySelector(".dock-head .icon-button").focus();
}

const tool = (label, sign, run) =>
  h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click: run } },
    icon(sign),
  );

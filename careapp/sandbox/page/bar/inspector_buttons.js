// The bar's buttons of the inspector: calls, with how many came late, and faults, with how many are on.
import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { on } from "../world/state.js";
import { TABS, toggleDock } from "../inspector/dock.js";
import { faultLines } from "../inspector/fault_lines.js";
import { readFaults } from "../inspector/fault_state.js";

export function inspectorButtons() {
  return [callsButton(), faultsButton()];
}

function callsButton() {
  const { mark, button } = barButton("calls", "pulse", "bad-count", "Calls between Slack and the app");
  const late = new Set();
  on("delivery", (row) => row.late && late.add(row.id) && count(mark, late.size));
  on("calls_cleared", () => {
    late.clear();
    count(mark, 0);
  });
  return button;
}

function faultsButton() {
  const { mark, button } = barButton("faults", "bolt", "fault-count", "What goes wrong on purpose");
  on("faulty", () => {
    const lines = faultLines();
    count(mark, lines.length);
    button.title = lines.length ? lines.map(({ text }) => text).join("\n") : "What goes wrong on purpose (Alt+G)";
  });
  const read = () => readFaults().catch(() => {});
  on("reread", read);
  read();
  return button;
}

function barButton(tab, sign, markClass, title) {
  const { label, hint } = TABS[tab];
  const mark = h("span", { class: markClass, hidden: true });
  const look = { type: "button", class: "bar-button", "aria-expanded": "false", title: `${title} (${hint})` };
  const button = h(
    "button",
    { ...look, "aria-keyshortcuts": hint, data: { testid: tab }, on: { click: () => toggleDock(tab) } },
    icon(sign, 16),
    h("span", { class: "wide" }, label),
    mark,
  );
  on("dock", (open) => button.setAttribute("aria-expanded", String(open === tab)));
  return { mark, button };
}

function count(mark, number) {
  mark.hidden = !number;
  mark.textContent = number ? String(number) : "";
}

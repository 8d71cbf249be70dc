// The record of calls: filters above, rows newest first, and beside them the one that was chosen.
import { clearCalls } from "../world/api.js";
import { on } from "../world/state.js";
import { exactTime } from "../world/time.js";
import { fill, h } from "../ui/dom.js";
import { toast } from "../ui/layers.js";
import { CallDetails } from "./call_details.js";
import { callFilters } from "./call_filters.js";
import { faultNamed } from "./fault_kinds.js";
import { LongList } from "./long_list.js";
import { fitting, isBad, outcome, readRecord, recorded, took } from "./record.js";

export class CallsPanel {
  constructor() {
    this.filter = { text: "", kind: "", failed: false, late: false, fault: false };
    this.details = new CallDetails({ onClose: () => this.closeDetails() });
    this.list = new LongList({
      label: "Calls, newest first",
      testid: "call-list",
      draw: line,
      onAim: (row) => this.details.show(row),
    });
    this.count = h("span", { class: "calls-count", role: "status" });
    this.nothing = h("p", { class: "calls-nothing" });
    const clear = { type: "button", class: "button small", on: { click: () => this.clear() } };
    this.node = h(
      "div",
      { class: "calls", on: { keydown: (event) => this.key(event) } },
      h(
        "div",
        { class: "calls-bar", role: "group", "aria-label": "Filters" },
        callFilters(this.filter, () => this.show()),
        h("span", { class: "grow" }),
        this.count,
        h("button", clear, "Clear"),
      ),
      h("div", { class: "calls-body" }, this.list.node, this.nothing, this.details.node),
    );
    on("record", () => this.node.isConnected && this.show());
    on("reread", () => this.node.isConnected && this.open());
  }

  async open() {
    await readRecord().catch((error) => toast(error.message, "error"));
  }

  focus() {
    this.list.node.focus();
  }

  show() {
    const rows = fitting(this.filter);
    const all = recorded().length;
    this.list.show(rows);
    const some = rows.length === all ? "" : `${rows.length.toLocaleString("en-US")} of `;
    fill(this.count, some + counted(all));
    this.nothing.hidden = rows.length > 0;
    fill(this.nothing, all ? "Nothing fits." : "Nothing has gone between Slack and the app yet.");
    this.renewDetails(rows);
  }

  /** A row that is shown and changed (its answer came late) is read again. */
  renewDetails(rows) {
    const shown = this.details.row;
    const now = shown && rows.find(({ id }) => id === shown.id);
    if (now && now !== shown) this.details.show(now);
  }

  closeDetails() {
    this.details.hide();
    this.list.forget();
    this.focus();
  }

  clear() {
    this.details.hide();
    return clearCalls().catch((error) => toast(error.message, "error"));
  }

  /** Escape closes the details first, then the dock. */
  key(event) {
    if (event.key !== "Escape" || this.details.node.hidden) return;
    event.preventDefault();
    event.stopPropagation();
    this.closeDetails();
  }
}

const counted = (count) => `${count.toLocaleString("en-US")} ${count === 1 ? "call" : "calls"}`;

function line(row) {
  const fault = row.fault && (faultNamed(row.fault)?.label ?? row.fault);
  const time = exactTime(new Date(row.at));
  const notes = [row.retry && `retry ${row.retry}`, row.sent > 1 && `sent ${row.sent} times`].filter(Boolean);
  const label = [row.name, outcome(row), took(row), ...notes, fault && `fault: ${fault}`, time].filter(Boolean);
  return h(
    "div",
    { class: `call-line${isBad(row) ? " bad" : ""}`, "aria-label": label.join(", ") },
    h("time", null, time),
    h("span", { class: `kind ${row.kind}` }, row.kind),
    h("span", { class: "call-name", title: row.name }, row.name),
    h("span", { class: "call-outcome" }, row.ok && !row.late ? "" : outcome(row)),
    h("span", { class: "call-notes" }, notes.join(", ")),
    fault ? h("span", { class: "fault-chip", title: fault }, fault) : null,
    h("span", { class: "call-ms" }, took(row)),
  );
}

// The drawer of deliveries: the last calls and envelopes between Slack's side and the app, late ones in red.
import { readCalls } from "../world/api.js";
import { fill, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { on } from "../world/state.js";
import { exactTime } from "../world/time.js";

const SHOWN = 200;
let rows = [];
let isOpen = false;

const drawer = () => document.getElementById("deliveries");
const isBad = (row) => row.late || !row.ok;

export function deliveriesButton() {
  const bad = h("span", { class: "bad-count", hidden: true });
  const button = h(
    "button",
    {
      type: "button",
      class: "bar-button",
      "aria-expanded": "false",
      title: "Calls and envelopes between Slack and the app",
      data: { testid: "deliveries" },
      on: { click: () => toggle(button) },
    },
    icon("pulse", 16),
    h("span", { class: "wide" }, "Deliveries"),
    bad,
  );
  on("delivery", (row) => {
    take(row);
    const count = rows.filter((one) => one.late).length;
    bad.hidden = !count;
    bad.textContent = String(count);
    if (isOpen) draw(button);
  });
  return button;
}

/** A row that came before (its late answer) is replaced. */
function take(row) {
  const at = row.id === undefined ? -1 : rows.findIndex((one) => one.id === row.id);
  if (at >= 0) rows[at] = row;
  else rows = [...rows, row].slice(-SHOWN);
}

async function toggle(button) {
  isOpen = !isOpen;
  button.setAttribute("aria-expanded", String(isOpen));
  drawer().hidden = !isOpen;
  if (!isOpen) return;
  rows = (await readCalls()).calls.slice(-SHOWN);
  draw(button);
}

function draw(button) {
  const close = h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": "Close deliveries",
      on: { click: () => toggle(button) },
    },
    icon("close"),
  );
  fill(
    drawer(),
    h(
      "header",
      { class: "pane-head" },
      h("h2", null, "Deliveries"),
      h("span", { class: "pane-topic" }, "newest first"),
      h("span", { class: "grow" }),
      close,
    ),
    h(
      "div",
      { class: "delivery-list", role: "list" },
      rows.length ? [...rows].reverse().map(line) : h("p", { class: "listbox-empty" }, "Nothing yet"),
    ),
  );
}

function line(row) {
  const answer = row.ok ? "" : (row.error ?? "not answered");
  return h(
    "div",
    { class: `delivery${isBad(row) ? " bad" : ""}`, role: "listitem" },
    h("time", null, exactTime(new Date(row.at))),
    h("span", { class: `kind ${row.kind}` }, row.kind),
    h("span", { class: "delivery-name", title: row.name }, row.name),
    h(
      "span",
      { class: "delivery-ms" },
      row.ms === null || row.ms === undefined ? "no answer" : `${Math.round(row.ms)} ms`,
    ),
    answer || row.retry
      ? h("span", { class: "delivery-error" }, answer, row.retry ? ` retry ${row.retry}` : "")
      : null,
  );
}

// What went between Slack and the app, newest first, as far as the page knows it.
import { readCalls } from "../world/api.js";
import { fold } from "../text/search.js";
import { on, tell } from "../world/state.js";

const KEPT = 2000;
let rows = [];
let isTold = false;

export const KINDS = { api: "Web API", event: "Events", command: "Commands", interactive: "Clicks and forms" };
export const isMissed = (row) => row.late && row.ms === null;
export const isBad = (row) => row.late || !row.ok;

/** How a call ended, in a word or two. */
export function outcome(row) {
  if (isMissed(row)) return "missed";
  if (row.late) return "late";
  return row.ok ? "ok" : (row.error ?? "failed");
}

export const took = (row) => (row.ms === null || row.ms === undefined ? "no answer" : milliseconds(row.ms));
const milliseconds = (ms) => (ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms).toLocaleString("en-US")} ms`);

/** Reads what is kept; rows that came in the meantime stay above it. */
export async function readRecord() {
  const read = (await readCalls()).calls.slice(-KEPT).reverse();
  const newest = read[0]?.id ?? 0;
  rows = [...rows.filter(({ id }) => id > newest), ...read].slice(0, KEPT);
  tellSoon();
}

/** A row that came before (its late answer) is replaced. */
function take(row) {
  const at = rows.findIndex((one) => one.id === row.id);
  if (at >= 0) rows[at] = row;
  else rows = [row, ...rows.slice(0, KEPT - 1)];
  tellSoon();
}

/** However many rows come at once, the page draws them once a frame. */
function tellSoon() {
  if (isTold) return;
  isTold = true;
  requestAnimationFrame(() => {
    isTold = false;
    tell("record");
  });
}

on("delivery", take);
for (const topic of ["calls_cleared", "reread"])
  on(topic, () => {
    rows = [];
    tellSoon();
  });

export const recorded = () => rows;

/** The rows that fit: filter is {text, kind, failed, late, fault}; of the last three, any that is on will do. */
export function fitting(filter) {
  const words = fold(filter.text).split(/\s+/).filter(Boolean);
  const troubles = [
    filter.failed && ((row) => !row.ok && !row.late),
    filter.late && ((row) => row.late),
    filter.fault && ((row) => row.fault),
  ].filter(Boolean);
  return rows.filter(
    (row) =>
      (!filter.kind || row.kind === filter.kind) &&
      (!troubles.length || troubles.some((is) => is(row))) &&
      words.every((word) => searched(row).includes(word)),
  );
}

const searched = (row) => fold([row.name, outcome(row), row.error, row.fault].join(" "));

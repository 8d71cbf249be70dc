// One call in full: who asked for what, how it was answered, and what went wrong on purpose.
import { readCall } from "../world/api.js";
import { fullDate } from "../world/time.js";
import { fill, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { toast } from "../ui/layers.js";
import { faultNamed } from "./fault_kinds.js";
import { jsonText, pretty, unpacked } from "./json_text.js";
import { isBad, isMissed, KINDS, outcome, took } from "./record.js";

const TOKENS = { bot: "bot token", app: "app-level token", none: "no token", unknown: "a token nobody knows here" };
const WAY = {
  sent: "sent",
  acks: "acked",
  held: "held back",
  muted: "swallowed by a silent socket",
  lost_acks: "acked in vain",
};

export class CallDetails {
  constructor({ onClose }) {
    this.onClose = onClose;
    this.row = null;
    this.node = h("section", { class: "call-details", "aria-label": "Details", hidden: true });
    this.node.dataset.testid = "call-details";
  }

  async show(row) {
    this.row = row;
    const answer = await readCall(row.id).catch((error) => ({ error: error.message }));
    if (this.row !== row) return;
    this.node.hidden = false;
    fill(this.node, this.head(answer.call ?? row, answer.details), this.body(answer));
  }

  hide() {
    this.row = null;
    this.node.hidden = true;
    fill(this.node);
  }

  head(row, details) {
    const copyAll = () => copy({ ...row, ...details });
    return h(
      "header",
      { class: "details-head" },
      h("h3", { title: row.name }, row.name),
      h("span", { class: `outcome${isBad(row) ? " bad" : ""}` }, outcome(row)),
      h("span", { class: "grow" }),
      details ? small("Copy all", copyAll) : null,
      cross("Close the details", () => this.onClose()),
    );
  }

  body({ call, details, error }) {
    if (error) return h("p", { class: "details-note", role: "alert" }, error);
    if (!details) return [facts(call, {}), h("p", { class: "details-note" }, "What it said is no longer kept.")];
    const [asked, said] = call.kind === "api" ? ["Request", "Answer"] : ["Payload", "Ack"];
    return h(
      "div",
      { class: "details-body" },
      facts(call, details),
      part(asked, details.request, details),
      part(said, details.answer, details, noAnswer(call)),
    );
  }
}

function facts(row, details) {
  const fault = faultNamed(row.fault);
  const all = [
    ["Kind", KINDS[row.kind]],
    ["Type", details.type],
    ["When", fullDate(new Date(row.at))],
    ["Took", took(row)],
    ["Error", row.error],
    ["HTTP", row.status],
    ["Token", TOKENS[details.token]],
    ["Scopes", details.scopes_any_of?.length ? `any of ${details.scopes_any_of.join(", ")}` : null],
    ["Retry", row.retry || null],
    ["Envelope", details.envelope_id],
    ["On its way", wayOf(details.way)],
    ["Fault", fault ? `${fault.label}. ${fault.note}` : row.fault],
  ];
  const shown = all.filter(([, text]) => text !== null && text !== undefined && text !== "");
  return h(
    "dl",
    { class: "details-facts" },
    shown.map(([name, text]) => [h("dt", null, name), h("dd", null, String(text))]),
  );
}

const wayOf = (way) =>
  way &&
  Object.keys(WAY)
    .filter((word) => way[word])
    .map((word) => (way[word] === 1 ? WAY[word] : `${WAY[word]} ${way[word]} times`))
    .join(", ");

const noAnswer = (row) => (isMissed(row) || row.ms === null ? "There was none." : "There was nothing in it.");

function part(label, value, details, nothing = "There was none.") {
  const isCut = details.cut?.includes(label === "Request" || label === "Payload" ? "request" : "answer");
  const has = value !== null && value !== undefined;
  const copied = () => small("Copy", () => copy(value), `Copy ${label.toLowerCase()}`);
  return h(
    "section",
    { class: "details-part", data: { testid: `details-${label.toLowerCase()}` } },
    h("header", null, h("h4", null, label), has ? copied() : null),
    isCut ? h("p", { class: "details-note" }, "It was longer than the sandbox keeps; this is its beginning.") : null,
    has ? jsonText(unpacked(value), label) : h("p", { class: "details-note" }, nothing),
  );
}

async function copy(value) {
  try {
    await navigator.clipboard.writeText(pretty(value));
    toast("Copied");
  } catch {
    toast("The browser did not let the page copy it.", "error");
  }
}

const small = (label, run, name = label) =>
  h("button", { type: "button", class: "button small", "aria-label": name, on: { click: run } }, label);

const cross = (label, run) =>
  h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click: run } },
    icon("close"),
  );

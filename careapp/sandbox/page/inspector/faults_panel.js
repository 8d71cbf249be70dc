// What goes wrong on purpose: what is on now, and two forms that switch more on, for calls and for sockets.
import { on } from "../world/state.js";
import { h, refill } from "../ui/dom.js";
import { toast } from "../ui/layers.js";
import { CallFaultForm } from "./call_fault_form.js";
import { faultLines } from "./fault_lines.js";
import { endEverything, readFaults } from "./fault_state.js";
import { fieldFor, valuesOf } from "./fields.js";
import { doToSockets, SOCKET_KINDS } from "./socket_kinds.js";

export class FaultsPanel {
  constructor() {
    this.lines = h("div", { class: "fault-lines", role: "status", data: { testid: "faults-on" } });
    const all = { type: "button", class: "button small danger", data: { testid: "faults-end" } };
    this.end = h("button", { ...all, on: { click: endEverything } }, "End everything");
    this.form = new CallFaultForm();
    this.node = h(
      "div",
      { class: "faults" },
      h(
        "section",
        { class: "faults-now", "aria-label": "On now" },
        h("header", null, h("h3", null, "On now"), this.end),
        this.lines,
      ),
      this.form.node,
      h(
        "section",
        { class: "fault-sockets", "aria-label": "Sockets that go wrong" },
        h("h3", null, "The app's sockets"),
        h("div", { class: "socket-faults" }, SOCKET_KINDS.map(socketFault)),
      ),
    );
    on("faulty", () => this.show());
  }

  async open() {
    await readFaults().catch((error) => toast(error.message, "error"));
  }

  focus() {
    this.form.kind.focus();
  }

  show() {
    const lines = faultLines();
    this.end.hidden = !lines.length;
    const none = h("p", { class: "fault-note" }, "Nothing goes wrong on purpose.");
    refill(this.lines, lines.length ? h("ul", null, lines.map(shown)) : none);
  }
}

function shown({ text, ways }) {
  const small = (label) => ({ type: "button", class: "button small", "aria-label": `${label}: ${text}` });
  const buttons = ways.map(({ label, run }) => h("button", { ...small(label), on: { click: run } }, label));
  return h("li", null, h("span", null, text), buttons);
}

function socketFault(kind) {
  const submit = (event) => {
    event.preventDefault();
    doToSockets(kind, valuesOf(event.currentTarget, kind.fields));
  };
  return h(
    "form",
    { class: "socket-fault", "aria-label": kind.label, data: { testid: `socket-${kind.kind}` }, on: { submit } },
    h("div", { class: "socket-words" }, h("b", null, kind.label), h("p", { class: "fault-note" }, kind.note)),
    h(
      "div",
      { class: "socket-do" },
      (kind.fields ?? []).map(fieldFor),
      h("button", { type: "submit", class: "button small" }, kind.button),
    ),
  );
}

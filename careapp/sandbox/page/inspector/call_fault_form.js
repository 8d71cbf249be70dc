// The form that lets calls of the Web API go wrong: which kind, of which method, and how often.
import { setFaults } from "../world/api.js";
import { on } from "../world/state.js";
import { fill, h, newId } from "../ui/dom.js";
import { change, faultsNow } from "./fault_state.js";
import { fieldFor, valuesOf } from "./fields.js";
import { ANYTHING, faultNamed, GROUPS } from "./fault_kinds.js";

const COUNT = { name: "count", label: "Calls", value: 1, least: 1, most: 1000 };
const SHARE = { name: "share", label: "Percent", value: 5, least: 0.01, most: 100, isFine: true };
const SEED = { name: "seed", label: "Seed", value: 7, least: 0, most: 1e9 };
const WHEN = { next: "The next calls", always: "Every call", share: "A share of calls" };

export class CallFaultForm {
  constructor() {
    this.kind = h(
      "select",
      { class: "field", id: newId("kind"), name: "kind", on: { change: () => this.renew() } },
      GROUPS.map(({ label, kinds }) => h("optgroup", { label }, kinds.map(option))),
    );
    this.fields = h("div", { class: "fault-fields" });
    this.whenFields = h("div", { class: "fault-fields" });
    this.note = h("p", { class: "fault-note", role: "status" });
    this.methods = h("datalist", { id: newId("methods") });
    this.node = h(
      "form",
      { class: "fault-form", "aria-label": "Calls that go wrong", on: { submit: (event) => this.submit(event) } },
      h("h3", null, "Calls of the Web API"),
      h(
        "div",
        { class: "fault-fields" },
        h("span", { class: "fault-field wide-field" }, h("label", { for: this.kind.id }, "What happens"), this.kind),
        this.method(),
        this.fields,
      ),
      this.note,
      this.when(),
      h("button", { type: "submit", class: "button primary", data: { testid: "fault-on" } }, "Switch on"),
    );
    on("faulty", () => this.offerMethods());
    this.renew();
  }

  method() {
    const id = newId("method");
    const look = { class: "field", name: "method", list: this.methods.id, placeholder: "all methods" };
    const input = h("input", { id, ...look, autocomplete: "off", spellcheck: "false" });
    const label = h("label", { for: id }, "Of which method");
    return h("span", { class: "fault-field wide-field" }, label, input, this.methods);
  }

  when() {
    const look = { type: "radio", name: "when", on: { change: () => this.renewWhen() } };
    const radio = ([value, label], at) =>
      h("label", { class: "choice" }, h("input", { ...look, value, checked: at === 0 }), label);
    return h(
      "fieldset",
      { class: "fault-when" },
      h("legend", null, "How often"),
      Object.entries(WHEN).map(radio),
      this.whenFields,
    );
  }

  offerMethods() {
    const methods = faultsNow().methods;
    if (methods.length !== this.methods.children.length)
      fill(this.methods, methods.map((value) => h("option", { value })));
  }

  renew() {
    const kind = faultNamed(this.kind.value);
    fill(this.note, kind.note);
    fill(this.fields, (kind.fields ?? []).map(fieldFor));
    const radios = [...this.node.elements.when];
    for (const radio of radios) radio.disabled = Boolean(kind.onlyShare) && radio.value !== "share";
    if (kind.onlyShare) radios.find(({ value }) => value === "share").checked = true;
    this.renewWhen();
  }

  renewWhen() {
    const fields = { next: [COUNT], always: [], share: [SHARE, SEED] }[this.node.elements.when.value];
    fill(this.whenFields, fields.map(fieldFor));
  }

  submit(event) {
    event.preventDefault();
    return change(() => setFaults(this.body()));
  }

  body() {
    const { elements } = this.node;
    const method = elements.method.value.trim() || "*";
    const kind = elements.kind.value;
    const given = Object.entries(valuesOf(this.node, faultNamed(kind).fields)).filter(([, value]) => value !== null);
    const fault = { kind, ...Object.fromEntries(given) };
    if (elements.when.value === "always") return { method, always: fault };
    if (elements.when.value === "next")
      return { method, plan: Array(valuesOf(this.node, [COUNT]).count).fill(fault) };
    const { share, seed } = valuesOf(this.node, [SHARE, SEED]);
    const kinds = kind === ANYTHING ? {} : { kinds: [fault] };
    return { at_random: { seed, share: share / 100, methods: [method], ...kinds } };
  }
}

const option = ({ kind, label }) => h("option", { value: kind }, label);

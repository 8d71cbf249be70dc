// The sandbox's clock in the person's zone, and the menu that moves it.
import * as api from "../world/api.js";
import { fill, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { popover, toast } from "../ui/layers.js";
import { on, sandboxNow, tell, world } from "../world/state.js";
import { dayKey, instantAt, wallOf, weekdayTime } from "../world/time.js";

const STEPS = [
  ["+1 min", 60],
  ["+5 min", 300],
  ["+1 hour", 3600],
  ["+1 day", 86400],
  ["+1 week", 604800],
];
let isMoving = false;

/** Changes the clock, one change at a time; it takes as long as it takes to play the time in between. */
async function change(body) {
  if (isMoving) return;
  tell("moving", (isMoving = true));
  await api.setClock(body).catch((error) => toast(error.message, "error"));
  tell("moving", (isMoving = false));
}

export function clockButton() {
  const text = h("span", { class: "clock-text" });
  const still = h("span", { class: "clock-still", hidden: true }, "frozen");
  const button = h(
    "button",
    {
      type: "button",
      class: "bar-button",
      "aria-haspopup": "dialog",
      title: "The sandbox's clock",
      data: { testid: "clock" },
      on: { click: () => panel(button) },
    },
    icon("clock", 16),
    text,
    still,
  );
  let day = null;
  const tick = () => {
    fill(text, weekdayTime(sandboxNow()));
    still.hidden = !world.frozen;
    const today = dayKey(sandboxNow());
    if (day && day !== today) tell("day");
    day = today;
  };
  on("clock", tick);
  on("people", tick);
  on("moving", (busy) => button.setAttribute("aria-busy", String(busy)));
  setInterval(tick, 1000);
  tick();
  return button;
}

function panel(anchor) {
  const steps = STEPS.map(([label, seconds]) => small(label, () => change({ advance: seconds })));
  const field = h("input", { type: "datetime-local", class: "field", "aria-label": "Date and time" });
  const set = () => field.value && change({ now: instantAt(field.value).toISOString() });
  const freeze = small("", () => change({ frozen: !world.frozen }));
  freeze.dataset.testid = "clock-freeze";
  const busy = h("p", { class: "menu-note", role: "status" });
  const look = { role: "dialog", "aria-label": "The sandbox's clock", data: { testid: "clock-panel" } };
  const box = h(
    "div",
    { class: "card clock-panel", ...look },
    h("h3", null, "The sandbox's clock"),
    h("p", { class: "menu-note" }, `Shown in your zone, ${world.me.zone}`),
    h("div", { class: "clock-steps" }, steps),
    h("div", { class: "clock-set" }, field, small("Set", set)),
    freeze,
    busy,
  );
  const show = () => {
    box.setAttribute("aria-busy", String(isMoving));
    fill(busy, isMoving ? "Playing the time in between…" : null);
    fill(freeze, world.frozen ? "Let it run" : "Freeze");
  };
  const showTime = () => isMoving || (field.value = wallOf(sandboxNow()));
  const stops = [on("clock", show), on("moving", show), on("moving", showTime)];
  show();
  field.value = wallOf(sandboxNow());
  popover(anchor, box, { align: "end", onClose: () => stops.forEach((stop) => stop()) });
  steps[0].focus();
}

const small = (label, run) => h("button", { type: "button", class: "button small", on: { click: run } }, label);

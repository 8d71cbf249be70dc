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
];
const complain = (error) => toast(error.message, "error");

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
  setInterval(tick, 1000);
  tick();
  return button;
}

function panel(anchor) {
  const zone = h("p", { class: "menu-note" }, `Shown in your zone, ${world.me.zone}`);
  const steps = h(
    "div",
    { class: "clock-steps" },
    STEPS.map(([label, seconds]) =>
      h(
        "button",
        {
          type: "button",
          class: "button small",
          on: { click: () => api.setClock({ advance: seconds }).catch(complain) },
        },
        label,
      ),
    ),
  );
  const field = h("input", {
    type: "datetime-local",
    class: "field",
    "aria-label": "Date and time",
    value: wallOf(sandboxNow()),
  });
  const set = () => field.value && api.setClock({ now: instantAt(field.value).toISOString() }).catch(complain);
  const freeze = h("button", {
    type: "button",
    class: "button small",
    data: { testid: "clock-freeze" },
    on: { click: () => api.setClock({ frozen: !world.frozen }).catch(complain) },
  });
  const show = () => fill(freeze, world.frozen ? "Let it run" : "Freeze");
  const stop = on("clock", show);
  show();
  const box = h(
    "div",
    {
      class: "card clock-panel",
      role: "dialog",
      "aria-label": "The sandbox's clock",
      data: { testid: "clock-panel" },
    },
    h("h3", null, "The sandbox's clock"),
    zone,
    steps,
    h(
      "div",
      { class: "clock-set" },
      field,
      h("button", { type: "button", class: "button small", on: { click: set } }, "Set"),
    ),
    freeze,
  );
  popover(anchor, box, { align: "end", onClose: stop });
  steps.firstChild.focus();
}

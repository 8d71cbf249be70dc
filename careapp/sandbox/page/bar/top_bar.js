// The bar at the top: the sandbox's name, whether the app is connected, calls, faults, clock and person.
import { fill, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { on, world } from "../world/state.js";
import { clockButton } from "./clock_panel.js";
import { inspectorButtons } from "./inspector_buttons.js";
import { personSwitch } from "./person_switch.js";

let linked = true;

export function drawBar(region) {
  const who = h("span");
  const app = h("span", { class: "app-state", role: "status", data: { testid: "app-state" } });
  const showWho = () => fill(who, personSwitch());
  const showApp = () => fill(app, dot(), h("span", { class: "wide" }, sentence()));
  on("people", showWho);
  on("app", showApp);
  on("link", (isOpen) => {
    linked = isOpen;
    showApp();
  });
  const toggle = () => document.body.classList.toggle("sidebar-open");
  fill(
    region,
    h(
      "button",
      { type: "button", class: "bar-button hamburger", "aria-label": "Channels", on: { click: toggle } },
      icon("menu"),
    ),
    h("span", { class: "bar-title" }, "Sandbox"),
    h("span", { class: "not-slack", role: "note" }, "not Slack"),
    app,
    h("span", { class: "grow" }),
    inspectorButtons(),
    clockButton(),
    who,
  );
  showWho();
  showApp();
}

const dot = () => h("span", { class: `dot ${linked && world.app.connected ? "on" : "off"}`, title: sentence() });

function sentence() {
  if (!linked) return "The sandbox is away; trying again";
  return world.app.connected ? `${world.app.name} is connected` : `${world.app.name} is not connected`;
}

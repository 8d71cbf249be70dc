// A dialog over the page: background inert, Tab kept inside, Escape closes, focus returns to where it was.
import { h, newId, tabbable } from "./dom.js";
import { icon } from "./icons.js";
import { onEscape } from "./layers.js";

let depth = 0;

/** Shows node (role=dialog) above everything; returns a function that takes it away again. */
export function present(node, dismiss) {
  const before = document.activeElement;
  const scrim = h("div", { class: "scrim", on: { keydown: keepTabInside } }, node);
  const forget = onEscape(dismiss);
  document.getElementById("modals").append(scrim);
  document.getElementById("app").inert = ++depth > 0;
  return () => {
    forget();
    scrim.remove();
    document.getElementById("app").inert = --depth > 0;
    if (before?.isConnected) before.focus();
  };
}

/** A dialog with a title and a cross; returns {box, close, stops}: what is in `stops` is called when it closes. */
export function dialog(title, testid, ...inside) {
  const titleId = newId("dialog");
  const cross = h("button", { type: "button", class: "icon-button", "aria-label": "Close" }, icon("close"));
  const box = h(
    "div",
    { class: "modal small", role: "dialog", "aria-modal": "true", "aria-labelledby": titleId, data: { testid } },
    h("header", { class: "modal-head" }, h("h2", { id: titleId }, title), cross),
    inside,
  );
  const remove = present(box, () => close());
  const stops = [];
  const close = () => {
    stops.forEach((stop) => stop());
    remove();
  };
  cross.addEventListener("click", close);
  cross.focus();
  return { box, close, stops };
}

function keepTabInside(event) {
  if (event.key !== "Tab") return;
  const all = tabbable(event.currentTarget);
  const edge = event.shiftKey ? all[0] : all.at(-1);
  if (!all.length || document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? all.at(-1) : all[0]).focus();
}

/** Asks a yes-or-no question; resolves to true or false. */
export function ask({ title, text, confirm = "Yes", deny = "Cancel", danger = false }) {
  return new Promise((resolve) => {
    const answer = (yes) => {
      remove();
      resolve(yes);
    };
    const titleId = newId("ask");
    const yes = h(
      "button",
      {
        type: "button",
        class: `button ${danger ? "danger" : "primary"}`,
        data: { testid: "confirm-yes" },
        on: { click: () => answer(true) },
      },
      confirm,
    );
    const no = h(
      "button",
      { type: "button", class: "button", data: { testid: "confirm-no" }, on: { click: () => answer(false) } },
      deny,
    );
    const cross = h(
      "button",
      { type: "button", class: "icon-button", "aria-label": "Close", on: { click: () => answer(false) } },
      icon("close"),
    );
    const box = h(
      "div",
      {
        class: "modal small",
        role: "alertdialog",
        "aria-modal": "true",
        "aria-labelledby": titleId,
        data: { testid: "confirm" },
      },
      h("header", { class: "modal-head" }, h("h2", { id: titleId }, title), cross),
      h("div", { class: "modal-body" }, text),
      h("footer", { class: "modal-foot" }, no, yes),
    );
    const remove = present(box, () => answer(false));
    yes.focus();
  });
}

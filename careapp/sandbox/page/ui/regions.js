// F6 leads from one part of the page to the next, as in Slack, and Shift+F6 back.
import { tabbable } from "./dom.js";

const REGIONS = ["#bar", "#sidebar", "#main .pane-head", "#main .scroller, #main .home-scroller", "#main .pane-foot", "#thread .scroller", "#thread .pane-foot"];

export function walkRegions() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F6" || document.querySelector(".scrim")) return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  });
}

function step(way) {
  const all = REGIONS.map((region) => document.querySelector(region)).filter((node) => node && goal(node));
  const at = all.findIndex((node) => node.contains(document.activeElement));
  const next = all[(at + way + all.length) % all.length];
  if (next) goal(next).focus();
}

const goal = (node) => node.querySelector("textarea, .message[tabindex='0'], [aria-current]") ?? tabbable(node)[0];

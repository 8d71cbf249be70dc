// What lies above the page: popovers beside an anchor, closed by Escape (topmost first), a click elsewhere or a scroll.
import { h } from "./dom.js";

const LIST_PX = 340;
const MOVED_PX = 8;
const open = [];
const home = () => document.getElementById("layers");

/** Escape closes the last thing pushed. Returns a function that takes it off again. */
export function onEscape(close) {
  const entry = { close };
  open.push(entry);
  return () => {
    if (open.includes(entry)) open.splice(open.indexOf(entry), 1);
  };
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !open.length) return;
  event.preventDefault();
  open.at(-1).close();
});

/** Shows content beside an anchor; returns {node, close, place}. The anchor gets the focus back. */
export function popover(anchor, content, options = {}) {
  const node = h("div", { class: `popover ${options.class ?? ""}` }, content);
  const before = document.activeElement;
  const forget = onEscape(() => close());
  const place = () => settle(node, anchor, options);
  const outside = (event) =>
    !node.contains(event.target) && !anchor.contains(event.target) && close({ quiet: true });
  const top = anchor.getBoundingClientRect().top;
  const scrolled = (event) => {
    if (node.contains(event.target)) return;
    if (options.onScroll === "stay") place();
    else if (Math.abs(anchor.getBoundingClientRect().top - top) > MOVED_PX) close({ quiet: true });
  };
  function close({ quiet = false } = {}) {
    if (!node.isConnected) return;
    forget();
    node.remove();
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("resize", place);
    document.removeEventListener("scroll", scrolled, true);
    if (!quiet && before?.isConnected && !options.keepFocus) before.focus();
    options.onClose?.();
  }
  home().append(node);
  place();
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", place);
  document.addEventListener("scroll", scrolled, true);
  return { node, close, place };
}

function settle(node, anchor, { side = "below", align = "start", matchWidth = false }) {
  const at = anchor.getBoundingClientRect();
  if (matchWidth) node.style.width = `${Math.max(at.width, 200)}px`;
  node.style.maxHeight = "";
  const room = { below: innerHeight - at.bottom - 12, above: at.top - 12 };
  const wanted = matchWidth ? Math.min(node.offsetHeight, LIST_PX) : node.offsetHeight;
  const up =
    side === "above"
      ? room.above >= wanted || room.above > room.below
      : room.below < wanted && room.above > room.below;
  const tallest = matchWidth ? LIST_PX : Infinity;
  node.style.maxHeight = `${Math.min(Math.max(up ? room.above : room.below, 120), tallest)}px`;
  const left = align === "end" ? at.right - node.offsetWidth : at.left;
  node.style.left = `${Math.max(8, Math.min(left, innerWidth - node.offsetWidth - 8))}px`;
  node.style.top = up ? `${Math.max(8, at.top - node.offsetHeight - 4)}px` : `${at.bottom + 4}px`;
}

export function toast(text, kind = "note") {
  const line = h("div", { class: `toast toast-${kind}`, role: kind === "error" ? "alert" : null }, text);
  document.getElementById("toasts").append(line);
  setTimeout(() => line.remove(), 6000);
}

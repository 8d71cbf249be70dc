// Line icons of the page, drawn for it on a 20 by 20 grid.
import { svg } from "./dom.js";

const LINES = {
  hash: "M7.5 3.5 5.8 16.5M14.2 3.5 12.5 16.5M3.5 7.5h13.2M3 12.5h13.2",
  lock: "M5 9h10v7.5H5zM7 9V6.2a3 3 0 0 1 6 0V9",
  reply: "M4 4.5h12v9h-6.5L6 16.5v-3H4z",
  smile: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7.5 8.2v.4M12.5 8.2v.4M6.8 11.5c1.5 2.4 4.9 2.4 6.4 0",
  more: "M10 5v.01M10 10v.01M10 15v.01",
  close: "M5 5l10 10M15 5 5 15",
  plus: "M10 4.5v11M4.5 10h11",
  down: "M5.5 8 10 12.5 14.5 8",
  right: "M8 5.5 12.5 10 8 14.5",
  send: "M3.5 16.5 17 10 3.5 3.5 5.5 9l6 1-6 1z",
  at: "M13.2 10a3.2 3.2 0 1 1-6.4 0 3.2 3.2 0 0 1 6.4 0zM13.2 7v4.2c0 2.4 3.5 2 3.5-1.2A6.7 6.7 0 1 0 13.6 15.7",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4.2l2.8 1.8",
  people:
    "M7.5 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM2.5 16c.3-3 2-4.5 5-4.5s4.7 1.5 5 4.5M13 4.3a2.6 2.6 0 0 1 0 5M14.5 11.9c1.8.5 2.8 1.9 3 4.1",
  pulse: "M2.5 10.5h3.5l2.2-6 3.6 11.5 2.2-5.5h3.5",
  check: "M4.5 10.5 8.3 14.5 15.5 6",
  eye: "M2.5 10c3.7-5.7 11.3-5.7 15 0-3.7 5.7-11.3 5.7-15 0zM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  arrow: "M10 4v12M5 11l5 5 5-5",
  warn: "M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.3v.01",
  bolt: "M11 2.5 4.5 11.5h4.5l-.5 6 7-9.5h-4.8z",
  menu: "M3.5 5.5h13M3.5 10h13M3.5 14.5h13",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13.2 13.2l3.5 3.5",
  bold: "M6 4h4.8a3 3 0 0 1 0 6H6zM6 10h5.5a3 3 0 0 1 0 6H6z",
  italic: "M8.5 4h6M5.5 16h6M11.5 4l-3 12",
  strike: "M3.5 10.5h13M13.8 6.5C12.5 3.5 6.5 3.5 6.5 7c0 1.2.6 2 2 2.6M6 13.5c1.3 3.5 8 3.5 8-.4",
  code: "M7 6 3 10l4 4M13 6l4 4-4 4",
  quote: "M4 4v12M8 6.5h8.5M8 10h8.5M8 13.5h5.5",
  calendar: "M4 5h12v11.5H4zM4 8.5h12M7 3v3M13 3v3",
  home: "M3.5 9.5 10 3.8l6.5 5.7M5.5 8.2v8h9v-8",
  pencil: "M4 16l.8-3.5L13.5 3.8l2.7 2.7L7.5 15.2z",
  trash: "M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l2.7-2.7a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0L4.5 11.2a3 3 0 0 0 4.3 4.3l1-1",
};

export function icon(name, size = 18) {
  const heavy = name === "more" ? 2.6 : 1.6;
  const shape = {
    viewBox: "0 0 20 20",
    width: size,
    height: size,
    fill: "none",
    stroke: "currentColor",
    "stroke-width": heavy,
  };
  const ends = { "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true", class: "icon" };
  return svg("svg", { ...shape, ...ends }, svg("path", { d: LINES[name] }));
}

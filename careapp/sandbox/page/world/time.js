// Times as the chosen person reads them: in their zone, against the sandbox's clock.
import { sandboxNow, world } from "./state.js";

const DAY_MS = 86_400_000;
const CLOCK = { hour: "numeric", minute: "2-digit" };
const DIGITS = { year: "numeric", month: "2-digit", day: "2-digit" };
const LOOKS = {
  clock: CLOCK,
  exact: { ...CLOCK, second: "2-digit" },
  weekdayTime: { weekday: "short", month: "short", day: "numeric", ...CLOCK },
  digits: DIGITS,
  weekday: { weekday: "long" },
  long: { month: "long" },
  short: { month: "short" },
  full: { weekday: "long", month: "long", day: "numeric", year: "numeric" },
  wall: { ...DIGITS, hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
};
const made = new Map();

function format(date, look, zone = world.me.zone) {
  const key = `${look} ${zone}`;
  if (!made.has(key)) made.set(key, formatter(LOOKS[look], zone));
  return made.get(key).format(date);
}

function formatter(options, zone) {
  try {
    return new Intl.DateTimeFormat("en-US", { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" });
  }
}

export const instantOf = (ts) => new Date(Number(ts) * 1000);
export const clockTime = (date, zone) => format(date, "clock", zone);
export const shortTime = (date) => clockTime(date).replace(/\s?[AP]M$/i, "");
export const exactTime = (date) => format(date, "exact");
export const weekdayTime = (date) => format(date, "weekdayTime");

/** Year, month and day in the person's zone: "2026-11-23". */
export function dayKey(date) {
  const [month, day, year] = format(date, "digits").split("/");
  return `${year}-${month}-${day}`;
}

export function ordinal(number) {
  const tail =
    number % 100 > 10 && number % 100 < 14 ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[number % 10] ?? "th");
  return `${number}${tail}`;
}

/** "today", "yesterday", "tomorrow" or null, counted in the person's zone. */
export function nearDay(date) {
  const key = dayKey(date);
  const now = sandboxNow().getTime();
  const near = { today: now, yesterday: now - DAY_MS, tomorrow: now + DAY_MS };
  return Object.keys(near).find((word) => dayKey(new Date(near[word])) === key) ?? null;
}

const dayNumber = (date) => Number(dayKey(date).slice(8));
const thisYear = (date) => dayKey(date).slice(0, 4) === dayKey(sandboxNow()).slice(0, 4);
export const capital = (word) => word[0].toUpperCase() + word.slice(1);

/** A day as a divider names it: "Today", "Yesterday", "Monday, November 23rd". */
export function dayName(date) {
  const near = nearDay(date);
  if (near) return capital(near);
  const year = thisYear(date) ? "" : `, ${dayKey(date).slice(0, 4)}`;
  return `${format(date, "weekday")}, ${format(date, "long")} ${ordinal(dayNumber(date))}${year}`;
}

export function fullDate(date) {
  const day = format(date, "full");
  return `${day} at ${exactTime(date)}`;
}

/** How long ago, in one unit: "just now", "5 minutes ago", "2 days ago". */
export function ago(date) {
  const seconds = Math.max(0, (sandboxNow() - date) / 1000);
  const [size, unit] =
    [
      [86400, "day"],
      [3600, "hour"],
      [60, "minute"],
    ].find(([size]) => seconds >= size) ?? [];
  if (!unit) return "just now";
  const count = Math.floor(seconds / size);
  return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}

const dated = (date, month, withYear) =>
  `${format(date, month)} ${month === "long" ? ordinal(dayNumber(date)) : dayNumber(date)}${withYear ? `, ${dayKey(date).slice(0, 4)}` : ""}`;
const pretty = (date, plain) => nearDay(date) ?? plain;
const longDay = (date) => `${format(date, "weekday")}, ${dated(date, "long", true)}`;

const TOKENS = {
  date_num: dayKey,
  date_slash: (date) => dayKey(date).replaceAll("-", "/"),
  date: (date) => dated(date, "long", !thisYear(date)),
  date_short: (date) => dated(date, "short", !thisYear(date)),
  date_long: longDay,
  date_pretty: (date) => pretty(date, dated(date, "long", !thisYear(date))),
  date_short_pretty: (date) => pretty(date, dated(date, "short", !thisYear(date))),
  date_long_pretty: (date) => pretty(date, longDay(date)),
  date_long_full: longDay,
  day_divider_pretty: (date) => pretty(date, dayName(date)),
  time: (date) => clockTime(date),
  time_secs: exactTime,
  ago,
};

/** Slack's date format, such as "{date_short_pretty} at {time}", filled in for an instant. */
export function slackDate(seconds, pattern) {
  const date = new Date(Number(seconds) * 1000);
  const filled = pattern.replace(/\{(\w+)\}/g, (whole, token) => TOKENS[token]?.(date) ?? whole);
  return nearDay(date) && /^\{\w+_pretty\}/.test(pattern) ? capital(filled) : filled;
}

/** A wall time "2026-11-23T09:05" in a zone, as an instant. */
export function instantAt(wall, zone = world.me.zone) {
  const target = Date.parse(`${wall}Z`);
  let guess = target;
  for (let round = 0; round < 2; round++) guess += target - Date.parse(`${wallOf(new Date(guess), zone)}Z`);
  return new Date(guess);
}

/** The wall time of an instant, as inputs of type datetime-local take it. */
export function wallOf(date, zone = world.me.zone) {
  const [, month, day, year, hour, minute] = /(\d+)\/(\d+)\/(\d+), (\d+):(\d+)/.exec(format(date, "wall", zone));
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

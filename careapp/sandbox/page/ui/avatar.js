// A person's or the app's picture: the one given, or initials on the person's colour.
import { h, safeImage } from "./dom.js";

const COLOURS = ["#1f7a8c", "#8a5a9e", "#c0612b", "#3d7d4f", "#a8455f", "#4b6cb7", "#8a7327", "#5b6770"];

export function avatar(person, size = 36) {
  const name = person?.name || "?";
  const box = h(
    "span",
    {
      class: "avatar",
      "aria-hidden": "true",
      data: { initials: initials(name) },
      style: { "--size": `${size}px`, "--tint": tint(person) },
    },
  );
  const url = safeImage(person?.avatar_url ?? person?.icon_url);
  if (url) box.append(h("img", { src: url, alt: "", on: { error: (event) => event.target.remove() } }));
  return box;
}

function initials(name) {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : ""]
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();
}

function tint(person) {
  if (person?.color) return person.color.startsWith("#") ? person.color : `#${person.color}`;
  const sum = [...(person?.id ?? person?.name ?? "")].reduce((total, letter) => total + letter.codePointAt(0), 0);
  return COLOURS[sum % COLOURS.length];
}

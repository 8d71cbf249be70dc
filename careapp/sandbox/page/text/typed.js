// A message's text as its author would type it again: entities back to @handles, #channels and addresses.
import { world } from "../world/state.js";
import { unescape } from "./entities.js";

export function typed(text) {
  return unescape((text ?? "").replace(/<([^<>]+)>/g, (_, inside) => back(inside)));
}

function back(inside) {
  const [target, label] = inside.split("|");
  if (target.startsWith("@")) return `@${world.people.get(target.slice(1))?.handle ?? label ?? target.slice(1)}`;
  if (target.startsWith("#")) return `#${world.channels.get(target.slice(1))?.name ?? label ?? target.slice(1)}`;
  if (target.startsWith("!subteam^"))
    return `@${world.groups.find((group) => group.id === target.split("^")[1])?.handle ?? label}`;
  if (target.startsWith("!")) return `@${target.slice(1)}`;
  return target.replace(/^mailto:/, "");
}

/** One line of plain words for previews and notices. */
export const oneLine = (text) => typed(text).replace(/\s+/g, " ").trim();

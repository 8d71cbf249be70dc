// What many blocks are made of: texts, pictures, addresses, and the box around what is not drawn.
import { h, safeImage, safeUrl } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { plain } from "../text/entities.js";
import { mrkdwn } from "../text/mrkdwn.js";

/** A text object (mrkdwn or plain_text) as nodes. */
export function words(text) {
  if (!text) return [];
  return text.type === "mrkdwn"
    ? mrkdwn(text.text, { verbatim: text.verbatim })
    : plain(text.text, text.emoji !== false);
}

/** A text object in a box of its own, or null. */
export const line = (text, look) => (text ? h("div", { class: `text ${look}` }, words(text)) : null);

export function unknown(thing) {
  return h(
    "details",
    { class: "unknown" },
    h("summary", null, h("b", null, thing.type ?? "no type"), " is not drawn by this sandbox. Show its JSON"),
    h("pre", null, JSON.stringify(thing, null, 2)),
  );
}

export const isAddress = (url) => Boolean(safeUrl(url));

export function visit(url) {
  if (isAddress(url)) open(url, "_blank", "noopener");
}

/** An image of an address or of a file that Slack keeps. This page loads nothing from outside: such an image is
 *  named by its alt text, and opens in a tab of its own. */
export function picture(block, look) {
  const file = block.slack_file;
  const url = block.image_url ?? file?.url ?? (file?.id && `/_sandbox/file?id=${encodeURIComponent(file.id)}`);
  const alt = block.alt_text ?? "";
  if (!safeImage(url)) return missing(alt, look);
  if (!isOwn(url)) return missing(alt, look, url);
  return h("img", {
    class: look,
    src: url,
    alt,
    title: look === "context-image" ? alt : null,
    on: { error: (event) => event.target.replaceWith(missing(alt, look)) },
  });
}

const isOwn = (url) => new URL(url, location).origin === location.origin;

function missing(alt, look, url) {
  const text = alt || "An image that does not load";
  const small = look === "context-image" || look === "accessory-image" || look === "card-icon";
  const inside = [icon("image", small ? 14 : 20), look === "context-image" ? null : h("span", null, text)];
  const shape = { class: `picture-missing ${look}`, title: url ? `${text}: ${url}` : text };
  return url
    ? h("a", { ...shape, href: url, target: "_blank", rel: "noopener noreferrer", "aria-label": text }, inside)
    : h("span", { ...shape, role: "img", "aria-label": text }, inside);
}

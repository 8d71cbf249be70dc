// Blocks that are boxes: alert, card, carousel, container, video and the remote file.
import { h, newId } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { richText } from "../text/rich_text.js";
import { element } from "./elements.js";
import { isAddress, line, picture, words } from "./parts.js";

const SIGNS = { default: "bell", info: "info", warning: "warn", error: "warn", success: "check" };

export function alertBox(block) {
  const level = block.level ?? "default";
  return h("div", { class: `level-${level}`, role: "note" }, icon(SIGNS[level] ?? "bell"), line(block.text, ""));
}

/** Slack's named icons that this page has a drawing for; the others show as a spark. */
const DRAWN = {
  calendar: "calendar",
  check: "check",
  code: "code",
  comment: "reply",
  edit: "pencil",
  "eye-open": "eye",
  help: "info",
  image: "image",
  info: "info",
  link: "link",
  lightbulb: "sun",
  plus: "plus",
  screen: "keyboard",
  trash: "trash",
  user: "people",
  warning: "warn",
};

const slackIcon = ({ name }) =>
  h("span", { class: "card-icon", role: "img", "aria-label": name, title: name }, icon(DRAWN[name] ?? "bolt", 20));

export function card(block, surface) {
  const face = block.icon ? picture(block.icon, "card-icon") : block.slack_icon && slackIcon(block.slack_icon);
  const titles = h("div", { class: "card-titles" }, line(block.title, "card-title"), line(block.subtitle, "quiet"));
  const buttons = (block.actions ?? []).map((one) => element(one, block, surface));
  return h(
    "article",
    null,
    block.hero_image && picture(block.hero_image, "card-hero"),
    h(
      "div",
      { class: "card-body" },
      face || block.title || block.subtitle ? h("div", { class: "card-top" }, face, titles) : null,
      line(block.body, ""),
      line(block.subtext, "quiet small-text"),
      buttons.length ? h("div", { class: "card-buttons" }, buttons) : null,
    ),
  );
}

/** Cards in a row that scrolls sideways, by touch, by the arrow keys or by its two buttons. */
export function carousel(block, draw) {
  const row = h(
    "div",
    { class: "carousel-row", tabindex: "0", role: "group", "aria-label": `${block.elements.length} cards` },
    block.elements.map((one, at) => draw({ block_id: `${block.block_id}-${at}`, ...one })),
  );
  const push = (label, sign, way) =>
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": label,
        on: { click: () => row.scrollBy({ left: way * row.clientWidth * 0.8, behavior: "smooth" }) },
      },
      icon(sign),
    );
  return h(
    "div",
    null,
    row,
    h("div", { class: "carousel-foot" }, push("Earlier cards", "left", -1), push("Further cards", "right", 1)),
  );
}

export function container(block, draw) {
  const title = block.rich_text_title ? richText(block.rich_text_title) : h("span", null, words(block.title));
  const head = [
    block.icon && picture(block.icon, "card-icon"),
    h("span", { class: "card-titles" }, h("b", null, title), line(block.subtitle, "quiet")),
  ];
  const inside = h(
    "div",
    { class: "container-body blocks" },
    block.child_blocks.map((one, at) => draw({ block_id: `${block.block_id}-${at}`, ...one })),
  );
  const look = `width-${block.width ?? "standard"}${block.has_header_divider ? " divided" : ""}`;
  if (!block.is_collapsible) {
    const id = newId("container");
    const top = h("div", { class: "container-head", id }, head);
    return h("section", { class: look, "aria-labelledby": id }, top, inside);
  }
  const summary = h("summary", { class: "container-head" }, head, h("span", { class: "fold" }, icon("down", 16)));
  return h("details", { class: look, open: !block.default_collapsed }, summary, inside);
}

/** A video as a card; it is watched where it comes from. */
export function video(block) {
  const url = block.title_url ?? block.video_url;
  const title = isAddress(url)
    ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, words(block.title))
    : words(block.title);
  const from = [block.provider_name, block.author_name].filter(Boolean).join(" · ");
  const still = picture({ image_url: block.thumbnail_url, alt_text: block.alt_text }, "block-picture");
  const away = { target: "_blank", rel: "noopener noreferrer" };
  const play = {
    href: isAddress(block.video_url) ? block.video_url : null,
    class: "video-play",
    "aria-label": `Watch: ${block.title?.text ?? block.alt_text}`,
    ...away,
  };
  return h(
    "figure",
    null,
    h("figcaption", null, from ? h("div", { class: "quiet small-text" }, from) : null, h("b", null, title)),
    line(block.description, ""),
    h(
      "div",
      { class: "video-still" },
      still,
      h("a", play, icon("play", 22)),
    ),
  );
}

export function remoteFile(block) {
  return h(
    "div",
    { class: "remote-file" },
    icon("link"),
    h("span", null, "A remote file, ", h("code", null, block.external_id), ", which the sandbox does not fetch"),
  );
}

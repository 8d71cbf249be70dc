"""Slack's rules for layout blocks, rich text included."""

from typing import Any

from careapp.sandbox.block_kit.elements import (
    IN_ACTIONS,
    IN_INPUT,
    URL,
    plain,
    text,
)
from careapp.sandbox.block_kit.schema import (
    Check,
    Fields,
    anything,
    array,
    choice,
    flag,
    number,
    one_of,
    shape,
    some_of,
    string,
    typed,
)

STYLE = shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag))
SLACK_FILE = shape({}, {"id": string(255, 1), "url": string(3000, 1)}, one_of("id", "url"))
IMAGE: Fields = {"image_url": URL, "slack_file": SLACK_FILE}
IMAGE_ELEMENT = shape({"type": anything, "alt_text": string(2000)}, IMAGE, one_of("image_url", "slack_file"))


def _inline(fields: Fields, optional: Fields | None = None) -> Check:
    return shape({"type": anything} | fields, {"style": STYLE} | (optional or {}))


INLINE = typed(
    {
        "text": _inline({"text": string(40_000)}),
        "link": _inline({"url": string(3000, 1)}, {"text": string(40_000), "unsafe": flag}),
        "user": _inline({"user_id": string(255, 1)}),
        "usergroup": _inline({"usergroup_id": string(255, 1)}),
        "channel": _inline({"channel_id": string(255, 1)}),
        "emoji": _inline({"name": string(255, 1)}, {"unicode": string(100), "skin_tone": number(1, 6)}),
        "broadcast": _inline({"range": choice("here", "channel", "everyone")}),
        "date": _inline(
            {"timestamp": number(0, 9_999_999_999), "format": string(255, 1)},
            {"fallback": string(255), "url": string(3000)},
        ),
        "color": _inline({"value": string(20, 1)}),
    }
)
SECTION = shape({"type": anything, "elements": array(INLINE, 10_000)})
BORDERED = shape(
    {"type": anything, "elements": array(INLINE, 10_000)}, {"border": number(0, 1), "language": string(50)}
)
LIST = shape(
    {
        "type": anything,
        "style": choice("bullet", "ordered"),
        "elements": array(typed({"rich_text_section": SECTION}), 10_000),
    },
    {"indent": number(0, 8), "offset": number(0, 10_000), "border": number(0, 1)},
)
RICH: dict[str, Check] = {
    "rich_text_section": SECTION,
    "rich_text_list": LIST,
    "rich_text_quote": BORDERED,
    "rich_text_preformatted": BORDERED,
}
RAW_CELL = shape({"type": anything, "text": string(10_000)})
RICH_CELL = shape({"type": anything, "elements": array(typed(RICH), 10_000)}, {"block_id": string(255)})
CELL = typed({"raw_text": RAW_CELL, "rich_text": RICH_CELL})
COLUMN = shape({}, {"align": choice("left", "center", "right"), "is_wrapped": flag})


def _block(fields: Fields | None = None, optional: Fields | None = None, *rules: Any) -> Check:
    return shape({"type": anything} | (fields or {}), {"block_id": string(255)} | (optional or {}), *rules)


BLOCKS: dict[str, Check] = {
    "actions": _block({"elements": array(typed(IN_ACTIONS), 25, 1)}),
    "context": _block(
        {"elements": array(typed({"image": IMAGE_ELEMENT, "plain_text": text(3000), "mrkdwn": text(3000)}), 10, 1)}
    ),
    "divider": _block(),
    "header": _block({"text": plain(150)}, {"level": number(1, 4)}),
    "image": _block({"alt_text": string(2000)}, IMAGE | {"title": plain(2000)}, one_of("image_url", "slack_file")),
    "input": _block(
        {"label": plain(2000), "element": typed(IN_INPUT)},
        {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "markdown": _block({"text": string(12_000, 1)}),
    "rich_text": _block({"elements": array(typed(RICH), 10_000)}),
    "section": _block(
        {},
        {
            "text": text(3000),
            "fields": array(text(2000), 10, 1),
            "accessory": typed(IN_ACTIONS | {"image": IMAGE_ELEMENT}),
            "expand": flag,
        },
        some_of("text", "fields"),
    ),
    "table": _block({"rows": array(array(CELL, 20, 1), 100, 1)}, {"column_settings": array(COLUMN, 20)}),
    "video": _block(
        {
            "alt_text": string(2000),
            "title": plain(199),
            "thumbnail_url": URL,
            "video_url": URL,
        },
        {
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": URL,
            "provider_name": string(50),
            "title_url": URL,
        },
    ),
}

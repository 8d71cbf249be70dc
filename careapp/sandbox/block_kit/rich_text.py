"""Slack's rich text: its parts, the elements inside them, and their styles."""

from careapp.sandbox.block_kit.composition import ID
from careapp.sandbox.block_kit.schema import (
    Check,
    Fields,
    anything,
    array,
    choice,
    flag,
    integer,
    matching,
    shape,
    string,
    typed,
)

MOST = 10_000
STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
STYLE = shape({}, dict.fromkeys(STYLES, flag))


def _inline(fields: Fields, optional: Fields | None = None) -> Check:
    return shape({"type": anything} | fields, {"style": STYLE} | (optional or {}))


INLINE: dict[str, Check] = {
    "text": _inline({"text": string(40_000)}),
    "link": _inline({"url": string(3000, 1)}, {"text": string(40_000), "unsafe": flag}),
    "user": _inline({"user_id": ID}),
    "usergroup": _inline({"usergroup_id": ID}),
    "team": _inline({"team_id": ID}),
    "channel": _inline({"channel_id": ID}),
    "emoji": _inline({"name": ID}, {"unicode": string(100), "skin_tone": integer(1, 6), "url": string(3000)}),
    "broadcast": _inline({"range": choice("here", "channel", "everyone")}),
    "date": _inline(
        {"timestamp": integer(0, 9_999_999_999), "format": ID},
        {"fallback": string(255), "url": string(3000)},
    ),
    "color": _inline({"value": matching(r"#[0-9a-fA-F]{3,8}", "must be a color")}),
}
ELEMENTS = array(typed(INLINE), MOST)
BORDER: Fields = {"border": integer(0, 1)}
PARTS: dict[str, Check] = {
    "rich_text_section": shape({"type": anything, "elements": ELEMENTS}),
    "rich_text_quote": shape({"type": anything, "elements": ELEMENTS}, BORDER),
    "rich_text_preformatted": shape({"type": anything, "elements": ELEMENTS}, BORDER | {"language": string(50)}),
}
PARTS["rich_text_list"] = shape(
    {
        "type": anything,
        "style": choice("bullet", "ordered"),
        "elements": array(typed({"rich_text_section": PARTS["rich_text_section"]}), MOST),
    },
    BORDER | {"indent": integer(0, 8), "offset": integer(0, MOST)},
)
RICH_TEXT = shape({"type": anything, "elements": array(typed(PARTS), MOST)}, {"block_id": string(255)})
RICH_TEXT_BLOCK = typed({"rich_text": RICH_TEXT})

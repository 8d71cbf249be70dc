"""Slack's layout blocks, as a table: required fields, optional fields, rules."""

from typing import Any

from careapp.sandbox.block_kit.charts import DATA_VISUALIZATION
from careapp.sandbox.block_kit.composition import (
    ID,
    IMAGE_ELEMENT,
    PICTURE,
    SLACK_ICON,
    plain,
    text,
    url,
)
from careapp.sandbox.block_kit.elements import IN_ACTIONS, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION, chosen
from careapp.sandbox.block_kit.rich_text import RICH_TEXT, RICH_TEXT_BLOCK
from careapp.sandbox.block_kit.rules import at_most_one_of, needs, one_of, some_of
from careapp.sandbox.block_kit.schema import (
    Check,
    Fields,
    all_of,
    anything,
    array,
    choice,
    flag,
    integer,
    shape,
    string,
    typed,
)
from careapp.sandbox.block_kit.tables import DATA_TABLE, TABLE
from careapp.sandbox.block_kit.tasks import PLAN, TASK_CARD

SECURE = url(schemes="https")


def _block(fields: Fields | None = None, optional: Fields | None = None, *rules: Any) -> Check:
    return shape({"type": anything} | (fields or {}), {"block_id": string(255)} | (optional or {}), *rules)


CARD = _block(
    {},
    {
        "hero_image": IMAGE_ELEMENT,
        "icon": IMAGE_ELEMENT,
        "slack_icon": SLACK_ICON,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "subtext": text(200),
        "actions": array(typed(chosen("button")), 3),
    },
    some_of("hero_image", "title", "actions", "body"),
    at_most_one_of("icon", "slack_icon"),
)

BLOCKS: dict[str, Check] = {
    "section": _block(
        {},
        {
            "text": all_of(text(3000)),
            "fields": array(text(2000), 10, 1),
            "accessory": typed(IN_SECTION | {"image": IMAGE_ELEMENT}),
            "expand": flag,
        },
        some_of("text", "fields", at_type=True),
    ),
    "header": _block({"text": plain(150)}, {"level": integer(1, 4)}),
    "divider": _block(),
    "context": _block(
        {"elements": array(typed({"image": IMAGE_ELEMENT, "plain_text": text(3000), "mrkdwn": text(3000)}), 10, 1)}
    ),
    "actions": _block({"elements": array(typed(IN_ACTIONS), 25, 1)}),
    "context_actions": _block({"elements": array(typed(IN_CONTEXT_ACTIONS), 5, 1)}),
    "input": _block(
        {"label": plain(2000), "element": typed(IN_INPUT)},
        {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "image": _block({"alt_text": string(2000)}, PICTURE | {"title": plain(2000)}, one_of(*PICTURE)),
    "rich_text": RICH_TEXT,
    "markdown": _block({"text": string(12_000, 1)}),
    "video": _block(
        {"alt_text": string(2000), "title": plain(200), "thumbnail_url": SECURE, "video_url": SECURE},
        {
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": url(2000),
            "provider_name": string(50),
            "title_url": url(2000, "https"),
        },
    ),
    "file": _block({"external_id": ID, "source": choice("remote")}),
    "table": TABLE,
    "data_table": DATA_TABLE,
    "data_visualization": DATA_VISUALIZATION,
    "alert": _block({"text": text(200)}, {"level": choice("default", "info", "warning", "error", "success")}),
    "card": CARD,
    "carousel": _block({"elements": array(typed({"card": CARD}), 10, 1)}),
    "task_card": TASK_CARD,
    "plan": PLAN,
}

_IN_CONTAINER = [
    *("actions", "context", "divider", "file", "header", "image"),
    *("input", "rich_text", "section", "table", "video"),
]
BLOCKS["container"] = _block(
    {"child_blocks": array(typed({name: BLOCKS[name] for name in _IN_CONTAINER}), 10, 1)},
    {
        "title": plain(150),
        "rich_text_title": RICH_TEXT_BLOCK,
        "subtitle": text(150),
        "icon": IMAGE_ELEMENT,
        "width": choice("narrow", "standard", "wide", "full"),
        "is_collapsible": flag,
        "default_collapsed": flag,
        "has_header_divider": flag,
    },
    some_of("title", "rich_text_title"),
    needs("default_collapsed", "is_collapsible", True),
    needs("has_header_divider", "is_collapsible", False),
)

_EVERYWHERE = ["actions", "card", "context", "divider", "header", "image", "input", "rich_text", "section", "video"]
SURFACES: dict[str, list[str]] = {
    "message": [
        *_EVERYWHERE,
        *("carousel", "container", "context_actions", "data_table", "data_visualization"),
        *("file", "markdown", "plan", "table", "task_card"),
    ],
    "modal": [*_EVERYWHERE, "alert"],
    "home": [*_EVERYWHERE, "carousel", "container", "data_table", "data_visualization", "table"],
}


def blocks_on(surface: str | None) -> Check:
    """A block that is taken on this surface (message, modal, home), or on any for None."""
    return typed({name: BLOCKS[name] for name in (SURFACES[surface] if surface else BLOCKS)})

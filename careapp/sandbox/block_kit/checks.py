"""Checks a message's blocks, a modal or a Home as a whole."""

import json
from typing import Any

from careapp.sandbox.block_kit.blocks import BLOCKS
from careapp.sandbox.block_kit.elements import plain
from careapp.sandbox.block_kit.schema import (
    Check,
    Complaints,
    anything,
    array,
    complain,
    flag,
    shape,
    string,
    typed,
)
from careapp.sandbox.element_values import elements_of

MESSAGE_BLOCKS = BLOCKS
VIEW_BLOCKS = {name: check for name, check in BLOCKS.items() if name not in ("markdown", "table")}
VIEW_BYTES = 250_000
MARKDOWN_TOTAL = 12_000

VIEW_FIELDS: dict[str, Check] = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
VIEWS: dict[str, Check] = {
    "modal": shape(
        {"type": anything, "title": plain(24), "blocks": array(typed(VIEW_BLOCKS), 100)},
        VIEW_FIELDS
        | {
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": flag,
            "notify_on_close": flag,
        },
    ),
    "home": shape({"type": anything, "blocks": array(typed(VIEW_BLOCKS), 100)}, VIEW_FIELDS),
}


def blocks_complaints(blocks: Any, at: str = "/blocks") -> Complaints:
    """What Slack would say against a message's blocks; empty where they are right."""
    complaints: Complaints = []
    array(typed(MESSAGE_BLOCKS), 50)(blocks, at, complaints)
    if not complaints:
        _same_ids(blocks, at, complaints)
        written = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
        if written > MARKDOWN_TOTAL:
            complain(complaints, f"no more than {MARKDOWN_TOTAL} characters of markdown allowed", at)
    return complaints


def view_complaints(view: Any, allowed: tuple[str, ...]) -> Complaints:
    """What Slack would say against a view of one of these types."""
    complaints: Complaints = []
    typed({name: VIEWS[name] for name in allowed})(view, "/view", complaints)
    if complaints:
        return ["failed to match all allowed schemas [json-pointer:/view]", *complaints]
    _same_ids(view["blocks"], "/view/blocks", complaints)
    has_input = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and has_input and "submit" not in view:
        complain(complaints, "must define `submit` to use an `input` block in modals", "/view/submit")
    return complaints


def too_large(view: Any) -> bool:
    """Whether a view is over Slack's 250 KB."""
    return len(json.dumps(view)) > VIEW_BYTES


def _same_ids(blocks: list[dict[str, Any]], at: str, complaints: Complaints) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            complain(complaints, f"`block_id` {block_id} already exists", f"{at}/{index}/block_id")
        seen.add(block_id or "")
    _same_actions(blocks, at, complaints)


def _same_actions(blocks: list[dict[str, Any]], at: str, complaints: Complaints) -> None:
    for index, block in enumerate(blocks):
        action_ids = [element["action_id"] for _, element in elements_of([block])]
        for action_id in {each for each in action_ids if action_ids.count(each) > 1}:
            complain(complaints, f"`action_id` {action_id} already exists", f"{at}/{index}/elements")

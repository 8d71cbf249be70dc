"""Checks a message's blocks, a modal or a Home as a whole."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from careapp.sandbox.block_kit.blocks import blocks_on
from careapp.sandbox.block_kit.composition import plain
from careapp.sandbox.block_kit.nesting import elements_at, nested
from careapp.sandbox.block_kit.rules import already
from careapp.sandbox.block_kit.schema import (
    Check,
    Finding,
    Json,
    all_of,
    anything,
    array,
    failed,
    flag,
    shape,
    string,
    typed,
)
from careapp.sandbox.block_kit.tables import MOST_WRITTEN, written

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000
MARKDOWN_TOTAL = 12_000
MOST_CHARTS = 2

NAMES: dict[str, Check] = {"private_metadata": string(3000), "callback_id": string(255), "external_id": string(255)}
BUTTONS: dict[str, Check] = {"submit": plain(24), "close": plain(24)}
ON_CLOSE: dict[str, Check] = {"clear_on_close": flag, "notify_on_close": flag}
VIEWS: dict[str, Check] = {
    "modal": shape(
        {"type": anything, "title": plain(24), "blocks": array(blocks_on("modal"), VIEW_BLOCKS)},
        NAMES | BUTTONS | ON_CLOSE,
    ),
    "home": shape({"type": anything, "blocks": array(blocks_on("home"), VIEW_BLOCKS)}, NAMES),
}


def blocks_findings(blocks: Any, at: str = "/blocks", surface: str | None = "message") -> list[Finding]:
    """All that Slack refuses in a list of blocks on a surface (None: any); empty where they are right."""
    found = list(array(blocks_on(surface), MESSAGE_BLOCKS)(blocks, at))
    if found:
        return found
    return [*_same_ids(blocks, at), *(_totals(blocks, at) if surface == "message" else ())]


def view_findings(view: Any, allowed: tuple[str, ...] = ("modal", "home"), at: str = "/view") -> list[Finding]:
    """All that Slack refuses in a view of one of these types."""
    found = list(all_of(typed({name: VIEWS[name] for name in allowed}))(view, at))
    if found:
        return found
    blocks = f"{at}/blocks"
    return [*_same_ids(view["blocks"], blocks), *_one_focus(view["blocks"], blocks), *_has_submit(view, blocks)]


def findings(kind: str, value: Any) -> list[Json]:
    """What `blocks.validate` has against `blocks`, a `view` or a `message`, as objects; pointers begin in the value."""
    match kind:
        case "blocks":
            found = blocks_findings(value, "", None)
        case "view":
            found = view_findings(value, at="")
        case _:
            found = _message_findings(value)
    return [each.as_object() for each in found]


def blocks_complaints(blocks: Any, at: str = "/blocks") -> list[str]:
    """The same for a message's blocks, as sentences with their pointers."""
    return [each.sentence for each in blocks_findings(blocks, at)]


def view_complaints(view: Any, allowed: tuple[str, ...]) -> list[str]:
    """The same for a view, as sentences with their pointers."""
    return [each.sentence for each in view_findings(view, allowed)]


def too_large(view: Any) -> bool:
    """Whether a view is over Slack's 250 KB."""
    return len(json.dumps(view)) > VIEW_BYTES


def too_many_tables(blocks: list[Json]) -> bool:
    """Whether valid blocks of a message hold more than the one table that Slack allows."""
    return [block["type"] for _, block in nested(blocks)].count("table") > 1


def _message_findings(message: Any) -> list[Finding]:
    with_blocks: Check = shape({}, {"blocks": array(blocks_on(None), MESSAGE_BLOCKS)})
    found = [] if isinstance(message, dict) else list(with_blocks(message, ""))
    for name, at in _block_lists(message if not found else {}):
        found += blocks_findings(at, name, None)
    return found


def _block_lists(message: Json) -> Iterator[tuple[str, Any]]:
    if "blocks" in message:
        yield "/blocks", message["blocks"]
    attachments = message.get("attachments")
    for index, attachment in enumerate(attachments if isinstance(attachments, list) else []):
        if isinstance(attachment, dict) and "blocks" in attachment:
            yield f"/attachments/{index}/blocks", attachment["blocks"]


def _same_ids(blocks: list[Json], at: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for pointer, block in nested(blocks, at):
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            yield already("block_id", block_id, f"{pointer}/block_id")
        seen.add(block_id or "")
        yield from _same_actions(elements_at(block, pointer))


def _same_actions(elements: Iterable[tuple[str, Json]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for pointer, element in elements:
        action_id = element.get("action_id")
        if action_id and action_id in seen:
            yield already("action_id", action_id, f"{pointer}/action_id")
        seen.add(action_id or "")


def _totals(blocks: list[Json], at: str) -> Iterator[Finding]:
    held = [block for _, block in nested(blocks)]
    kinds = Counter(block["type"] for block in held)
    if sum(len(block["text"]) for block in held if block["type"] == "markdown") > MARKDOWN_TOTAL:
        yield failed(f"no more than {MARKDOWN_TOTAL} characters of markdown allowed", at, "max_length", MARKDOWN_TOTAL)
    if sum(written(block["rows"]) for block in held if block["type"] == "data_table") > MOST_WRITTEN:
        yield failed(f"no more than {MOST_WRITTEN} characters in data tables allowed", at, "max_length", MOST_WRITTEN)
    if kinds["data_visualization"] > MOST_CHARTS:
        yield failed(f"no more than {MOST_CHARTS} data visualizations allowed", at, "max_items", MOST_CHARTS)


def _one_focus(blocks: list[Json], at: str) -> Iterator[Finding]:
    elements = [found for pointer, block in nested(blocks, at) for found in elements_at(block, pointer)]
    focused = [pointer for pointer, element in elements if element.get("focus_on_load")]
    for pointer in focused[1:]:
        yield failed("only one element can set `focus_on_load`", f"{pointer}/focus_on_load", "max_items", 1)


def _has_submit(view: Json, at: str) -> Iterator[Finding]:
    if view["type"] != "modal" or "submit" in view:
        return
    for index, block in enumerate(view["blocks"]):
        if block["type"] == "input":
            yield failed("must define `submit` to use an `input` block in modals", f"{at}/{index}/input", "not")

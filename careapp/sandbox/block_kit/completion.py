"""Fills in what Slack fills in: missing ids and the flags of text objects."""

from copy import deepcopy
from itertools import count
from typing import Any

from careapp.sandbox.block_kit.nesting import elements_at, nested
from careapp.sandbox.refusals import Json

_ids = count(1)


def completed(blocks: list[Json]) -> list[Json]:
    """A copy of valid blocks in which every block and every element has its id."""
    copy = deepcopy(blocks)
    for _, block in nested(copy):
        if not block.get("block_id"):
            block["block_id"] = _new_id("b")
        for _, element in elements_at(block):
            element.setdefault("action_id", _new_id("a"))
    _flag_texts(copy)
    return copy


def _flag_texts(value: Any) -> None:
    if isinstance(value, list):
        for each in value:
            _flag_texts(each)
    elif isinstance(value, dict):
        if value.get("type") == "plain_text":
            value.setdefault("emoji", True)
        elif value.get("type") == "mrkdwn":
            value.setdefault("verbatim", False)
        for each in value.values():
            _flag_texts(each)


def _new_id(prefix: str) -> str:
    return f"{prefix}{next(_ids):05d}"

"""Reads JSON that came from outside: finite numbers, whole characters, and no deeper than anything that Slack knows."""

import json
import re
from math import isfinite
from typing import Any

DEEPEST = 100
_ESCAPED_HALF = re.compile(r"\\ud[89a-f]", re.IGNORECASE)


def read_json(text: str) -> Any:
    """What a JSON text says; raises ValueError for a broken one, NaN, Infinity, half a character or over 100 levels."""
    try:
        value = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except RecursionError as deep:
        raise ValueError("too deep") from deep
    if _is_deeper(value, DEEPEST):
        raise ValueError("too deep")
    if _ESCAPED_HALF.search(text):  # half of a pair alone can be written in JSON, and nowhere else
        json.dumps(value, ensure_ascii=False).encode()
    return value


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError(f"{digits} is too large")
    return number


def _is_deeper(value: Any, levels: int) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(each, levels - 1) for each in inside)

"""Reads JSON that came from outside: finite numbers, and no deeper than anything that Slack knows."""

import json
from math import isfinite
from typing import Any

DEEPEST = 100


def read_json(text: str) -> Any:
    """What a JSON text says; raises ValueError for a broken one, NaN, Infinity, or more than 100 levels."""
    try:
        value = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except RecursionError as deep:
        raise ValueError("too deep") from deep
    if _is_deeper(value, DEEPEST):
        raise ValueError("too deep")
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

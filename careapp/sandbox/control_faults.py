"""Faults by control call: what goes wrong with the Web API, read strictly from a body."""

import re
from typing import Any

from careapp.sandbox.control_body import Body
from careapp.sandbox.fault_kinds import KINDS, Fault
from careapp.sandbox.refusals import ControlError, Json

MOST_PLANNED = 1_000
_LONGEST = 86_400.0
_SPANS: dict[str, tuple[float, float]] = {"seconds": (0, _LONGEST), "after": (0, _LONGEST), "status": (200, 599)}


async def faults(body: Body) -> Json:
    """Plans, sets, draws, ends, releases or clears faults, and answers what is to go wrong now."""
    ours = body.slack.faults
    if body.flag("clear", False):
        ours.clear()
    if body.flag("release", False):
        ours.release()
    if "plan" in body.given:
        ours.plan(body.text("method"), *_faults(body.given["plan"], "plan"))
    if "always" in body.given:
        given = body.given["always"]
        ours.always(body.text("method", "*"), None if given is None else _fault(given))
    if "at_random" in body.given:
        none = {"seed": 0, "share": 0}
        _at_random(Body(body.slack, none if body.given["at_random"] is None else body.object("at_random")))
    return body.slack.faults_shown()


def _at_random(chance: Body) -> None:
    kinds = _faults(chance.given["kinds"], "kinds") if "kinds" in chance.given else None
    methods = chance.given.get("methods", ["*"])
    if not isinstance(methods, list) or not all(isinstance(each, str) for each in methods):
        raise ControlError("`methods` must be a list of methods.")
    seed, share = chance.number("seed"), chance.number("share")
    if not seed.is_integer() or not 0 <= share <= 1:
        raise ControlError("`seed` must be a whole number, and `share` from 0 to 1.")
    chance.slack.faults.at_random(int(seed), share, kinds, methods)


def _faults(given: Any, name: str) -> list[Fault]:
    if not isinstance(given, list) or len(given) > MOST_PLANNED:
        raise ControlError(f"`{name}` must be a list of up to {MOST_PLANNED:,} faults.")
    return [_fault(each) for each in given]


def _fault(given: Any) -> Fault:
    kind = given.get("kind") if isinstance(given, dict) else None
    make = KINDS.get(kind) if isinstance(kind, str) else None
    if make is None:
        raise ControlError(f"A fault is an object with a `kind`: {', '.join(KINDS)}.")
    for name in _SPANS.keys() & given.keys():
        _check_number(name, given[name])
    if not isinstance(given.get("error", ""), str):
        raise ControlError("`error` must be a string.")
    if not re.fullmatch(r"[!-~]{1,40}|None", str(given.get("retry_after"))):
        raise ControlError("`retry_after` must be what a header can hold, as 30 or soon.")
    try:
        return make(**{name: value for name, value in given.items() if name != "kind"})
    except TypeError as wrong:
        raise ControlError(f"The fault {kind} does not take this: {wrong}.") from wrong


def _check_number(name: str, value: Any) -> None:
    least, most = _SPANS[name]
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not least <= value <= most or (name == "status" and not isinstance(value, int)):
        raise ControlError(f"`{name}` must be a number from {least:g} to {most:g}.")

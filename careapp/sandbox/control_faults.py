"""Faults by control call: what goes wrong with the Web API, read strictly from a body."""

from typing import Any

from careapp.sandbox.control_body import Body
from careapp.sandbox.fault_kinds import KINDS, Fault
from careapp.sandbox.refusals import ControlError, Json

_NUMBERS = {"seconds", "after", "status"}


async def faults(body: Body) -> Json:
    """Plans, sets, draws, releases or clears faults, and answers what is to go wrong now."""
    ours = body.slack.faults
    if body.flag("clear", False):
        ours.clear()
    if body.flag("release", False):
        ours.release()
    if "plan" in body.given:
        ours.plan(body.text("method"), *_faults(body.given["plan"], "plan"))
    if "always" in body.given:
        ours.always(body.text("method", "*"), _fault(body.object("always")))
    if "at_random" in body.given:
        _at_random(body, Body(body.slack, body.object("at_random")))
    return ours.state()


def _at_random(body: Body, chance: Body) -> None:
    kinds = _faults(chance.given["kinds"], "kinds") if "kinds" in chance.given else None
    methods = chance.given.get("methods", ["*"])
    if not isinstance(methods, list) or not all(isinstance(each, str) for each in methods):
        raise ControlError("`methods` must be a list of methods.")
    body.slack.faults.at_random(int(chance.number("seed")), chance.number("share"), kinds, methods)


def _faults(given: Any, name: str) -> list[Fault]:
    if not isinstance(given, list):
        raise ControlError(f"`{name}` must be a list of faults.")
    return [_fault(each) for each in given]


def _fault(given: Any) -> Fault:
    kind = given.get("kind") if isinstance(given, dict) else None
    make = KINDS.get(kind) if isinstance(kind, str) else None
    if make is None:
        raise ControlError(f"A fault is an object with a `kind`: {', '.join(KINDS)}.")
    for name in _NUMBERS & given.keys():
        if isinstance(given[name], bool) or not isinstance(given[name], (int, float)):
            raise ControlError(f"`{name}` must be a number.")
    try:
        return make(**{name: value for name, value in given.items() if name != "kind"})
    except TypeError as wrong:
        raise ControlError(f"The fault {kind} does not take this: {wrong}.") from wrong

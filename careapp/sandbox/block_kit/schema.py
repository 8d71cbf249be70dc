"""A small schema language that words its complaints as Slack does."""

from collections.abc import Callable, Iterable
from typing import Any

Complaints = list[str]
Check = Callable[[Any, str, Complaints], None]
Fields = dict[str, Check]
Rule = Callable[[dict[str, Any], str, Complaints], None]


def complain(complaints: Complaints, sentence: str, pointer: str) -> None:
    """Adds one complaint about what is at a JSON pointer."""
    complaints.append(f"{sentence} [json-pointer:{pointer}]")


def string(most: int, least: int = 0) -> Check:
    """A string of so many characters."""

    def check(value: Any, at: str, complaints: Complaints) -> None:
        if not isinstance(value, str):
            complain(complaints, "must provide a string", at)
        elif len(value) < least:
            complain(complaints, f"must be more than {least - 1} characters", at)
        elif len(value) > most:
            complain(complaints, f"must be less than {most + 1} characters", at)

    return check


def flag(value: Any, at: str, complaints: Complaints) -> None:
    """A boolean."""
    if not isinstance(value, bool):
        complain(complaints, "must be a boolean", at)


def number(least: int, most: int) -> Check:
    """An integer within bounds."""

    def check(value: Any, at: str, complaints: Complaints) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            complain(complaints, "must be an integer", at)
        elif not least <= value <= most:
            complain(complaints, f"must be between {least} and {most}", at)

    return check


def choice(*allowed: str) -> Check:
    """One of these strings."""

    def check(value: Any, at: str, complaints: Complaints) -> None:
        if value not in allowed:
            complain(complaints, "must be a valid enum value", at)

    return check


def array(item: Check, most: int, least: int = 0) -> Check:
    """A list of so many items."""

    def check(value: Any, at: str, complaints: Complaints) -> None:
        if not isinstance(value, list):
            complain(complaints, "must provide an array", at)
            return
        if len(value) > most:
            complain(complaints, f"no more than {most} items allowed", at)
        if len(value) < least:
            complain(complaints, f"no fewer than {least} items allowed", at)
        for index, each in enumerate(value[:most]):
            item(each, f"{at}/{index}", complaints)

    return check


def shape(required: Fields, optional: Fields | None = None, *rules: Rule) -> Check:
    """An object with these fields and no others; `rules` see it once its fields are right."""
    allowed = required | (optional or {})

    def check(value: Any, at: str, complaints: Complaints) -> None:
        if not isinstance(value, dict):
            complain(complaints, "must provide an object", at)
            return
        before = len(complaints)
        for name in required:
            if name not in value:
                complain(complaints, f"missing required field: {name}", at)
        for name, each in value.items():
            if name in allowed:
                allowed[name](each, f"{at}/{name}", complaints)
            else:
                complain(complaints, f"invalid additional property: {name}", at)
        if len(complaints) == before:
            for rule in rules:
                rule(value, at, complaints)

    return check


def typed(checks: dict[str, Check]) -> Check:
    """An object whose `type` names the check that it must pass."""

    def check(value: Any, at: str, complaints: Complaints) -> None:
        if not isinstance(value, dict):
            complain(complaints, "must provide an object", at)
        elif "type" not in value:
            complain(complaints, "missing required field: type", at)
        elif not isinstance(value["type"], str) or value["type"] not in checks:
            complain(complaints, f"unsupported type: {value['type']}", f"{at}/type")
        else:
            checks[value["type"]](value, at, complaints)

    return check


def some_of(*names: str) -> Rule:
    """At least one of these fields is there."""

    def rule(value: dict[str, Any], at: str, complaints: Complaints) -> None:
        if not any(name in value for name in names):
            complain(complaints, f"must define either `{'` or `'.join(names)}`", at)

    return rule


def one_of(*names: str) -> Rule:
    """Exactly one of these fields is there."""

    def rule(value: dict[str, Any], at: str, complaints: Complaints) -> None:
        if sum(name in value for name in names) != 1:
            complain(complaints, f"must define exactly one of `{'` or `'.join(names)}`", at)

    return rule


def chosen(checks: dict[str, Check], names: Iterable[str]) -> dict[str, Check]:
    """Some of a table of checks."""
    return {name: checks[name] for name in names}


def anything(value: Any, at: str, complaints: Complaints) -> None:
    """Whatever Slack takes without a look."""

"""A small schema language: checks that find what Slack would refuse, in its words and its shape."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Finding:
    """One thing that Slack refuses at a JSON pointer; `details` hold the `constraint` or the `field` it names."""

    message: str
    pointer: str
    code: str = "failed_constraint"
    details: Json = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """As `response_metadata.messages` say it."""
        return f"{self.message} [json-pointer:{self.pointer}]"

    def as_object(self) -> Json:
        """As `blocks.validate` says it: {code, message, pointer, constraint? | field?}."""
        return {"code": self.code, "message": self.message, "pointer": self.pointer, **self.details}


Check = Callable[[Any, str], Iterable[Finding]]
Fields = dict[str, Check]
Rule = Callable[[Json, str], Iterable[Finding]]


def failed(message: str, at: str, constraint: str, expected: Any = None) -> Finding:
    """A finding that names its constraint and, where there is one, what was expected."""
    named = {"type": constraint} | ({} if expected is None else {"expected": expected})
    return Finding(message, at, details={"constraint": named})


def wrong_type(message: str, at: str) -> Finding:
    """A finding about a value of another type."""
    return Finding(message, at, "invalid_type")


def missing(name: str, at: str) -> Finding:
    """A finding about a field that is not there."""
    return Finding(f"missing required field: {name}", at, "missing_field", {"field": name})


def string(most: int, least: int = 0) -> Check:
    """A string of so many characters."""

    def check(value: Any, at: str) -> Iterator[Finding]:
        if not isinstance(value, str):
            yield wrong_type("must provide a string", at)
        elif len(value) < least:
            yield failed(f"must be more than {least - 1} characters", at, "min_length", least)
        elif len(value) > most:
            yield failed(f"must be less than {most + 1} characters", at, "max_length", most)

    return check


def matching(pattern: str, wording: str) -> Check:
    """A string of a certain form."""

    def check(value: Any, at: str) -> Iterator[Finding]:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield failed(wording, at, "pattern", pattern)

    return check


def flag(value: Any, at: str) -> Iterator[Finding]:
    """A boolean."""
    if not isinstance(value, bool):
        yield wrong_type("must be a boolean", at)


def integer(least: int, most: int) -> Check:
    """A whole number within bounds."""

    def check(value: Any, at: str) -> Iterator[Finding]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield wrong_type("must provide an integer", at)
        elif value < least:
            yield failed(f"must be greater than or equal to {least}", at, "minimum", least)
        elif value > most:
            yield failed(f"must be less than or equal to {most}", at, "maximum", most)

    return check


def amount(value: Any, at: str) -> Iterator[Finding]:
    """Any number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield wrong_type("must provide a number", at)


def positive(value: Any, at: str) -> Iterator[Finding]:
    """A number greater than 0."""
    yield from amount(value, at)
    if isinstance(value, int | float) and value <= 0:
        yield failed("must be greater than 0", at, "minimum", 0)


def choice(*allowed: str) -> Check:
    """One of these strings."""

    def check(value: Any, at: str) -> Iterator[Finding]:
        if value not in allowed:
            yield failed("must be a valid enum value", at, "enum", list(allowed))

    return check


def array(item: Check, most: int, least: int = 0) -> Check:
    """A list of so many items."""

    def check(value: Any, at: str) -> Iterator[Finding]:
        if not isinstance(value, list):
            yield wrong_type("must provide an array", at)
            return
        if len(value) > most:
            yield failed(f"no more than {most} items allowed", at, "max_items", most)
        if len(value) < least:
            yield failed(f"must provide at least {least} items", at, "min_items", least)
        for index, each in enumerate(value[:most]):
            yield from item(each, f"{at}/{index}")

    return check


def shape(required: Fields, optional: Fields | None = None, *rules: Rule) -> Check:
    """An object with these fields and no others; `rules` see it once its fields are right."""
    allowed = required | (optional or {})

    def check(value: Any, at: str) -> Iterator[Finding]:
        if not isinstance(value, dict):
            yield wrong_type("must provide an object", at)
            return
        found = list(_fields(value, at, required, allowed))
        yield from found
        if not found:
            for rule in rules:
                yield from rule(value, at)

    return check


def _fields(value: Json, at: str, required: Fields, allowed: Fields) -> Iterator[Finding]:
    for name in required:
        if name not in value:
            yield missing(name, at)
    for name, each in value.items():
        if name in allowed:
            yield from allowed[name](each, f"{at}/{name}")
        else:
            yield failed(f"invalid additional property: {name}", at, "additional_properties")


def typed(checks: dict[str, Check]) -> Check:
    """An object whose `type` names the check that it must pass."""

    def check(value: Any, at: str) -> Iterator[Finding]:
        if not isinstance(value, dict):
            yield wrong_type("must provide an object", at)
        elif "type" not in value:
            yield missing("type", at)
        elif not isinstance(value["type"], str) or value["type"] not in checks:
            yield failed(f"unsupported type: {value['type']}", f"{at}/type", "enum", list(checks))
        else:
            yield from checks[value["type"]](value, at)

    return check


def all_of(check: Check) -> Check:
    """A check whose findings Slack introduces with a finding about the whole."""

    def whole(value: Any, at: str) -> Iterator[Finding]:
        found = list(check(value, at))
        if found:
            yield failed("failed to match all allowed schemas", at, "all_of")
        yield from found

    return whole


def anything(value: Any, at: str) -> Iterable[Finding]:
    """Whatever Slack takes without a look."""
    return ()

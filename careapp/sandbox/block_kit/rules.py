"""Rules about an object as a whole: which fields go together, what is the same twice, what must add up."""

from collections.abc import Iterator
from typing import Any

from careapp.sandbox.block_kit.schema import Finding, Json, Rule, failed


def some_of(*names: str, at_type: bool = False) -> Rule:
    """At least one of these fields is there; `at_type` points at the object's type, as Slack does for sections."""

    def rule(value: Json, at: str) -> Iterator[Finding]:
        if not any(name in value for name in names):
            pointer = f"{at}/type" if at_type else at
            yield failed(f"must define either {_named(names)}", pointer, "any_of", list(names))

    return rule


def one_of(*names: str) -> Rule:
    """Exactly one of these fields is there."""

    def rule(value: Json, at: str) -> Iterator[Finding]:
        if sum(name in value for name in names) != 1:
            yield failed(f"must define exactly one of {_named(names)}", at, "one_of", list(names))

    return rule


def at_most_one_of(*names: str) -> Rule:
    """Not more than one of these fields is there."""

    def rule(value: Json, at: str) -> Iterator[Finding]:
        if sum(name in value for name in names) > 1:
            yield failed(f"must not define more than one of {_named(names)}", at, "one_of", list(names))

    return rule


def needs(name: str, other: str, state: bool) -> Rule:
    """Where the flag `name` is set, the flag `other` is in this state."""

    def rule(value: Json, at: str) -> Iterator[Finding]:
        if value.get(name) and value.get(other, False) is not state:
            yield failed(f"`{name}` needs `{other}` to be {str(state).lower()}", f"{at}/{name}", "all_of")

    return rule


def ordered(low: str, high: str) -> Rule:
    """Where both are there, `low` is not above `high`."""

    def rule(value: Json, at: str) -> Iterator[Finding]:
        if low in value and high in value and float(value[low]) > float(value[high]):
            yield failed(f"`{low}` cannot be greater than `{high}`", f"{at}/{low}", "maximum", value[high])

    return rule


def unique(place: str, name: str) -> Rule:
    """No two items of the list `place` have the same `name`."""

    def rule(value: Json, at: str) -> Iterator[Finding]:
        seen: set[Any] = set()
        for index, item in enumerate(value.get(place, [])):
            if item[name] in seen:
                yield already(name, item[name], f"{at}/{place}/{index}/{name}")
            seen.add(item[name])

    return rule


def already(name: str, value: Any, at: str) -> Finding:
    """The finding that an id is taken, worded as Slack words it."""
    return failed(f'`{name}` "{value}" already exists', at, "not")


def _named(names: tuple[str, ...]) -> str:
    quoted = [f"`{name}`" for name in names]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]])

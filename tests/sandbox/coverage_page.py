"""Writes docs/sandbox-coverage.md from the sandbox's own tables: `make coverage-table`."""

from collections.abc import Iterable
from pathlib import Path

from careapp.sandbox.channel import SCOPE_WORD
from careapp.sandbox.events import SCOPES
from careapp.sandbox.methods import COMMON_ERRORS, METHODS, Method
from careapp.sandbox.payloads import INTERACTIONS
from careapp.sandbox.rate_limits import PER_MINUTE

PAGE = Path(__file__).parents[2] / "docs/sandbox-coverage.md"

INTRODUCTION = """\
# What the sandbox covers

This page is written from the tables in the code (`make coverage-table`), and a test says when it is out of date.
[The sandbox](sandbox.md) says how strict it is and what can be switched off.
"""


def page() -> str:
    """The whole page."""
    return "\n".join((INTRODUCTION, *_methods(), "", *_events(), "", *_interactions(), ""))


def _methods() -> Iterable[str]:
    yield f"## Web API: {len(METHODS)} methods\n"
    yield f"Every method can also answer {_codes(COMMON_ERRORS)}; any other method is an `unknown_method`.\n"
    tiers = ", ".join(f"{number} for {calls}" for number, calls in PER_MINUTE.items())
    yield "Any one of its scopes opens a method, where each kind of channel asks for its own. Required arguments are"
    yield f"bold. A tier is so many calls a minute ({tiers}); none is for limits of its own, or no limits.\n"
    yield from _table("method", "scopes", "tier", "arguments", "errors of its own")
    for name, method in METHODS.items():
        tier = str(method.tier) if method.tier in PER_MINUTE else ""
        yield _row(f"`{name}`", _codes(method.scopes), tier, _arguments(method), _codes(method.errors))


def _events() -> Iterable[str]:
    events = sorted(row for name, scope in SCOPES.items() for row in _subscriptions(name, scope))
    yield f"## Events: {len(events)} subscriptions\n"
    yield "Each is sent where the manifest subscribes to it and asks for its scope.\n"
    yield from _table("event", "scope")
    yield from (_row(f"`{name}`", _codes(scopes)) for name, scopes in events)


def _subscriptions(name: str, scope: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    words = sorted(SCOPE_WORD.values())
    if name == "message":
        yield from ((f"message.{word}", (scope.format(kind=word),)) for word in words)
    elif "{kind}" in scope:
        yield name, tuple(scope.format(kind=word) for word in words if word in ("channels", "groups"))
    else:
        yield name, (scope,) if scope else ()


def _interactions() -> Iterable[str]:
    yield f"## Commands and interactions: {len(INTERACTIONS) + 1} kinds\n"
    yield from _table("`type`", "what people do to send it")
    yield _row("(slash command)", "type a command that the manifest declares")
    yield from (_row(f"`{kind}`", done) for kind, done in sorted(INTERACTIONS.items()))


def _arguments(method: Method) -> str:
    required = [f"**`{each}`**" for each in method.required]
    return ", ".join([*required, *(f"`{each}`" for each in sorted(method.optional))])


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{each}`" for each in sorted(names))


def _table(*heads: str) -> Iterable[str]:
    yield _row(*heads)
    yield _row(*("---" for _ in heads))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

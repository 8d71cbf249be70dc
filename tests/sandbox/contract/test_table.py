"""The table of methods agrees with Slack's reference: arguments, which of them are required, scopes, tiers."""

import pytest

from careapp.sandbox.methods import METHODS
from careapp.sandbox.methods.method import COMMON_ERRORS

from .differences import DIFFERENCES, UNDOCUMENTED, allowed
from .examples import EXAMPLES
from .facts import EVENTS, FACTS, GENERAL


def test_every_method_of_the_reference_is_there_and_each_has_an_example_call() -> None:
    assert METHODS.keys() == FACTS.keys() | UNDOCUMENTED
    assert METHODS.keys() == EXAMPLES.keys()


@pytest.mark.parametrize("name", FACTS)
def test_a_method_takes_what_slacks_takes(name: str) -> None:
    method, facts = METHODS[name], FACTS[name]
    found = _between("argument", {*method.required, *method.optional}, set(facts["arguments"]))
    found |= _between("required", set(method.required), set(facts["required"]))
    found |= _between("scope", set(method.scopes), set(facts["scopes"]))
    found |= {f"more error {each}" for each in set(method.errors) - set(facts["errors"]) - GENERAL}
    if facts["tier"] not in (method.tier, None):
        found.add(f"tier {method.tier}, not {facts['tier']}")
    assert found == allowed(name, "more ", "less ", "tier ")


def test_what_every_method_may_answer_is_slacks_too() -> None:
    assert set(COMMON_ERRORS) - GENERAL == {"internal_error"}


def test_every_difference_is_of_something_that_is_there_and_says_why() -> None:
    assert DIFFERENCES.keys() <= METHODS.keys() | EVENTS.keys()
    for name, differences in DIFFERENCES.items():
        assert all(len(reason) > 10 for reason in differences.values()), name


def _between(kind: str, ours: set[str], slacks: set[str]) -> set[str]:
    return {f"more {kind} {each}" for each in ours - slacks} | {f"less {kind} {each}" for each in slacks - ours}

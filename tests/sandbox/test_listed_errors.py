"""The errors in the table of methods are those that the sandbox answers: each can be met, and there are no others.

That no other is ever answered is asked of every call in every test here: see `unlisted_errors` in conftest.
"""

import re

import pytest

from careapp.sandbox.methods import COMMON_ERRORS, METHODS, Method

from .conftest import SCOPES
from .contract.examples import arguments
from .error_examples import ALIKE, MANIFESTS, OWN, way_to
from .raised_errors import SANDBOX, raised_by

LISTED = [(name, error) for name, method in METHODS.items() for error in method.errors]
ALL_SCOPES = [*SCOPES, "users:read.email", "users.profile:read"]
RAISED = re.compile(r'SlackError\(\s*"(\w+)"')
WARNINGS = {"conversations.join": {"already_in_channel"}}  # codes with which it succeeds


@pytest.mark.parametrize(("method", "error"), LISTED)
async def test_an_error_in_the_table_can_be_met(start, method, error):
    way = way_to(method, error)
    assert way is not None
    slack = await start(scopes=ALL_SCOPES, **MANIFESTS.get(error, {}))
    given = await arguments(slack, method)
    given |= way if isinstance(way, dict) else await way(slack, given)
    assert await slack.error(slack.app.api_call(method, json=given)) == error


def test_no_error_is_listed_twice_or_for_all_and_for_one():
    for name, method in METHODS.items():
        assert len(set(method.errors)) == len(method.errors), name
        assert not set(method.errors) & set(COMMON_ERRORS), name


def test_every_way_leads_to_an_error_in_the_table():
    assert OWN.keys() <= set(LISTED)
    assert ALIKE.keys() <= {error for _, error in LISTED}


@pytest.mark.parametrize("method", METHODS)
def test_a_method_can_raise_no_error_that_it_does_not_list(method):
    codes = {code for path in SANDBOX.rglob("*.py") for code in RAISED.findall(path.read_text(encoding="utf-8"))}
    codes |= {error for _, error in LISTED}
    raised = raised_by(METHODS[method].run, codes) - set(COMMON_ERRORS)
    assert raised - set(METHODS[method].errors) == WARNINGS.get(method, set())


async def test_a_fault_of_the_sandbox_itself_is_an_internal_error_and_logged(monkeypatch, caplog, slack):
    def broken(call):
        raise RuntimeError("A fault of the sandbox itself")

    monkeypatch.setitem(METHODS, "auth.test", Method(broken, (), 5, errors=("internal_error",)))
    assert await slack.error(slack.app.auth_test()) == "internal_error"
    assert "The sandbox failed at auth.test" in caplog.text

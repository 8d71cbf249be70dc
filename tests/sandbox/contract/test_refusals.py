"""Each method refuses in Slack's words: a required argument left out, no token or the wrong kind, no scope."""

from collections.abc import Awaitable, Callable

import pytest

from careapp.sandbox.methods import METHODS
from tests.sandbox.conftest import Slack

from .conftest import ALL_SCOPES
from .examples import arguments
from .facts import Json

REQUIRED = [(name, argument) for name, method in METHODS.items() for argument in method.required]


async def _answer(slack: Slack, name: str, given: Json, token: str) -> Json:
    headers = {"Content-Type": "application/json;charset=utf-8"}
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    async with slack.http.post(f"{slack.sandbox.url}/api/{name}", json=given, headers=headers) as answer:
        assert answer.status == 200
        return dict(await answer.json())


@pytest.mark.parametrize(("name", "argument"), REQUIRED)
async def test_a_required_argument_that_is_left_out_is_named(slack: Slack, name: str, argument: str) -> None:
    given = await arguments(slack, name)
    del given[argument]
    refusal = await _answer(slack, name, given, slack.sandbox.bot_token)
    assert refusal == {
        "ok": False,
        "error": "invalid_arguments",
        "response_metadata": {"messages": [f"[ERROR] missing required field: {argument}"]},
    }


@pytest.mark.parametrize("name", METHODS)
async def test_without_a_token_nothing_is_done(slack: Slack, name: str) -> None:
    assert await _answer(slack, name, await arguments(slack, name), "") == {"ok": False, "error": "not_authed"}


@pytest.mark.parametrize("name", METHODS)
async def test_the_other_kind_of_token_is_refused(slack: Slack, name: str) -> None:
    other = slack.sandbox.bot_token if METHODS[name].with_app_token else slack.sandbox.app_token
    refusal = await _answer(slack, name, await arguments(slack, name), other)
    assert refusal == {"ok": False, "error": "not_allowed_token_type"}


@pytest.mark.parametrize(
    "name", [name for name, method in METHODS.items() if method.scopes and not method.with_app_token]
)
async def test_without_its_scopes_a_method_is_refused_with_what_it_needs(
    start: Callable[..., Awaitable[Slack]], name: str
) -> None:
    scopes = METHODS[name].scopes
    given = sorted(set(ALL_SCOPES) - set(scopes))
    slack = await start(scopes=given)
    refusal = await _answer(slack, name, {}, slack.sandbox.bot_token)
    needed = {"needed": ",".join(scopes), "provided": ",".join(given)}
    assert refusal == {"ok": False, "error": "missing_scope", **needed}

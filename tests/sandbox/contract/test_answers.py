"""A call of each method with Slack's own SDK succeeds and is answered in the shape of Slack's reference."""

import pytest

from careapp.sandbox.methods import METHODS
from tests.sandbox.conftest import Slack

from .differences import allowed
from .examples import REFUSED_TO_BOTS, arguments, call
from .facts import FACTS, departures


@pytest.mark.parametrize("name", [name for name in METHODS if name not in REFUSED_TO_BOTS])
async def test_a_call_that_succeeds_is_answered_in_slacks_shape(slack: Slack, name: str) -> None:
    answer = await call(slack, name, await arguments(slack, name))
    assert answer["ok"] is True
    found = departures(answer, FACTS[name]["answer"] if name in FACTS else {})
    assert found == allowed(name, "/")


@pytest.mark.parametrize(("name", "error"), REFUSED_TO_BOTS.items())
async def test_what_slack_refuses_to_every_bot_is_refused(slack: Slack, name: str, error: str) -> None:
    assert await slack.error(call(slack, name, await arguments(slack, name))) == error


def test_an_answer_of_another_shape_is_found_out() -> None:
    shape = FACTS["chat.getPermalink"]["answer"]
    assert departures({"channel": "C1", "permalink": "https://…"}, shape) == set()
    assert departures({"channel": None}, shape) == {"/ lacks permalink", "/channel is no string"}
    direct = {"id": "D1", "is_im": True, "created": "now"}
    assert "/channels/*/created is no integer" in departures({"channels": [direct]}, {"channels": ["@conversation"]})

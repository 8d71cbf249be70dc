"""Whatever an app sends to whichever method, Slack's error comes back and the sandbox lives on."""

from collections.abc import Awaitable, Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careapp.sandbox.methods import METHODS
from careapp.sandbox.methods.method import COMMON_ERRORS

from .alive import check_alive, read, send
from .conftest import Slack
from .contract.conftest import ALL_SCOPES
from .contract.examples import arguments
from .odd_values import Sent, broken_requests, spoilt, ways

Start = Callable[..., Awaitable[Slack]]
LENIENT = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


async def check_call(slack: Slack, name: str, sent: Sent) -> None:
    """Sends a call, and sees that the answer is one of Slack's."""
    token = slack.sandbox.app_token if METHODS[name].with_app_token else slack.sandbox.bot_token
    status, body = await send(slack, f"/api/{name}", sent, token)
    if 400 <= status < 500:  # it was no HTTP
        return
    answer = read(body)
    assert (status, type(answer["ok"])) == (200, bool)
    known = {*METHODS[name].errors, *COMMON_ERRORS} - {"internal_error"}
    assert answer["ok"] or answer["error"] in known, answer


@pytest.mark.parametrize("name", METHODS)
@settings(max_examples=15, deadline=None, suppress_health_check=LENIENT)
@given(data=st.data(), way=ways)
async def test_no_argument_makes_a_method_fail(
    start: Start, caplog: pytest.LogCaptureFixture, name: str, data: st.DataObject, way: Callable[..., Sent]
) -> None:
    slack = await start(scopes=ALL_SCOPES)
    taken = sorted({*METHODS[name].required, *METHODS[name].optional, "token", "unheard_of"})
    good = await arguments(slack, name)
    changed = data.draw(st.lists(st.sampled_from(taken), min_size=1, max_size=3, unique=True))
    await check_call(slack, name, way(good | {each: data.draw(spoilt(good.get(each))) for each in changed}))
    await check_alive(slack, caplog)


@settings(max_examples=200, deadline=None, suppress_health_check=LENIENT)
@given(name=st.sampled_from(sorted(METHODS)), sent=broken_requests)
async def test_no_body_makes_a_method_fail(
    slack: Slack, caplog: pytest.LogCaptureFixture, name: str, sent: Sent
) -> None:
    await check_call(slack, name, sent)
    await check_alive(slack, caplog)

"""Whatever an app answers to a person's act, in its ack or on a response_url, the act ends and the sandbox lives on."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .alive import Json, check_alive, read, send
from .conftest import RawSocket, Slack, actions, modal, section, text_input
from .odd_values import as_form, as_json, as_raw_json, broken_requests, keys, names, trees, values

LENIENT = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
BUDGET = settings(max_examples=25, deadline=None, suppress_health_check=LENIENT)
SUGGESTING = {"type": "external_select", "action_id": "find", "min_query_length": 0}
FILLED = {"story": {"text": {"type": "plain_text_input", "value": "So"}}}

Start = Callable[..., Awaitable[Slack]]

option = st.fixed_dictionaries({"text": trees, "value": trees}) | trees
fields: dict[str, st.SearchStrategy[Any]] = {
    "response_type": st.sampled_from(["in_channel", "ephemeral", "odd"]) | trees,
    "text": values,
    "blocks": st.just([section()]) | values,
    "attachments": values,
    "replace_original": st.booleans() | trees,
    "delete_original": st.booleans() | trees,
    "thread_ts": names | trees,
    "response_action": st.sampled_from(["errors", "update", "push", "clear"]) | trees,
    "errors": st.dictionaries(st.just("story") | names, values, max_size=2) | trees,
    "view": st.builds(lambda more: modal(text_input()) | more, st.dictionaries(keys, values, max_size=2)) | trees,
    "options": st.lists(option, max_size=3) | trees,
    "option_groups": st.lists(st.fixed_dictionaries({"label": trees, "options": st.lists(option)})) | trees,
}
refused = st.fixed_dictionaries({"response_action": st.just("errors"), "errors": trees})
answers = st.fixed_dictionaries({}, optional=fields) | trees | refused


async def answered(socket: RawSocket, act: Awaitable[Json], answer: Any) -> Json:
    """What an act comes to whose envelope is acked with this payload."""
    acting = asyncio.ensure_future(act)
    envelope = await socket.next()
    await socket.socket.send_str(json.dumps({"envelope_id": envelope["envelope_id"], "payload": answer}))
    async with asyncio.timeout(10):
        came_to = await acting
    assert isinstance(came_to["ok"], bool)
    return dict(envelope["payload"])


async def connected(start: Start) -> tuple[Slack, RawSocket]:
    """A sandbox with an app that hears of no events; what it does not ack in a moment is missed."""
    slack = await start(events=[])
    await slack.control("settings", ack_seconds=0.2)
    return slack, await slack.socket()


def command(slack: Slack) -> Awaitable[Json]:
    """Maya types the command."""
    return slack.control("command", user="UMAYA", channel="CDESK", command="/help")


@BUDGET
@given(answer=answers)
async def test_no_ack_of_a_command_makes_it_fail(start: Start, caplog: pytest.LogCaptureFixture, answer: Any) -> None:
    slack, socket = await connected(start)
    await answered(socket, command(slack), answer)
    await check_alive(slack, caplog)


@BUDGET
@given(answer=answers)
async def test_no_ack_of_a_modal_makes_it_fail(start: Start, caplog: pytest.LogCaptureFixture, answer: Any) -> None:
    slack, socket = await connected(start)
    payload = await answered(socket, command(slack), None)
    view = (await slack.app.views_open(trigger_id=payload["trigger_id"], view=modal(text_input())))["view"]
    await answered(socket, slack.control("submit", user="UMAYA", view_id=view["id"], values=FILLED), answer)
    await check_alive(slack, caplog)


@BUDGET
@given(answer=answers)
async def test_no_options_make_a_select_fail(start: Start, caplog: pytest.LogCaptureFixture, answer: Any) -> None:
    slack, socket = await connected(start)
    posted = await slack.app.chat_postMessage(channel="CDESK", text="Find", blocks=[actions(SUGGESTING)])
    where = {"user": "UMAYA", "channel": "CDESK", "message_ts": posted["ts"], "block_id": "row", "action_id": "find"}
    await answered(socket, slack.control("suggest", **where, value="a"), answer)
    await check_alive(slack, caplog)


@BUDGET
@given(answer=answers, way=st.sampled_from([as_json, as_raw_json]), broken=broken_requests, is_broken=st.booleans())
async def test_no_body_makes_a_response_url_fail(
    start: Start, caplog: pytest.LogCaptureFixture, answer: Any, way: Any, broken: Any, is_broken: bool
) -> None:
    slack, socket = await connected(start)
    payload = await answered(socket, command(slack), None)
    path = payload["response_url"].removeprefix(slack.sandbox.url)
    for sent in (broken,) if is_broken else (way(answer), as_form({"payload": json.dumps(answer)})):
        status, text = await send(slack, path, sent)
        assert (status, text) == (200, "ok") or (400 <= status < 500 and (text[:1] != "{" or read(text)["error"]))
    await check_alive(slack, caplog)

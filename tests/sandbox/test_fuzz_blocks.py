"""However spoilt the blocks, messages and views of an app are, Slack's error comes back or they are shown and used."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careapp.sandbox.methods import METHODS
from careapp.sandbox.methods.method import COMMON_ERRORS

from .alive import Json, check_alive, read, send
from .conftest import Slack, home, modal
from .contract.examples import open_modal
from .gallery import BLOCKS
from .odd_values import Sent, as_form, as_json, draw_spoilt, keys, paths_in, values

LENIENT = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@st.composite
def spoilt_blocks(draw: st.DrawFn) -> list[Json]:
    """One to three blocks of all kinds, spoilt in one to three places."""
    chosen = draw(st.lists(st.sampled_from(sorted(BLOCKS)), min_size=1, max_size=3))
    blocks = [deepcopy(BLOCKS[name]) for name in chosen]
    for _ in range(draw(st.integers(1, 3))):
        draw_spoilt(draw, blocks)
    return blocks


async def answer_of(slack: Slack, name: str, sent: Sent) -> Json:
    """What a call is answered, which is one of Slack's answers to it."""
    status, body = await send(slack, f"/api/{name}", sent, slack.sandbox.bot_token)
    answer = dict(read(body))
    assert status == 200
    assert answer["ok"] or answer["error"] in {*METHODS[name].errors, *COMMON_ERRORS} - {"internal_error"}, answer
    return answer


async def use(slack: Slack, blocks: list[Json], **where: Any) -> None:
    """Lets Maya click on, or choose in, whatever has an id."""
    for path in paths_in(blocks):
        place: Any = blocks
        for step in path:
            place = place[step]
        if isinstance(place, dict) and "action_id" in place and isinstance(path[0], int):
            ids = {"action_id": place["action_id"], "block_id": blocks[path[0]]["block_id"]}
            given = as_json({"user": "UMAYA", "element": {"type": place.get("type"), "value": "1"}, **ids, **where})
            status, _ = await send(slack, "/_sandbox/action", given)
            assert status == 200 or 400 <= status < 500


@settings(max_examples=100, deadline=None, suppress_health_check=LENIENT)
@given(blocks=spoilt_blocks(), way=st.sampled_from([as_json, as_form]), attached=st.booleans())
async def test_no_blocks_make_a_message_fail(
    slack: Slack, caplog: pytest.LogCaptureFixture, blocks: list[Json], way: Any, attached: bool
) -> None:
    content = {"attachments": [{"blocks": blocks}]} if attached else {"blocks": blocks}
    answer = await answer_of(slack, "chat.postMessage", way({"channel": "CDESK", "text": "Odd", **content}))
    await answer_of(slack, "blocks.validate", way({"message": {"text": "Odd", **content}}))
    if answer["ok"]:
        shown = answer["message"].get("blocks", [])
        await use(slack, shown, channel="CDESK", message_ts=answer["ts"])
        await answer_of(slack, "chat.update", way({"channel": "CDESK", "ts": answer["ts"], "text": "Odder"}))
    await check_alive(slack, caplog)


@settings(max_examples=100, deadline=None, suppress_health_check=LENIENT)
@given(blocks=spoilt_blocks(), way=st.sampled_from([as_json, as_form]), more=st.dictionaries(keys, values, max_size=2))
async def test_no_view_makes_a_modal_or_a_home_fail(
    slack: Slack, caplog: pytest.LogCaptureFixture, blocks: list[Json], way: Any, more: Json
) -> None:
    opened = (await slack.get("state", user="UMAYA"))["views"] or [await open_modal(slack)]
    view_id = opened[0]["id"]
    answer = await answer_of(slack, "views.update", way({"view_id": view_id, "view": modal(*blocks) | more}))
    await answer_of(slack, "views.publish", way({"user_id": "UMAYA", "view": home(*blocks) | more}))
    await answer_of(slack, "blocks.validate", way({"view": modal(*blocks) | more}))
    if answer["ok"]:
        await use(slack, answer["view"]["blocks"], view_id=view_id)
        await slack.control("submit", user="UMAYA", view_id=view_id, values={})
    await check_alive(slack, caplog)

"""What makes the sandbox less strict: one table of switches, the same in its documentation, each doing as it says."""

import aiohttp
import pytest

from careapp.sandbox.fault_kinds import lost_answer
from careapp.sandbox.relaxations import RELAXATIONS

from .conftest import modal, section
from .coverage_page import PAGE

DOCUMENTED = PAGE.with_name("sandbox.md")


def test_every_switch_stands_in_the_documentation_in_the_words_of_the_table():
    page = DOCUMENTED.read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith(tuple(f"| `{name}` |" for name in RELAXATIONS))]
    said = {name: f"{each.strict:g}" for name, each in RELAXATIONS.items()}
    said |= {name: f"`{each.strict}`".lower() for name, each in RELAXATIONS.items() if isinstance(each.strict, bool)}
    assert rows == [f"| `{name}` | {said[name]} | {each.says} |" for name, each in RELAXATIONS.items()]


async def test_everything_is_strict_until_it_is_asked_for(start):
    slack = await start()
    strict = {name: each.strict for name, each in RELAXATIONS.items()}
    assert await slack.control("settings", rate_limits=True) == {"ok": True} | strict


@pytest.mark.parametrize("name", RELAXATIONS)
async def test_each_switch_is_set_told_and_set_back(slack, name):
    strict = RELAXATIONS[name].strict
    other = (not strict) if isinstance(strict, bool) else 7.5
    assert (await slack.control("settings", **{name: other}))[name] == other
    assert (await slack.control("settings"))[name] == other
    assert (await slack.control("settings", **{name: strict}))[name] == strict


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"rate_limit": False}, "There is no setting rate_limit"),
        ({"rate_limits": 0}, "`rate_limits` must be true or false."),
        ({"ack_seconds": True}, "`ack_seconds` must be a number."),
        ({"ack_seconds": -1}, "`ack_seconds` is 0 to 86,400 seconds."),
        ({"trigger_seconds": 1e300}, "`trigger_seconds` is 0 to 86,400 seconds."),
        ({"trigger_seconds": 10**400}, "`trigger_seconds` is 0 to 86,400 seconds."),
    ],
)
async def test_a_switch_that_is_none_is_refused_and_nothing_is_set(slack, body, sentence):
    before = await slack.control("settings")
    async with slack.http.post(f"{slack.sandbox.url}/_sandbox/settings", json={"dedupe_posts": True} | body) as answer:
        assert (answer.status, sentence in (await answer.json())["error"]) == (400, True)
    assert await slack.control("settings") == before


async def test_a_trigger_can_be_made_to_last_while_somebody_debugs(slack):
    socket = await slack.socket()
    await slack.control("settings", trigger_seconds=600)
    typed = slack.control("command", user="UMAYA", channel="CDESK", command="/help", text="")
    trigger_id = (await socket.acked(typed))["trigger_id"]
    await slack.control("clock", advance=599)
    assert (await slack.app.views_open(trigger_id=trigger_id, view=modal(section())))["ok"]


async def test_without_rate_limits_a_method_answers_however_often_it_is_called(slack):
    await slack.control("settings", rate_limits=False)
    assert all([(await slack.app.users_list())["ok"] for _ in range(25)])


async def test_the_same_client_msg_id_posts_twice_unless_the_sandbox_is_asked_to_notice(slack):
    post = {"channel": "CDESK", "text": "Once", "client_msg_id": "5f0c2b54-0000-4000-8000-000000000001"}
    first, second = await slack.app.chat_postMessage(**post), await slack.app.chat_postMessage(**post)
    assert ("is_duplicate" in second.data, first["ts"] == second["ts"]) == (False, False)
    await slack.control("settings", dedupe_posts=True)
    third, again = await slack.app.chat_postMessage(**post), await slack.app.chat_postMessage(**post)
    assert ("is_duplicate" in third.data, again["is_duplicate"]) == (False, True)
    assert (again["ts"], again["message"]["text"]) == (third["ts"], "Once")
    other = await slack.app.chat_postMessage(**post | {"client_msg_id": "another"})
    without = await slack.app.chat_postMessage(channel="CDESK", text="Once")
    await slack.control("settings", dedupe_posts=False)
    last = await slack.app.chat_postMessage(**post)
    posted = (first, second, third, other, without, last)
    assert [each["ts"] for each in await slack.messages()] == [each["ts"] for each in posted]


async def test_a_post_whose_answer_was_lost_is_not_doubled_where_the_sandbox_notices(slack):
    await slack.control("settings", dedupe_posts=True)
    post = {"channel": "CDESK", "text": "Once", "client_msg_id": "one"}
    slack.sandbox.faults.plan("chat.postMessage", lost_answer())
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await slack.app.chat_postMessage(**post)
    assert (await slack.app.chat_postMessage(**post))["is_duplicate"] is True
    assert [each["text"] for each in await slack.messages()] == ["Once"]

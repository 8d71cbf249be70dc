"""What goes wrong with the Web API on purpose, as the real SDK client meets it over real HTTP."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from careapp.sandbox.faults import (
    brake,
    cut_answer,
    cut_json,
    delay,
    held_answer,
    held_call,
    landed_late,
    lost_answer,
    lost_call,
    refusal,
    server_error,
    spoilt_answer,
)

POST = "chat.postMessage"


async def post(slack, text="Hello"):
    return await slack.app.chat_postMessage(channel="CDESK", text=text)


async def shown(slack):
    return [message["text"] for message in await slack.messages()]


def last_call(slack):
    row = [row for row in slack.sandbox.slack.calls.rows if row["kind"] == "api"][-1]
    return row["name"], row["ok"], row["error"], row["fault"]


async def test_without_a_fault_a_call_is_as_ever(slack):
    await post(slack)
    assert last_call(slack) == (POST, True, None, None)
    assert slack.sandbox.faults.passed[POST] == 1


async def test_a_lost_call_never_reaches_slack(slack):
    slack.sandbox.faults.plan(POST, lost_call())
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await post(slack)
    assert (await shown(slack), slack.sandbox.faults.passed[POST]) == ([], 0)
    assert last_call(slack) == (POST, False, "lost_call", "lost_call")


async def test_a_lost_answer_leaves_what_was_asked_done(slack):
    slack.sandbox.faults.plan(POST, lost_answer())
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await post(slack)
    assert (await shown(slack), slack.sandbox.faults.passed[POST]) == (["Hello"], 1)
    assert last_call(slack) == (POST, True, None, "lost_answer")


@pytest.mark.parametrize("status", [503, 200])
async def test_a_spoilt_answer_is_a_web_page_though_slack_did_it(slack, status):
    slack.sandbox.faults.plan(POST, spoilt_answer(status))
    with pytest.raises(SlackApiError) as answered:
        await post(slack)
    assert answered.value.response.status_code == status
    assert answered.value.response.data == {}
    assert await shown(slack) == ["Hello"]


async def test_cut_json_cannot_be_read_though_slack_did_it(slack):
    slack.sandbox.faults.plan(POST, cut_json())
    with pytest.raises(SlackApiError) as answered:
        await post(slack)
    assert answered.value.response.status == 200  # the SDK hands on aiohttp's answer where it can read nothing
    assert await shown(slack) == ["Hello"]


async def test_a_cut_answer_ends_in_the_middle_though_slack_did_it(slack):
    slack.sandbox.faults.plan(POST, cut_answer())
    with pytest.raises(aiohttp.ClientPayloadError):
        await post(slack)
    assert (await shown(slack), last_call(slack)) == (["Hello"], (POST, True, None, "cut_answer"))
    await post(slack, "Next")
    assert await shown(slack) == ["Hello", "Next"]


async def test_a_refusal_is_answered_in_slacks_place(slack):
    slack.sandbox.faults.plan(POST, refusal("is_archived"), refusal("missing_scope", needed="chat:write"))
    assert await slack.error(post(slack)) == "is_archived"
    assert await slack.refused(post(slack)) == {"ok": False, "error": "missing_scope", "needed": "chat:write"}
    assert (await shown(slack), slack.sandbox.faults.passed[POST]) == ([], 0)
    assert last_call(slack) == (POST, False, "missing_scope", "refusal")


async def test_a_brake_says_when_to_ask_again(slack):
    slack.sandbox.faults.plan(POST, brake(20), refusal("ratelimited", status=429, retry_after=7))
    for seconds in ("20", "7"):
        with pytest.raises(SlackApiError) as braked:
            await post(slack)
        answer = braked.value.response
        assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", seconds)
    assert await shown(slack) == []


@pytest.mark.parametrize("status", [500, 503])
async def test_a_server_error_does_nothing(slack, status):
    slack.sandbox.faults.plan(POST, server_error(status))
    with pytest.raises(SlackApiError) as answered:
        await post(slack)
    assert (answered.value.response.status_code, await shown(slack)) == (status, [])
    assert last_call(slack) == (POST, False, f"http_{status}", "server_error")


async def test_a_delayed_answer_comes(slack):
    slack.sandbox.faults.plan(POST, delay(0.01))
    await post(slack)
    assert (await shown(slack), last_call(slack)) == (["Hello"], (POST, True, None, "delay"))


async def test_a_delay_can_outlast_an_impatient_client_and_slack_does_it_all_the_same(slack):
    done = asyncio.Event()
    slack.sandbox.slack.calls.on_row = lambda row: done.set() if row["name"] == POST else None
    slack.sandbox.faults.plan(POST, delay(0.2))
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.05)) as impatient:
        slack.app.session = impatient
        with pytest.raises(TimeoutError):
            await post(slack)
    async with asyncio.timeout(5):
        await done.wait()
    assert await shown(slack) == ["Hello"]


async def test_a_call_that_lands_late_lands_when_it_is_released(slack):
    late = landed_late()
    slack.sandbox.faults.plan(POST, late)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await post(slack)
    await late.held.wait()
    assert (await shown(slack), (await slack.get("faults"))["late"]) == ([], 1)
    slack.sandbox.faults.release()
    await late.done.wait()
    assert (await shown(slack), last_call(slack)) == (["Hello"], (POST, True, None, "landed_late"))


async def test_a_call_that_lands_late_lands_by_the_sandboxs_clock(slack):
    late = landed_late(20)
    slack.sandbox.faults.plan(POST, late, late)
    for text in ("first", "second"):
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await post(slack, text)
        slack.sandbox.clock.advance(10)
    await late.done.wait()
    assert await shown(slack) == ["first"]
    late.done.clear()
    slack.sandbox.clock.advance(10)
    await late.done.wait()
    assert await shown(slack) == ["first", "second"]


async def test_a_held_call_is_unknown_to_slack_until_it_is_released(slack):
    hold = held_call()
    slack.sandbox.faults.plan(POST, hold)
    posting = asyncio.create_task(post(slack))
    await hold.held.wait()
    assert (await shown(slack), posting.done()) == ([], False)
    hold.release()
    assert (await posting)["ok"]
    assert await shown(slack) == ["Hello"]


async def test_a_held_answer_is_done_but_not_told_until_it_is_released(slack):
    hold = held_answer()
    slack.sandbox.faults.plan(POST, hold)
    posting = asyncio.create_task(post(slack))
    await hold.held.wait()
    assert (await shown(slack), posting.done()) == (["Hello"], False)
    hold.release()
    assert (await posting)["ok"]


async def test_each_planned_fault_meets_one_call_of_its_method_alone(slack):
    slack.sandbox.faults.plan(POST, refusal("first"), refusal("second"))
    assert (await slack.app.auth_test())["ok"]
    assert [await slack.error(post(slack)), await slack.error(post(slack))] == ["first", "second"]
    assert (await post(slack))["ok"]


async def test_always_holds_until_cleared_and_what_is_planned_goes_before(slack):
    slack.sandbox.faults.always("*", refusal("every"))
    slack.sandbox.faults.always(POST, refusal("posts"))
    slack.sandbox.faults.plan(POST, refusal("planned"))
    errors = [await slack.error(call) for call in (slack.app.auth_test(), post(slack), post(slack), post(slack))]
    assert errors == ["every", "planned", "posts", "posts"]
    slack.sandbox.faults.clear()
    assert (await post(slack))["ok"]


async def outcomes(slack, seed, kinds=None, methods=("*",)):
    """What a hundred calls met with a seed."""
    slack.sandbox.faults.at_random(seed, 0.3, kinds, methods)
    for _ in range(100):
        try:
            await slack.app.users_info(user="UMAYA")
        except (SlackApiError, aiohttp.ClientError):
            continue
    return [row["fault"] for row in list(slack.sandbox.slack.calls.rows)[-100:]]


async def test_chance_is_the_same_for_a_seed_and_another_for_another(slack):
    kinds = [refusal("no"), brake(1), server_error(500), cut_json()]
    first, again, other = [await outcomes(slack, seed, kinds) for seed in (7, 7, 8)]
    assert first == again != other
    assert set(first) == {None, "refusal", "brake", "server_error", "cut_json"}
    assert 15 < sum(name is not None for name in first) < 45
    assert set(await outcomes(slack, 7, kinds, [POST])) == {None}


async def test_the_next_calls_of_any_method_can_meet_a_fault(slack):
    slack.sandbox.faults.plan("*", refusal("first"), refusal("second"))
    assert await slack.error(slack.app.auth_test()) == "first"
    assert await slack.error(post(slack)) == "second"
    assert (await post(slack))["ok"]

"""The record of calls: what each asked and was answered, without any token, and no more than there is room for."""

import json
from types import SimpleNamespace

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from careapp.sandbox import call_note, details, responses, uploads
from careapp.sandbox.faults import brake, delay, lost_answer, lost_call, server_error

ME = {"user": "UMAYA", "channel": "CDESK"}
POST = "chat.postMessage"


async def rows(slack, kind):
    return [row for row in (await slack.get("calls"))["calls"] if row["kind"] == kind]


async def newest(slack, kind="api"):
    """The newest row of a kind, with its details."""
    return await slack.get("call", id=str((await rows(slack, kind))[-1]["id"]))


async def page_of(slack):
    """The live line of an open page."""
    page = await slack.http.ws_connect(f"{slack.sandbox.url}/_sandbox/live?user=UMAYA")
    slack.open_sockets.append(page)
    return page


async def test_a_call_is_kept_with_its_arguments_and_its_answer(slack):
    posted = await slack.app.chat_postMessage(channel="CDESK", text="Hello")
    call = await newest(slack)
    assert (call["call"]["name"], call["call"]["status"]) == (POST, 200)
    said = call["details"]
    assert said["request"] == {"channel": "CDESK", "text": "Hello"}
    assert said["answer"] == posted.data
    assert (said["token"], said["scopes_any_of"], said["status"], said["cut"]) == ("bot", ["chat:write"], 200, [])


async def test_a_refused_call_is_kept_with_slacks_error(slack):
    await slack.refused(slack.app.api_call("users.info", params={"user": "UNOBODY"}))
    call = await newest(slack)
    assert (call["call"]["ok"], call["call"]["error"]) == (False, "user_not_found")
    assert (call["details"]["request"], call["details"]["answer"]["error"]) == ({"user": "UNOBODY"}, "user_not_found")


@pytest.mark.parametrize(
    ("headers", "args", "kind"),
    [
        ({"Authorization": "Bearer {bot}"}, {}, "bot"),
        ({"Authorization": "Bearer {app}"}, {}, "app"),
        ({}, {"token": "{bot}"}, "bot"),
        ({}, {"token": "xoxp-not-yours-at-all"}, "unknown"),
        ({}, {}, "none"),
    ],
)
async def test_of_a_token_only_its_kind_is_kept(slack, headers, args, kind):
    tokens = {"bot": slack.sandbox.bot_token, "app": slack.sandbox.app_token}
    filled = [{name: text.format(**tokens) for name, text in given.items()} for given in (headers, args)]
    url = f"{slack.sandbox.url}/api/auth.test"
    async with slack.http.post(url, headers=filled[0], data=filled[1]) as answer:
        assert answer.status == 200
    call = await newest(slack)
    assert (call["details"]["token"], call["details"]["request"]) == (kind, {})


async def test_no_token_is_ever_in_the_record_wherever_it_was_put(slack):
    socket = await slack.socket()
    bot, app = slack.sandbox.bot_token, slack.sandbox.app_token
    await slack.app.chat_postMessage(channel="CDESK", text=f"My token is {bot}, and {app}.")
    await socket.acked(slack.control("command", **ME, command="/raw", text=bot[:12] + " is how it begins"))
    kept = [json.dumps(slack.sandbox.slack.calls.details(row["id"])) for row in slack.sandbox.slack.calls.rows]
    assert len(kept) >= 3
    for secret in (bot, app, slack.sandbox.slack.verification):
        assert not any(secret in text for text in kept)
    assert any("My token is xoxb-…, and xapp-…." in json.loads(text)["request"].get("text", "") for text in kept)


async def test_what_cannot_be_read_is_kept_as_a_call_without_arguments(slack):
    headers = {"Authorization": f"Bearer {slack.sandbox.bot_token}", "Content-Type": "application/json"}
    async with slack.http.post(f"{slack.sandbox.url}/api/chat.postMessage", headers=headers, data=b"{oops") as answer:
        assert (await answer.json())["error"] == "invalid_json"
    call = await newest(slack)
    assert (call["call"]["error"], call["details"]["request"]) == ("invalid_json", None)


@pytest.mark.parametrize(
    ("fault", "error", "status", "answer"),
    [
        (lost_call(), "lost_call", None, None),
        (brake(3), "ratelimited", 429, {"ok": False, "error": "ratelimited"}),
        (server_error(502), "http_502", 502, "<html><body>Slack is having trouble.</body></html>"),
    ],
    ids=lambda value: str(value) if hasattr(value, "meet") else "",
)
async def test_a_call_that_slack_never_heard_of_is_kept_with_what_the_app_got(slack, fault, error, status, answer):
    slack.sandbox.faults.plan(POST, fault)
    with pytest.raises((SlackApiError, aiohttp.ClientError)):
        await slack.app.chat_postMessage(channel="CDESK", text="Hello")
    call = await newest(slack)
    assert (call["call"]["error"], call["call"]["fault"], call["call"]["status"]) == (error, fault.name, status)
    assert (call["details"]["request"]["text"], call["details"]["answer"]) == ("Hello", answer)


async def test_a_lost_answer_is_kept_as_slack_gave_it(slack):
    slack.sandbox.faults.plan(POST, lost_answer())
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await slack.app.chat_postMessage(channel="CDESK", text="Hello")
    assert (await newest(slack))["details"]["answer"]["ok"] is True


async def test_a_delay_counts_as_time_that_the_call_took(slack):
    slack.sandbox.faults.plan("auth.test", delay(0.05))
    await slack.app.auth_test()
    assert (await newest(slack))["call"]["ms"] >= 50


async def test_an_envelope_is_kept_with_its_payload_and_its_ack(slack):
    socket = await slack.socket()
    payload = await socket.acked(slack.control("command", **ME, command="/help", text="me"), {"text": "Gladly"})
    call = await newest(slack, "command")
    assert call["call"].items() >= {"name": "/help", "ok": True, "sent": 1, "fault": None}.items()
    said = call["details"]
    assert said["request"] == payload | {"token": "…"}
    assert (said["type"], said["answer"]) == ("slash_commands", {"text": "Gladly"})
    assert said["way"] == {"sent": 1, "acks": 1}


async def test_a_late_ack_is_kept_too(slack):
    await slack.control("settings", ack_seconds=0.02)
    socket = await slack.socket()
    await slack.control("command", **ME, command="/help", text="")
    assert (await newest(slack, "command"))["details"]["answer"] is None
    page = await page_of(slack)
    await socket.ack(await socket.next(), {"text": "Too late"})
    assert (await page.receive_json())["call"]["late"] is True
    assert (await newest(slack, "command"))["details"]["answer"] == {"text": "Too late"}


async def test_a_response_url_is_a_call_as_well(slack):
    socket = await slack.socket()
    payload = await socket.acked(slack.control("command", **ME, command="/help", text=""))
    async with slack.http.post(payload["response_url"], json={"text": "Later"}) as answer:
        assert answer.status == 200
    call = await newest(slack)
    assert (call["call"]["name"], call["details"]["request"]) == ("response_url", {"text": "Later"})


async def test_an_answer_on_a_response_url_counts_from_when_it_came(slack, monkeypatch):
    clock = [0.0]

    def respond(*given):
        clock[0] += 2
        return responses.respond(*given)

    socket = await slack.socket()
    payload = await socket.acked(slack.control("command", **ME, command="/help", text=""))
    monkeypatch.setattr(call_note, "time", SimpleNamespace(perf_counter=lambda: clock[0]))
    monkeypatch.setattr(uploads, "respond", respond)
    async with slack.http.post(payload["response_url"], json={"text": "Later"}) as answer:
        assert answer.status == 200
    assert (await rows(slack, "api"))[-1]["ms"] == 2000


def test_what_is_no_json_for_a_page_is_kept_as_text():
    kept = details.Details()
    kept.keep(1, {"request": '{"n": 1}', "answer": '{"n": NaN}'})
    assert kept.of(1) == {"request": {"n": 1}, "answer": '{"n": NaN}', "cut": []}


async def test_a_long_answer_is_cut(slack, monkeypatch):
    monkeypatch.setattr(details, "MOST_TEXT", 40)
    await slack.app.users_list()
    said = (await newest(slack))["details"]
    assert said["cut"] == ["answer"]
    assert (len(said["answer"]), said["answer"][:11]) == (40, '{"ok": true')


async def test_the_oldest_details_go_first_while_their_rows_stay(slack, monkeypatch):
    monkeypatch.setattr(details, "KEPT", 2)
    for _ in range(3):
        await slack.app.auth_test()
    kept = [(await slack.get("call", id=str(row["id"])))["details"] is not None for row in await rows(slack, "api")]
    assert kept == [False, True, True]


async def test_there_is_a_limit_to_all_details_together(slack, monkeypatch):
    await slack.app.users_list()
    one = len(json.dumps((await newest(slack))["details"]["answer"]))
    monkeypatch.setattr(details, "MOST_IN_ALL", one * 2.5)
    for _ in range(4):
        await slack.app.users_list()
    kept = [(await slack.get("call", id=str(row["id"])))["details"] is not None for row in await rows(slack, "api")]
    assert kept == [False, False, False, True, True]


@pytest.mark.parametrize("wrong", ["", "0", "9999", "x", "-1"])
async def test_a_call_that_is_not_there_is_not_found(slack, wrong):
    await slack.app.auth_test()
    async with slack.http.get(f"{slack.sandbox.url}/_sandbox/call", params={"id": wrong}) as answer:
        assert (answer.status, bool((await answer.json())["error"])) == (404, True)


async def test_the_record_can_begin_anew_and_every_page_hears_of_it(slack):
    await slack.app.auth_test()
    (old,) = await rows(slack, "api")
    page = await page_of(slack)
    await slack.control("clear_calls")
    assert (await page.receive_json())["type"] == "calls_cleared"
    assert await slack.get("calls") == {"calls": []}
    await slack.app.auth_test()
    (new,) = await rows(slack, "api")
    assert new["id"] > old["id"]
    assert (await page.receive_json())["call"] == new

"""Envelopes: the deadline, redelivery, acks on any socket, reconnection, and the SDK's own clients."""

import asyncio

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web import WebClient

from careapp.sandbox import deliveries

ME = {"user": "UMAYA", "channel": "CDESK"}


async def rows(slack, kind):
    return [row for row in (await slack.get("calls"))["calls"] if row["kind"] == kind]


async def test_hello_counts_the_connections(slack):
    first, second = await slack.socket(), await slack.socket()
    assert (first.hello["type"], first.hello["num_connections"]) == ("hello", 1)
    assert second.hello["num_connections"] == 2
    assert second.hello["connection_info"] == {"app_id": "AHELPER"}


async def test_a_ticket_is_good_once(slack):
    url = (await slack.app.apps_connections_open(app_token=slack.sandbox.app_token))["url"]
    async with slack.http.ws_connect(url) as socket:
        assert (await socket.receive_json())["type"] == "hello"
    async with slack.http.get(url.replace("ws:", "http:")) as answer:
        assert answer.status == 403


async def test_an_eleventh_socket_is_one_too_many(slack):
    for _ in range(10):
        await slack.socket()
    eleventh = await slack.socket()
    assert eleventh.hello["reason"] == "too_many_websockets"


async def test_without_the_app_a_command_fails_at_once(slack):
    answer = await slack.control("command", **ME, command="/help", text="")
    assert (answer["ok"], answer["acked"], answer["error"]) == (False, False, "dispatch_failed")
    (row,) = await rows(slack, "command")
    assert (row["name"], row["error"], row["late"]) == ("/help", "dispatch_failed", False)


async def test_a_missed_deadline_is_late_and_its_late_answer_is_noted(slack):
    await slack.control("settings", ack_seconds=0.02)
    socket = await slack.socket()
    answer = await slack.control("command", **ME, command="/help", text="")
    assert (answer["ok"], answer["error"]) == (False, "operation_timeout")
    (row,) = await rows(slack, "command")
    assert (row["late"], row["ms"], row["ok"]) == (True, None, False)
    page = await slack.http.ws_connect(f"{slack.sandbox.url}/_sandbox/live?user=UMAYA")
    slack.open_sockets.append(page)
    await socket.ack(await socket.next(), {"text": "Too late"})
    update = await page.receive_json()
    assert (update["type"], update["call"]["id"], update["call"]["late"]) == ("delivery", row["id"], True)
    assert update["call"]["ms"] > 20
    assert await slack.messages() == []


async def test_of_those_that_nobody_answered_only_the_newest_may_still_be_late(slack, monkeypatch):
    monkeypatch.setattr(deliveries, "MISSED_KEPT", 2)
    await slack.control("settings", ack_seconds=0.02)
    socket = await slack.socket()
    for _ in range(3):
        await slack.control("command", **ME, command="/help", text="")
    page = await slack.http.ws_connect(f"{slack.sandbox.url}/_sandbox/live?user=UMAYA")
    slack.open_sockets.append(page)
    called = [row["id"] for row in await rows(slack, "command")]
    for _ in range(3):
        await socket.ack(await socket.next())
    assert [(await page.receive_json())["call"]["id"] for _ in range(2)] == called[1:]


async def test_an_acked_event_is_sent_once(slack):
    socket = await slack.socket()
    await slack.say("Hello")
    await socket.event()
    await slack.sandbox.settled()
    await slack.control("clock", advance=3600)
    await slack.control("settle")
    (row,) = await rows(slack, "event")
    assert (row["ok"], row["retry"], row["late"]) == (True, 0, False)


async def test_a_missed_event_comes_again_at_once_and_after_one_and_five_minutes(slack):
    await slack.control("settings", ack_seconds=0.02)
    socket = await slack.socket()
    await slack.say("Hello")
    await slack.sandbox.settled()
    seen = [await socket.next(), await socket.next()]
    await slack.control("clock", advance=59)
    await slack.control("settle")
    assert len(await rows(slack, "event")) == 2
    await slack.control("clock", advance=2)
    seen.append(await socket.next())
    await slack.control("settle")
    await slack.control("clock", advance=301)
    seen.append(await socket.next())
    await slack.control("settle")
    await slack.control("clock", advance=86_400)
    await slack.control("settle")
    assert [each["retry_attempt"] for each in seen] == [0, 1, 2, 3]
    assert [each["retry_reason"] for each in seen] == ["", "timeout", "timeout", "timeout"]
    assert len({each["payload"]["event_id"] for each in seen}) == 1
    assert len({each["envelope_id"] for each in seen}) == 4
    assert [row["retry"] for row in await rows(slack, "event")] == [0, 1, 2, 3]


async def test_a_redelivery_that_is_acked_ends_it(slack):
    socket = await slack.socket()
    await slack.control("settings", ack_seconds=0.02)
    await slack.say("Hello")
    missed = await socket.next()
    await slack.control("settings", ack_seconds=3)
    again = await socket.next()
    await socket.ack(again)
    await slack.sandbox.settled()
    assert (missed["retry_attempt"], again["retry_attempt"]) == (0, 1)
    assert [row["ok"] for row in await rows(slack, "event")] == [False, True]


async def test_events_wait_for_an_app_that_comes_back(slack):
    await slack.say("Hello")
    await slack.sandbox.settled()
    socket = await slack.socket()
    await slack.control("clock", advance=61)
    assert (await socket.event())["text"] == "Hello"


async def test_an_ack_counts_on_any_socket(slack):
    first, second = await slack.socket(), await slack.socket()
    typed = slack.sandbox.act("command", **ME, command="/help", text="")

    async def ack_elsewhere():
        await second.ack(await first.next())

    delivery, _ = await asyncio.gather(typed, ack_elsewhere())
    assert delivery["acked"] is True


async def test_sockets_take_turns(slack):
    first, second = await slack.socket(), await slack.socket()
    await slack.say("One")
    await slack.say("Two")
    assert (await first.event())["text"] == "One"
    assert (await second.event())["text"] == "Two"


async def test_nonsense_on_a_socket_is_ignored(slack):
    socket = await slack.socket()
    for text in ("", "{", "[]", '{"envelope_id": 7}', '{"envelope_id": "unknown", "payload": []}'):
        await socket.socket.send_str(text)
    payload = await socket.acked(slack.sandbox.act("command", **ME, command="/help", text="still there"))
    assert payload["text"] == "still there"


async def test_the_page_knows_whether_the_app_is_there(slack):
    assert (await slack.get("state", user="UMAYA"))["app"]["connected"] is False
    await slack.socket()
    assert (await slack.get("state", user="UMAYA"))["app"]["connected"] is True


async def test_bolt_reconnects_when_it_is_asked_to(slack, bolt):
    app, connect = bolt

    @app.command("/help")
    async def help_with(ack):
        await ack("Here")

    await connect()
    page = await slack.http.ws_connect(f"{slack.sandbox.url}/_sandbox/live?user=UMAYA")
    slack.open_sockets.append(page)
    await slack.control("disconnect")
    seen = []
    while seen[-2:] != [False, True]:
        update = await page.receive_json()
        if update["type"] == "app":
            seen.append(update["connected"])
    assert (await slack.control("command", **ME, command="/help", text=""))["ok"] is True


async def test_the_sdks_own_threaded_client_works(slack):
    def run():
        web = WebClient(slack.sandbox.bot_token, f"{slack.sandbox.url}/api/")
        web.proxy = None
        client = SocketModeClient(slack.sandbox.app_token, web_client=web)
        client.proxy = None

        def take(client, request):
            client.send_socket_mode_response(SocketModeResponse(request.envelope_id, {"text": "Done"}))

        client.socket_mode_request_listeners.append(take)
        client.connect()
        return client

    client = await asyncio.to_thread(run)
    try:
        answer = await slack.control("command", **ME, command="/help", text="x" * 3000)
        assert answer["acked"] is True
        assert [each["text"] for each in await slack.messages()] == ["Done"]
    finally:
        await asyncio.to_thread(client.close)


async def test_a_listener_that_fails_leaves_the_event_unacked(slack, bolt):
    app, connect = bolt
    tries = []

    @app.event("message")
    async def hear(event):
        tries.append(event["text"])
        if len(tries) == 1:
            raise RuntimeError("The disk is full")

    await connect()
    await slack.control("settings", ack_seconds=0.3)
    await slack.say("Hello")
    await slack.control("settle")
    assert tries == ["Hello", "Hello"]
    assert [row["ok"] for row in await rows(slack, "event")] == [False, True]


async def test_rate_limits_are_told_with_retry_after(start):
    slack = await start()
    await slack.control("settings", rate_limits=True)
    for _ in range(20):
        await slack.app.users_list()
    with pytest.raises(SlackApiError) as refusal:
        await slack.app.users_list()
    assert (refusal.value.response.status_code, refusal.value.response["error"]) == (429, "ratelimited")
    assert refusal.value.response.headers["Retry-After"] == "3"
    await slack.control("clock", advance=3)
    assert (await slack.app.users_list())["ok"]


async def test_a_channel_takes_three_posts_and_then_one_a_second(slack):
    await slack.control("settings", rate_limits=True)
    for _ in range(3):
        await slack.app.chat_postMessage(channel="CDESK", text="x")
    with pytest.raises(SlackApiError) as refusal:
        await slack.app.chat_postMessage(channel="CDESK", text="x")
    assert refusal.value.response.headers["Retry-After"] == "1"
    assert (await slack.app.chat_postMessage(channel="CQUIET", text="x"))["ok"]
    await slack.control("clock", advance=1)
    assert (await slack.app.chat_postMessage(channel="CDESK", text="x"))["ok"]
    await slack.control("clock", now="2026-01-01T00:00:00Z")
    assert (await slack.app.chat_postMessage(channel="CDESK", text="x"))["ok"]


async def test_what_was_missed_does_not_come_after_the_app_was_taken_out(start):
    slack = await start(events=["app_uninstalled", "message.channels"])
    await slack.say("Nobody hears this")
    await slack.control("uninstall")
    await slack.control("settle")
    socket = await slack.socket()
    await slack.control("clock", advance=60)
    assert (await socket.event())["type"] == "app_uninstalled"
    await slack.control("clock", advance=300)
    await slack.control("settle")
    assert [(row["name"], row["retry"]) for row in await rows(slack, "event")] == [
        *(("message", 0), ("message", 1), ("app_uninstalled", 0), ("app_uninstalled", 1), ("app_uninstalled", 2)),
    ]

"""Acks of a Bolt app: missing, late, twice, and what Slack makes of them."""

import asyncio

import pytest

from tests.sandbox.conftest import modal, text_input

TYPED = {"user": "UMAYA", "channel": "CDESK", "command": "/help", "text": ""}


async def rows(slack, kind):
    return [row for row in (await slack.get("calls"))["calls"] if row["kind"] == kind]


async def row_that_came_late(slack, kind):
    """Waits until the page is told that an answer came after all."""
    page = await slack.http.ws_connect(f"{slack.sandbox.url}/_sandbox/live?user=UMAYA")
    slack.open_sockets.append(page)
    while True:
        late = [row for row in await rows(slack, kind) if row["late"] and row["ms"] is not None]
        if late:
            return late[-1]
        await page.receive(timeout=5)


@pytest.fixture
async def slow(listen):
    """A Bolt app that answers /help once `go` is set."""
    care = await listen()
    care.go = asyncio.Event()

    @care.app.command("/help")
    async def help_with(ack):
        await care.go.wait()
        await ack("Too late?")

    await care.connect()
    return care


async def test_a_late_ack_is_noted_and_changes_nothing(slow):
    await slow.slack.control("settings", ack_seconds=0.05)
    delivery = await slow.slack.control("command", **TYPED)
    assert (delivery["ok"], delivery["acked"], delivery["error"]) == (False, False, "operation_timeout")
    (row,) = await rows(slow.slack, "command")
    assert (row["ok"], row["late"], row["ms"], row["error"]) == (False, True, None, "operation_timeout")
    slow.go.set()
    late = await row_that_came_late(slow.slack, "command")
    assert (late["id"], late["ok"], late["error"]) == (row["id"], False, "operation_timeout")
    assert late["ms"] >= 50
    assert await slow.slack.messages() == []


async def test_an_ack_in_time_counts(slow):
    slow.go.set()
    assert (await slow.slack.control("command", **TYPED))["acked"] is True
    (row,) = await rows(slow.slack, "command")
    assert (row["ok"], row["late"], row["error"]) == (True, False, None)
    assert [each["text"] for each in await slow.slack.messages()] == ["Too late?"]


async def test_a_listener_that_never_acks_is_missed_and_not_asked_again(listen):
    care = await listen()
    asked = asyncio.Queue()

    @care.app.command("/help")
    async def forget(body):
        asked.put_nowait(body)

    await care.connect()
    await care.slack.control("settings", ack_seconds=0.05)
    assert (await care.slack.control("command", **TYPED))["error"] == "operation_timeout"
    await asyncio.wait_for(asked.get(), 5)
    await care.slack.control("clock", advance=3600)
    await care.slack.control("settle")
    assert asked.empty()
    assert [row["late"] for row in await rows(care.slack, "command")] == [True]


async def test_what_no_listener_takes_is_never_acked(care):
    await care.slack.control("settings", ack_seconds=0.05)
    assert (await care.slack.control("command", **TYPED))["error"] == "operation_timeout"
    assert (await care.slack.control("shortcut", user="UMAYA", callback_id="start"))["error"] == "operation_timeout"


async def test_an_event_that_is_not_acked_comes_again_with_its_id(listen):
    care = await listen()
    seen = []

    @care.app.event("message")
    async def hear(body, request):
        retry = request.headers["x-slack-retry-num"][0], request.headers["x-slack-retry-reason"][0]
        seen.append((body["event_id"], *retry))
        if len(seen) < 3:
            raise RuntimeError("Not yet")

    await care.connect()
    await care.slack.control("settings", ack_seconds=0.05)
    await care.slack.say("Hello")
    await care.slack.control("settle")
    await care.slack.control("settings", ack_seconds=3)
    await care.slack.control("clock", advance=61)
    await care.slack.control("settle")
    assert [num for _, num, _ in seen] == ["0", "1", "2"]
    assert [reason for _, _, reason in seen] == ["", "timeout", "timeout"]
    assert len({event_id for event_id, _, _ in seen}) == 1
    assert [(row["ok"], row["retry"]) for row in await rows(care.slack, "event")] == [(False, 0), (False, 1), (True, 2)]


async def test_a_submission_that_is_answered_late_leaves_the_modal_with_its_words(listen):
    care = await listen()
    go = asyncio.Event()

    @care.app.command("/help")
    async def show(ack, body, client):
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input()))
        await ack()

    @care.app.view("form")
    async def take(ack):
        await go.wait()
        await ack(response_action="clear")

    await care.connect()
    await care.slack.control("command", **TYPED)
    (view,) = (await care.slack.get("state", user="UMAYA"))["views"]
    await care.slack.control("settings", ack_seconds=0.05)
    values = {"story": {"text": {"value": "We drove"}}}
    answer = await care.slack.control("submit", user="UMAYA", view_id=view["id"], values=values)
    assert answer["error"] == "operation_timeout"
    go.set()
    await row_that_came_late(care.slack, "interactive")
    (kept,) = (await care.slack.get("state", user="UMAYA"))["views"]
    assert kept["state"]["values"]["story"]["text"]["value"] == "We drove"


@pytest.mark.parametrize("when", ["while it waits", "afterwards"])
async def test_of_two_acks_the_first_counts(slack, when):
    socket = await slack.socket()
    typed = asyncio.ensure_future(slack.sandbox.act("command", **TYPED))
    envelope = await socket.next()
    await socket.ack(envelope, {"text": "First"})
    if when == "afterwards":
        await typed
    await socket.ack(envelope, {"text": "Second"})
    assert (await typed)["acked"] is True
    later = await socket.acked(slack.sandbox.act("command", **TYPED | {"text": "later"}))
    assert later["text"] == "later"
    assert [each["text"] for each in await slack.messages()] == ["First"]
    assert [(row["ok"], row["late"]) for row in await rows(slack, "command")] == [(True, False), (True, False)]


async def test_an_app_that_goes_away_before_it_acks_has_missed_it(slack):
    await slack.control("settings", ack_seconds=0.1)
    socket = await slack.socket()
    typed = asyncio.ensure_future(slack.sandbox.act("command", **TYPED))
    await socket.next()
    await socket.socket.close()
    assert (await typed)["error"] == "operation_timeout"

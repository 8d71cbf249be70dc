"""What can go wrong with the app's sockets on purpose, seen from the app's side."""

import asyncio

import aiohttp
import pytest
from aiohttp import WSMsgType

from careapp.sandbox.refusals import ControlError

ME = {"user": "UMAYA", "channel": "CDESK"}


async def opened(slack):
    """A socket whose pings and hello are left to the test."""
    answer = await slack.app.apps_connections_open(app_token=slack.sandbox.app_token)
    socket = await slack.http.ws_connect(answer["url"], autoping=False, timeout=aiohttp.ClientWSTimeout(ws_close=0.05))
    slack.open_sockets.append(socket)
    return socket


async def is_quiet(socket):
    """Whether nothing comes, though it is pinged."""
    await socket.ping(b"are you there?")
    try:
        await socket.receive(timeout=0.1)
    except TimeoutError:
        return True
    return False


async def texts(slack, socket, count):
    """The texts of the next message events, acked as they come."""
    return [(await socket.event())["text"] for _ in range(count)]


async def test_a_socket_can_be_silent_from_birth_and_the_next_is_not(slack):
    slack.sandbox.socket_faults.silence()
    assert await is_quiet(await opened(slack))
    assert (await slack.socket()).hello["type"] == "hello"


async def test_a_socket_can_be_without_hello_though_it_answers(slack):
    slack.sandbox.socket_faults.forget_hello()
    socket = await opened(slack)
    await socket.ping(b"x")
    assert (await socket.receive()).type == WSMsgType.PONG
    assert (await slack.socket()).hello["num_connections"] == 2


async def test_an_open_socket_can_fall_silent_and_swallows_what_is_sent(slack):
    socket = await opened(slack)
    assert (await socket.receive_json())["type"] == "hello"
    await socket.ping(b"x")
    assert (await socket.receive()).type == WSMsgType.PONG
    slack.sandbox.socket_faults.mute()
    await slack.control("settings", ack_seconds=0.02)
    answer = await slack.control("command", **ME, command="/help", text="")
    assert answer["error"] == "operation_timeout"
    assert await is_quiet(socket)


async def test_a_mute_socket_that_the_app_leaves_is_gone(slack):
    socket = await opened(slack)
    slack.sandbox.socket_faults.mute()
    page = await slack.http.ws_connect(f"{slack.sandbox.url}/_sandbox/live?user=UMAYA")
    slack.open_sockets.append(page)
    await socket.close()
    update = await page.receive_json()
    assert (update["type"], update["connected"]) == ("app", False)


async def test_all_sockets_can_be_reset(slack):
    socket = await opened(slack)
    await socket.receive_json()
    slack.sandbox.socket_faults.reset()
    assert (await socket.receive(timeout=5)).type in (WSMsgType.CLOSED, WSMsgType.ERROR)
    assert (await slack.socket()).hello["num_connections"] == 1


async def test_refreshes_are_asked_for_again_and_again(slack):
    first = await slack.socket()
    slack.sandbox.socket_faults.refresh(0.01)
    assert [(await first.next())["reason"] for _ in range(3)] == ["refresh_requested"] * 3
    slack.sandbox.socket_faults.mend()
    assert slack.sandbox.socket_faults.state()["refresh"] is False


async def test_a_new_socket_can_be_one_too_many(slack):
    slack.sandbox.socket_faults.turn_away(2)
    assert [(await slack.socket()).hello.get("reason") for _ in range(3)] == ["too_many_websockets"] * 2 + [None]


async def test_an_envelope_can_come_five_times(slack):
    socket = await slack.socket()
    slack.sandbox.socket_faults.repeat(5)
    await slack.say("Hello")
    envelopes = [await socket.next() for _ in range(5)]
    assert len({each["envelope_id"] for each in envelopes}) == 1
    for each in envelopes:
        await socket.ack(each)
    await slack.sandbox.settled()
    assert [row["ok"] for row in slack.sandbox.slack.calls.rows if row["kind"] == "event"] == [True]


async def test_envelopes_can_be_kept_back_and_come_in_another_order(slack):
    socket, orders = await slack.socket(), []
    for seed in (None, 3, 3):
        slack.sandbox.socket_faults.hold()
        for n in range(4):
            await slack.say(str(n))
        assert slack.sandbox.socket_faults.state()["held"] == 4
        slack.sandbox.socket_faults.release(seed)
        orders.append(await texts(slack, socket, 4))
        await slack.sandbox.settled()
    assert orders[0] == ["3", "2", "1", "0"]
    assert orders[1] == orders[2] != ["0", "1", "2", "3"]


async def test_so_many_envelopes_are_kept_back_and_come_in_another_order_by_themselves(slack):
    socket = await slack.socket()
    await slack.control("socket_faults", kind="hold", times=3)
    for n in range(5):
        await slack.say(str(n))
    assert await texts(slack, socket, 5) == ["2", "1", "0", "3", "4"]
    await slack.sandbox.settled()
    assert [row["fault"] for row in slack.sandbox.slack.calls.rows if row["kind"] == "event"] == [
        *["hold"] * 3,
        *[None] * 2,
    ]


async def test_a_mute_socket_can_speak_again(slack):
    socket = await slack.socket()
    await slack.control("settings", ack_seconds=0.02)
    slack.sandbox.socket_faults.mute()
    lost = await slack.control("command", **ME, command="/help", text="")
    slack.sandbox.socket_faults.unmute()
    await slack.control("settings", ack_seconds=3)
    assert await socket.acked(slack.control("command", **ME, command="/raw", text=""))
    commands = [row for row in slack.sandbox.slack.calls.rows if row["kind"] == "command"]
    assert (lost["error"], socket.delivery["ok"]) == ("operation_timeout", True)
    assert [(row["fault"], row["sent"]) for row in commands] == [("mute", None), (None, 1)]


@pytest.mark.parametrize(
    ("body", "fault", "way"),
    [
        ({"kind": "repeat", "times": 3}, "repeat", {"sent": 3, "acks": 3}),
        ({"kind": "lose_acks", "times": 1}, "lose_acks", {"sent": 1, "lost_acks": 1}),
        ({"kind": "hold", "times": 1}, "hold", {"held": 1, "sent": 1, "acks": 1}),
    ],
    ids=lambda value: value.get("kind", "") if isinstance(value, dict) else "",
)
async def test_the_record_says_what_became_of_an_envelope(slack, body, fault, way):
    await slack.control("settings", ack_seconds=0.2)
    socket = await slack.socket()
    await slack.control("socket_faults", **body)
    command = asyncio.create_task(slack.control("command", **ME, command="/help", text=""))
    for _ in range(way["sent"]):
        await socket.ack(await socket.next())
    await command
    await slack.control("socket_faults", kind="mend")
    await socket.acked(slack.control("command", **ME, command="/raw", text=""))  # by then all acks were read
    (row,) = [row for row in slack.sandbox.slack.calls.rows if row["name"] == "/help"]
    assert row["fault"] == fault
    assert slack.sandbox.slack.calls.details(row["id"])["way"] == way


async def test_an_ack_of_what_was_never_sent_is_nothing(slack):
    socket = await slack.socket()
    await socket.ack({"envelope_id": "nobody's"})
    await slack.say("Hello")
    await socket.event()
    await slack.sandbox.settled()
    assert slack.sandbox.slack.calls.traces.of("nobody's").counts == {}


async def test_an_ack_can_be_lost_so_that_the_event_comes_again(slack):
    await slack.control("settings", ack_seconds=0.05)
    socket = await slack.socket()
    slack.sandbox.socket_faults.lose_acks(1)
    await slack.say("Hello")
    tries = []
    for _ in range(2):
        envelope = await socket.next()
        tries.append((envelope["retry_attempt"], envelope["payload"]["event_id"]))
        await socket.ack(envelope)
    await slack.sandbox.settled()
    assert [attempt for attempt, _ in tries] == [0, 1]
    assert len({event_id for _, event_id in tries}) == 1


async def test_any_frame_can_be_sent(slack):
    socket = await opened(slack)
    await socket.receive_json()
    slack.sandbox.socket_faults.say('{"type": "novelty"}')
    assert await socket.receive_json() == {"type": "novelty"}
    slack.sandbox.socket_faults.say("x" * 1_000_000)
    assert len((await socket.receive()).data) == 1_000_000
    slack.sandbox.socket_faults.say(b"\xff\xfe")
    assert (await socket.receive()).type == WSMsgType.ERROR


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ({"kind": "silence", "times": 2}, {"silent": 2}),
        ({"kind": "forget_hello", "times": 2}, {"without_hello": 2}),
        ({"kind": "turn_away"}, {"turned_away": 1}),
        ({"kind": "repeat", "times": 5}, {"repeat": 5}),
        ({"kind": "lose_acks", "times": 3}, {"lost_acks": 3}),
        ({"kind": "mute"}, {"mute": 1}),
        ({"kind": "unmute"}, {"mute": 0}),
        ({"kind": "refresh", "seconds": 60}, {"refresh": True}),
        ({"kind": "refresh", "seconds": 0}, {"refresh": False}),
        ({"kind": "hold"}, {"held": 0, "holding": True}),
        ({"kind": "hold", "times": 3, "seed": 7}, {"held": 0, "holding": True}),
        ({"kind": "release", "seed": 7}, {"held": 0}),
        ({"kind": "reset"}, {"silent": 0}),
        ({"kind": "say", "text": "{}"}, {"silent": 0}),
        ({}, {"silent": 0, "mute": 0, "turned_away": 0, "lost_acks": 0, "repeat": 1, "held": 0, "refresh": False}),
    ],
    ids=lambda value: value.get("kind", "") if isinstance(value, dict) else "",
)
async def test_each_fault_can_be_asked_for_by_a_control_call(slack, body, shown):
    await slack.socket()
    state = await slack.control("socket_faults", **body)
    assert state.items() >= shown.items()
    mended = await slack.control("socket_faults", kind="mend")
    assert (mended["silent"], mended["repeat"], mended["refresh"]) == (0, 1, False)


async def test_an_unknown_socket_fault_is_refused(slack):
    with pytest.raises(ControlError, match="A socket fault is one of silence, "):
        await slack.sandbox.act("socket_faults", kind="gremlin")
    with pytest.raises(ControlError, match="`seconds` must be a number"):
        await slack.sandbox.act("socket_faults", kind="refresh")
    for wrong in (-1, 0.5, 10**9, float("nan"), float("inf")):
        with pytest.raises(ControlError, match="`times` must be a whole number"):
            await slack.sandbox.act("socket_faults", kind="repeat", times=wrong)
        with pytest.raises(ControlError, match="`seconds` must be"):
            await slack.sandbox.act("socket_faults", kind="refresh", seconds=min(wrong, 0.001))


async def test_answers_are_dated_by_the_sandboxes_clock(slack):
    answer = await slack.app.auth_test()
    assert answer.headers["Date"] == "Mon, 02 Mar 2026 12:00:00 GMT"
    await slack.control("clock", advance=90)
    assert (await slack.app.auth_test()).headers["Date"] == "Mon, 02 Mar 2026 12:01:30 GMT"

"""Whatever is sent to the control API, it answers with what was done or a sentence, and the sandbox lives on."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careapp.sandbox.control import ACTIONS
from careapp.sandbox.fault_kinds import KINDS as FAULTS

from .alive import Json, check_alive, read, send
from .conftest import Slack
from .contract.examples import open_modal
from .odd_values import Sent, as_json, as_raw_json, broken_requests, keys, names, plain, trees, values

LENIENT = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
FIRST_TS = "1772452800.000000"  # what Maya says first, with the clock frozen at noon
GOOD: Json = {
    **{"user": "UMAYA", "channel": "CDESK", "text": "Hello", "ts": FIRST_TS, "message_ts": FIRST_TS, "name": "tada"},
    **{"command": "/help", "action_id": "text", "block_id": "story", "view_id": "V0000001", "values": {}},
    **{"element": {"type": "plain_text_input", "value": "So"}, "callback_id": "start", "tab": "home", "with": "UTOM"},
    **{"invitee": "UADA", "member": "UTOM", "zone": "Europe/Paris", "handle": "zoe", "now": "2026-03-03T12:00:00Z"},
}
BODIES: dict[str, tuple[str, ...]] = {
    **{"say": ("user", "channel", "text"), "edit": ("user", "channel", "ts", "text")},
    **{"delete": ("user", "channel", "ts"), "react": ("user", "channel", "ts", "name")},
    **{"pin": ("user", "channel", "ts"), "mark": ("user", "channel")},
    **{"arrive": ("user",), "open_dm": ("user", "with"), "command": ("user", "channel", "command", "text")},
    "action": ("user", "action_id", "block_id", "element", "view_id", "values"),
    **{"suggest": ("user", "action_id", "block_id", "view_id"), "shortcut": ("user", "callback_id")},
    **{"submit": ("user", "view_id", "values"), "close": ("user", "view_id"), "open_home": ("user", "tab")},
    **{"invite": ("user", "channel", "invitee"), "kick": ("user", "channel", "member"), "join": ("user", "channel")},
    **{"leave": ("user", "channel"), "archive": ("user", "channel"), "unarchive": ("user", "channel")},
    **{"rename": ("user", "channel", "name"), "create_channel": ("user", "name")},
    **{"delete_channel": ("user", "channel"), "person": ("handle", "name", "zone"), "clock": ("now",)},
}
MORE = (
    *("id", "thread_ts", "on", "is_cleared", "title", "deleted", "advance", "frozen", "ack_seconds", "rate_limits"),
    *(
        "reason",
        "is_bot",
        "is_guest",
        "team_id",
        "color",
        "email",
        "is_private",
        "private",
        "topic",
        "members",
        "value",
    ),
    *("reply_broadcast", "seed", "times", "seconds", "kind", "method", "plan", "always", "at_random", "clear"),
)
a_fault = st.builds(
    lambda kind, more: {"kind": kind, **more},
    st.sampled_from(sorted(FAULTS)),
    st.dictionaries(st.sampled_from(["seconds", "status", "error", "retry_after", "after", "ok"]), plain, max_size=3),
)
OF_FIELD: dict[str, st.SearchStrategy[Any]] = {
    "plan": st.lists(a_fault, max_size=3),
    "always": a_fault,
    "at_random": st.fixed_dictionaries({"seed": plain, "share": st.just(1)}, optional={"kinds": st.lists(a_fault)}),
    "method": st.sampled_from(["auth.test", "*"]),
    "kind": st.sampled_from(["silence", "mute", "reset", "refresh", "repeat", "lose_acks", "hold", "release", "say"]),
    "values": st.dictionaries(
        names | st.just("story"), st.dictionaries(st.just("text"), trees, max_size=1), max_size=2
    ),
    "element": st.dictionaries(keys, trees, max_size=3),
}


@st.composite
def bodies(draw: st.DrawFn, name: str) -> Json:
    """A body for this action, mostly right."""
    known = BODIES.get(name, ())
    fields = draw(st.lists(st.sampled_from((*known, *MORE, *OF_FIELD)), max_size=4, unique=True))
    odd = {field: draw(OF_FIELD.get(field, values) | values) for field in fields}
    return {field: GOOD[field] for field in known} | odd


async def check_answer(slack: Slack, path: str, sent: Sent) -> None:
    """Sends a control call, and sees that it was done or refused in a sentence."""
    async with asyncio.timeout(10):
        status, text = await send(slack, f"/_sandbox/{path}", sent)
    answer = read(text)
    assert status == 200 or (400 <= status < 500 and isinstance(answer["error"], str)), (status, answer)
    assert status != 200 or isinstance(answer, dict)


async def meet_a_fault(slack: Slack) -> None:
    """Lets a call of the app meet what was planned, whatever that is, and ends it."""
    try:
        async with asyncio.timeout(0.05):
            await send(slack, "/api/auth.test", Sent(), slack.sandbox.bot_token)
    except (TimeoutError, aiohttp.ClientError):
        pass
    await slack.control("faults", clear=True)


@pytest.mark.parametrize("name", ACTIONS)
@settings(max_examples=9, deadline=None, suppress_health_check=LENIENT)
@given(data=st.data(), way=st.sampled_from([as_json, as_json, as_raw_json]))
async def test_no_body_makes_a_control_call_fail(
    start: Callable[..., Awaitable[Slack]],
    caplog: pytest.LogCaptureFixture,
    name: str,
    data: st.DataObject,
    way: Callable[..., Sent],
) -> None:
    slack = await start()
    assert await slack.say("First") == FIRST_TS
    if name in ("action", "submit", "close", "suggest"):
        await open_modal(slack)
    await check_answer(slack, name, way(data.draw(bodies(name))))
    await meet_a_fault(slack)
    if name != "uninstall":
        await check_alive(slack, caplog)


@settings(max_examples=100, deadline=None, suppress_health_check=LENIENT)
@given(name=st.sampled_from(sorted(ACTIONS.keys() - {"uninstall"})), sent=broken_requests)
async def test_no_broken_request_makes_a_control_call_fail(
    slack: Slack, caplog: pytest.LogCaptureFixture, name: str, sent: Sent
) -> None:
    async with asyncio.timeout(10):
        status, _ = await send(slack, f"/_sandbox/{name}", sent)
    assert status == 200 or 400 <= status < 500
    await check_alive(slack, caplog)


PATHS = (
    "state",
    "messages",
    "home",
    "calls",
    "call",
    "faults",
    "emoji",
    "file",
    "live",
    "avatar/{}.svg",
    "{}",
    "../{}",
)


@settings(max_examples=100, deadline=None, suppress_health_check=LENIENT)
@given(
    path=st.sampled_from(PATHS),
    part=st.sampled_from(
        ["%00", "%ff", "%ed%a0%80", "x" * 400, "..%2f..%2fserver.py", "UMAYA", "%F0%9F%8C%B5", "a%0ab"]
    ),
    query=st.dictionaries(st.sampled_from(["user", "channel", "thread_ts", "id"]), names, max_size=4),
)
async def test_no_address_makes_a_read_fail(
    slack: Slack, caplog: pytest.LogCaptureFixture, path: str, part: str, query: Json
) -> None:
    pairs = "&".join(f"{name}={value or part}" for name, value in query.items()).replace("#", "%23") or "user=" + part
    status, _ = await send(slack, f"/_sandbox/{path.format(part)}", Sent(query=pairs))
    assert status == 200 or 400 <= status < 500
    await check_alive(slack, caplog)

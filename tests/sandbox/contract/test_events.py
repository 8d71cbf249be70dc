"""Each event comes by the scopes and in the shape of Slack's reference."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from careapp.sandbox.events import SCOPES as SCOPE_OF
from tests.sandbox.conftest import EVENTS as SUBSCRIBED
from tests.sandbox.conftest import Slack

from .conftest import ALL_SCOPES
from .differences import allowed
from .facts import EVENTS, departures

DESK = {"user": "UMAYA", "channel": "CDESK"}
QUIET = {"user": "UMAYA", "channel": "CQUIET"}


async def _reacted(slack: Slack, *on: bool) -> None:
    ts = (await slack.app.chat_postMessage(channel="CDESK", text="Good news"))["ts"]
    for each in on:
        await slack.control("react", **DESK, ts=ts, name="tada", on=each)


HAPPENINGS: dict[str, Callable[[Slack], Awaitable[Any]]] = {
    "channel_left": lambda slack: slack.control("kick", **DESK, member="UHELPER"),
    "channel_rename": lambda slack: slack.control("rename", **DESK, name="front-desk"),
    "group_left": lambda slack: slack.control("kick", **QUIET, member="UHELPER"),
    "group_rename": lambda slack: slack.control("rename", **QUIET, name="hush"),
    "member_joined_channel": lambda slack: slack.control("invite", **DESK, invitee="UADA"),
    "member_left_channel": lambda slack: slack.control("leave", **DESK),
    "message": lambda slack: slack.say("Hello"),
    "reaction_added": lambda slack: _reacted(slack, True),
    "reaction_removed": lambda slack: _reacted(slack, True, False),
    "team_join": lambda slack: slack.control("person", handle="zoe", name="Zoe Ash", zone="Europe/Paris"),
    "user_change": lambda slack: slack.control("person", id="UTOM", title="Night desk"),
}


@pytest.mark.parametrize("name", [name for name, facts in EVENTS.items() if "payload" in facts])
async def test_an_event_comes_in_slacks_shape(start: Callable[..., Awaitable[Slack]], name: str) -> None:
    slack = await start(scopes=ALL_SCOPES, events=sorted({*SUBSCRIBED, "group_left"}))
    socket = await slack.socket()
    await HAPPENINGS[name](slack)
    event = await socket.event()
    while event["type"] != name:
        event = await socket.event()
    assert departures(event, EVENTS[name]["payload"]) == allowed(name, "/")


@pytest.mark.parametrize("name", [name for name in SCOPE_OF if name in EVENTS])
def test_an_event_asks_for_the_scope_that_slack_names(name: str) -> None:
    scope = SCOPE_OF[name]
    ours = {scope.format(kind=kind) for kind in ("channels", "groups", "im", "mpim")} if scope else set()
    slacks = set(EVENTS[name]["scopes"])
    assert slacks == ours or ("{kind}" in scope and slacks < ours)

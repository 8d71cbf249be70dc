"""Every event: sent in its documented shape where it is subscribed to and its scope granted, and else not."""

import pytest

from careapp.sandbox.events import SCOPES as NEEDED

from .conftest import ALL_EVENTS, ALL_SCOPES
from .deeds import DEEDS
from .shapes import SHAPES, misfits, shape_name

# As Slack documents them; "" needs none. Where kinds of channels differ, that of a public one.
DOCUMENTED = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "app_uninstalled": "",
    "channel_archive": "channels:read",
    "channel_created": "channels:read",
    "channel_deleted": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "channel_unarchive": "channels:read",
    "group_archive": "groups:read",
    "group_deleted": "groups:read",
    "group_left": "groups:read",
    "group_rename": "groups:read",
    "group_unarchive": "groups:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message": "channels:history",
    "pin_added": "pins:read",
    "pin_removed": "pins:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_join": "users:read",
    "tokens_revoked": "",
    "user_change": "users:read",
}


async def sent(slack):
    await slack.control("settle")
    return {row["name"] for row in (await slack.get("calls"))["calls"] if row["kind"] == "event"}


def test_every_event_of_the_sandbox_is_tried_here():
    assert DEEDS.keys() == DOCUMENTED.keys() == NEEDED.keys()


@pytest.mark.parametrize("name", DEEDS)
async def test_it_comes_in_the_documented_shape(care, name):
    await DEEDS[name](care.slack)
    events = await care.heard()
    assert name in {event["type"] for event in events}
    for event in events:
        assert list(misfits(event, SHAPES[shape_name(event)])) == []


@pytest.mark.parametrize("name", DEEDS)
async def test_without_the_subscription_it_does_not_come(start, name):
    slack = await start(events=[each for each in ALL_EVENTS if each.partition(".")[0] != name], scopes=ALL_SCOPES)
    await slack.control("settings", ack_seconds=0.02)
    await DEEDS[name](slack)
    assert name not in await sent(slack)


@pytest.mark.parametrize("name", [name for name, scope in DOCUMENTED.items() if scope])
async def test_without_the_scope_it_does_not_come(start, name):
    scopes = [each for each in ALL_SCOPES if each != DOCUMENTED[name]]
    slack = await start(events=ALL_EVENTS, scopes=scopes)
    await slack.control("settings", ack_seconds=0.02)
    await DEEDS[name](slack)
    assert name not in await sent(slack)


@pytest.mark.parametrize("name", [name for name, scope in DOCUMENTED.items() if not scope])
async def test_what_needs_no_scope_comes_without_any(start, name):
    slack = await start(events=[name], scopes=[])
    await slack.control("settings", ack_seconds=0.02)
    await DEEDS[name](slack)
    assert name in await sent(slack)


@pytest.mark.parametrize(("kind", "channel"), [("channels", "CDESK"), ("groups", "CQUIET"), ("im", "D"), ("mpim", "G")])
async def test_messages_of_each_kind_of_channel_need_their_own_scope(start, kind, channel):
    for scopes in (ALL_SCOPES, [each for each in ALL_SCOPES if each != f"{kind}:history"]):
        slack = await start(events=[f"message.{kind}"], scopes=scopes)
        await slack.control("settings", ack_seconds=0.02)
        if channel in ("D", "G"):
            users = "UMAYA" if channel == "D" else "UMAYA,UTOM"
            channel = (await slack.app.conversations_open(users=users))["channel"]["id"]
        await slack.say("Hello", channel=channel)
        assert ("message" in await sent(slack)) is (scopes is ALL_SCOPES)
        channel = {"im": "D", "mpim": "G"}.get(kind, channel)

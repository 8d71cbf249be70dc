"""A private channel without the app does not exist for it, whatever it tries; what its people do still reaches it."""

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from careapp.sandbox.methods import METHODS

from .conftest import NOON, SCOPES
from .contract.examples import arguments

ALL_SCOPES = [*SCOPES, "chat:write.public", "groups:write.invites"]
PLACES = ("channel", "channel_id", "channels")
WITH_A_PLACE = sorted(
    (name, place) for name, row in METHODS.items() for place in PLACES if place in (*row.required, *row.optional)
)


async def answers(slack, method, place, channel, ts):
    """All that a method says of a channel and a message in it."""
    given = await arguments(slack, method)
    for name in ("ts", "message_ts", "timestamp", "thread_ts"):
        if name in given:
            given[name] = ts
    given.pop("channel_id", None)
    return await slack.refused(slack.app.api_call(method, json=given | {place: channel}))


@pytest.mark.parametrize(("method", "place"), WITH_A_PLACE)
async def test_it_is_refused_like_a_channel_that_is_not_there(start, method, place):
    slack = await start(scopes=ALL_SCOPES)
    ts = await slack.say("Between us", user="UADA", channel="CSECRET")
    nowhere = await answers(slack, method, place, "CNOWHERE", ts)
    await slack.sandbox.stop()
    slack = await start(scopes=ALL_SCOPES)
    assert await slack.say("Between us", user="UADA", channel="CSECRET") == ts
    assert await answers(slack, method, place, "CSECRET", ts) == nowhere
    assert nowhere["error"] in ("channel_not_found", "invalid_channel")


async def test_no_list_names_it(slack):
    kinds = {"types": "public_channel,private_channel"}
    listed = (await slack.app.conversations_list(**kinds))["channels"]
    adas = (await slack.app.users_conversations(user="UADA", **kinds))["channels"]
    assert {each["name"] for each in listed} == {"desk", "lobby", "quiet"}
    assert {each["name"] for each in adas} == {"lobby"}
    assert await slack.error(slack.app.chat_postMessage(channel="#secret", text="Hello")) == "channel_not_found"


async def test_its_name_is_taken_all_the_same(slack):
    assert await slack.error(slack.app.conversations_create(name="secret")) == "name_taken"


async def test_nothing_that_happens_in_it_is_an_event(slack):
    socket = await slack.socket()
    ts = await slack.say("<@UHELPER> Between us", user="UADA", channel="CSECRET")
    await slack.control("react", user="UADA", channel="CSECRET", ts=ts, name="tada", on=True)
    await slack.control("rename", user="UADA", channel="CSECRET", name="most-secret")
    await slack.control("invite", user="UADA", channel="CSECRET", invitee="UTOM")
    await slack.control("archive", user="UADA", channel="CSECRET")
    await slack.say("In the open")
    event = await socket.event()
    assert (event["channel"], event["text"]) == ("CDESK", "In the open")


async def test_a_shortcut_and_a_command_in_it_reach_the_app_without_its_name_and_can_be_answered(slack):
    socket = await slack.socket()
    ts = await slack.say("Keep this", user="UADA", channel="CSECRET")
    used = slack.control("shortcut", user="UADA", callback_id="keep", channel="CSECRET", message_ts=ts)
    kept = await socket.acked(used)
    assert (kept["channel"], kept["message"]["text"]) == ({"id": "CSECRET", "name": "privategroup"}, "Keep this")
    typed = await socket.acked(slack.control("command", user="UADA", channel="CSECRET", command="/help", text=""))
    for payload in (kept, typed):
        webhook = AsyncWebhookClient(payload["response_url"], session=slack.http)
        webhook.proxy = None
        assert (await webhook.send(text="Kept", response_type="in_channel")).status_code == 200
    said = await slack.messages(channel="CSECRET", user="UADA")
    assert [each["text"] for each in said] == ["Keep this", "Kept", "Kept"]
    assert await slack.error(slack.app.chat_postMessage(channel="CSECRET", text="Kept")) == "channel_not_found"
    link = slack.app.chat_getPermalink(channel="CSECRET", message_ts=ts)
    assert await slack.error(link) == "channel_not_found"


async def test_once_the_app_is_sent_away_a_private_channel_is_gone_for_it(slack):
    ts = (await slack.app.chat_postMessage(channel="CQUIET", text="Here I am"))["ts"]
    await slack.control("kick", user="UMAYA", channel="CQUIET", member="UHELPER")
    calls = (
        slack.app.chat_update(channel="CQUIET", ts=ts, text="There I was"),
        slack.app.chat_delete(channel="CQUIET", ts=ts),
        slack.app.conversations_history(channel="CQUIET"),
        slack.app.reactions_get(channel="CQUIET", timestamp=ts),
    )
    assert await slack.errors(*calls) == ["channel_not_found"] * 4


async def test_a_public_channel_without_the_app_is_seen_but_not_entered(slack):
    ts = await slack.say("Hello", user="UADA", channel="CLOBBY")
    assert (await slack.app.conversations_info(channel="CLOBBY"))["channel"]["is_member"] is False
    assert (await slack.app.conversations_members(channel="CLOBBY"))["members"] == ["UMAYA", "UADA"]
    assert (await slack.app.chat_getPermalink(channel="CLOBBY", message_ts=ts))["ok"]
    later = int(NOON.timestamp()) + 60
    calls = (
        slack.app.chat_postMessage(channel="CLOBBY", text="Hello"),
        slack.app.chat_postEphemeral(channel="CLOBBY", user="UADA", text="Hello"),
        slack.app.chat_scheduleMessage(channel="CLOBBY", text="Hello", post_at=later),
        slack.app.conversations_history(channel="CLOBBY"),
        slack.app.conversations_replies(channel="CLOBBY", ts=ts),
        slack.app.conversations_invite(channel="CLOBBY", users="UTOM"),
        slack.app.reactions_add(channel="CLOBBY", timestamp=ts, name="tada"),
    )
    assert await slack.errors(*calls) == ["not_in_channel"] * 7

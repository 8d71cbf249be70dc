"""Events: their shapes, and that subscriptions, scopes and membership decide who gets them."""

import pytest


@pytest.fixture
async def socket(slack):
    return await slack.socket()


async def test_a_message_event_is_a_persons_whole_message(slack, socket):
    ts = await slack.say("Hi @tom <!channel> :tada:")
    envelope = await socket.next()
    await socket.ack(envelope)
    outer = envelope["payload"]
    assert (envelope["type"], envelope["retry_attempt"], envelope["retry_reason"]) == ("events_api", 0, "")
    assert envelope["accepts_response_payload"] is False
    assert (outer["type"], outer["team_id"], outer["api_app_id"]) == ("event_callback", "TMAPLESTREET", "AHELPER")
    assert outer["authorizations"][0]["user_id"] == "UHELPER"
    assert outer["event_time"] == 1772452800
    event = outer["event"]
    assert {key: event[key] for key in ("type", "channel", "channel_type", "user", "ts", "event_ts")} == {
        "type": "message",
        "channel": "CDESK",
        "channel_type": "channel",
        "user": "UMAYA",
        "ts": ts,
        "event_ts": ts,
    }
    assert event["text"] == "Hi <@UTOM> &lt;!channel&gt; :tada:"
    assert event["blocks"][0]["elements"][0]["elements"][1] == {"type": "user", "user_id": "UTOM"}
    assert len(event["client_msg_id"]) == 36


async def test_event_ids_are_unique(slack, socket):
    await slack.say("One")
    await slack.say("Two")
    envelopes = [await socket.next(), await socket.next()]
    assert len({each["payload"]["event_id"] for each in envelopes}) == 2
    assert [each["payload"]["event"]["text"] for each in envelopes] == ["One", "Two"]
    for each in envelopes:
        await socket.ack(each)


async def test_a_mention_comes_in_addition(slack, socket):
    ts = await slack.say("@helper hello")
    events = [await socket.event(), await socket.event()]
    assert [each["type"] for each in events] == ["message", "app_mention"]
    assert (events[1]["user"], events[1]["ts"], events[1]["text"]) == ("UMAYA", ts, "<@UHELPER> hello")


async def test_replies_edits_and_deletions(slack, socket):
    parent = await slack.say("Question")
    reply = await slack.say("Answer", thread_ts=parent)
    await slack.control("edit", user="UMAYA", channel="CDESK", ts=reply, text="Better")
    await slack.control("delete", user="UMAYA", channel="CDESK", ts=reply)
    events = [await socket.event() for _ in range(4)]
    assert events[1]["thread_ts"] == parent
    changed, deleted = events[2:]
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "Better")
    assert (changed["previous_message"]["text"], changed["message"]["edited"]["user"]) == ("Answer", "UMAYA")
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", reply)
    assert deleted["previous_message"]["text"] == "Better"


async def test_the_bots_own_posts_echo_without_metadata(slack, socket):
    metadata = {"event_type": "kept", "event_payload": {}}
    await slack.app.chat_postMessage(channel="CDESK", text="Hi <@UHELPER>", metadata=metadata)
    event = await socket.event()
    assert (event["bot_id"], event["user"], "metadata" in event) == ("BHELPER", "UHELPER", False)
    await slack.sandbox.settled()


async def test_reactions_name_the_item_and_its_author(slack, socket):
    ts = await slack.say("Thanks")
    await socket.event()
    for on, type_ in ((True, "reaction_added"), (False, "reaction_removed")):
        await slack.control("react", user="UTOM", channel="CDESK", ts=ts, name="tada", on=on)
        event = await socket.event()
        item = {"type": "message", "channel": "CDESK", "ts": ts}
        assert (event["type"], event["user"], event["reaction"]) == (type_, "UTOM", "tada")
        assert (event["item"], event["item_user"]) == (item, "UMAYA")
    same = await slack.control("react", user="UTOM", channel="CDESK", ts=ts, name="tada", on=False)
    assert same["changed"] is False


async def test_joining_tells_who_invited_and_the_app_hears_of_itself(slack, socket):
    await slack.control("invite", user="UMAYA", channel="CLOBBY", invitee="UHELPER")
    message, joined = await socket.event(), await socket.event()
    assert (message["subtype"], message["user"], message["inviter"]) == ("channel_join", "UHELPER", "UMAYA")
    assert (joined["type"], joined["user"], joined["inviter"]) == ("member_joined_channel", "UHELPER", "UMAYA")
    assert (joined["channel"], joined["channel_type"]) == ("CLOBBY", "C")
    await slack.control("kick", user="UMAYA", channel="CLOBBY", member="UHELPER")
    events = [await socket.event(), await socket.event()]
    assert [each["type"] for each in events] == ["member_left_channel", "channel_left"]


async def test_people_come_and_change(slack, socket):
    new = await slack.control("person", handle="zoe", name="Zoe Ng", zone="Asia/Tokyo")
    event = await socket.event()
    assert (event["type"], event["user"]["id"], event["user"]["tz"]) == ("team_join", new["id"], "Asia/Tokyo")
    await slack.control("person", id="UMAYA", zone="Asia/Tokyo", deleted=True)
    event = await socket.event()
    assert (event["type"], event["user"]["id"], event["user"]["deleted"]) == ("user_change", "UMAYA", True)
    assert (await slack.app.conversations_members(channel="CDESK"))["members"] == ["UTOM", "UHELPER"]


async def test_home_opened_carries_the_view_published_before(slack, socket):
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    outer = await socket.acked(slack.sandbox.act("open_home", user="UMAYA", tab="home"))
    assert outer["event"] | {"event_ts": ""} == {
        "type": "app_home_opened",
        "user": "UMAYA",
        "channel": "DMAYA",
        "tab": "home",
        "event_ts": "",
    }
    view = (await slack.app.views_publish(user_id="UMAYA", view=home))["view"]
    outer = await socket.acked(slack.sandbox.act("open_home", user="UMAYA", tab="home"))
    assert outer["event"]["view"]["id"] == view["id"]
    assert socket.delivery["view"]["id"] == view["id"]
    outer = await socket.acked(slack.sandbox.act("open_home", user="UMAYA", tab="messages"))
    assert "view" not in outer["event"]


async def events_of(slack):
    await slack.sandbox.settled()
    return [row["name"] for row in (await slack.get("calls"))["calls"] if row["kind"] == "event"]


async def test_where_the_app_is_not_it_hears_nothing(slack):
    ts = await slack.say("@helper hello", channel="CLOBBY")
    await slack.control("react", user="UADA", channel="CLOBBY", ts=ts, name="tada", on=True)
    await slack.control("leave", user="UADA", channel="CLOBBY")
    assert await events_of(slack) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"events": ["app_mention"], "scopes": ["channels:history"]},
        {"events": ["message.channels"], "scopes": ["groups:history"]},
        {"events": ["message.groups"]},
        {"events": []},
    ],
    ids=["mention without scope", "messages without scope", "other kind", "no events"],
)
async def test_without_subscription_or_scope_there_is_no_event(start, changes):
    slack = await start(**changes)
    await slack.say("@helper hello")
    assert await events_of(slack) == []


async def test_a_message_in_a_private_channel_needs_its_own_subscription(start):
    slack = await start(events=["message.groups"])
    await slack.control("settings", ack_seconds=0.01)
    await slack.say("Hello", channel="CQUIET")
    assert await events_of(slack) == ["message", "message"]

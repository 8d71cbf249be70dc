"""What a Bolt app hears of messages: written, answered, edited, deleted, and in which kind of channel."""

import pytest


async def subtypes(care):
    return [event.get("subtype") for event in await care.heard("message")]


async def test_a_message_carries_what_the_composer_gives_it(care):
    ts = await care.slack.say("Hi @tom :tada: https://x.io")
    (event,) = await care.heard()
    assert (event["channel"], event["channel_type"], event["user"]) == ("CDESK", "channel", "UMAYA")
    assert (event["ts"], event["event_ts"], event["team"]) == (ts, ts, "TMAPLESTREET")
    assert event["text"] == "Hi <@UTOM> :tada: <https://x.io>"
    assert len(event["client_msg_id"]) == 36
    (section,) = event["blocks"][0]["elements"]
    assert event["blocks"][0]["type"] == "rich_text"
    assert [each["type"] for each in section["elements"]] == ["text", "user", "text", "emoji", "text", "link"]


async def test_each_kind_of_channel_is_named(care):
    direct = (await care.slack.control("open_dm", user="UMAYA", **{"with": "UHELPER"}))["channel"]
    group = (await care.slack.app.conversations_open(users="UMAYA,UTOM"))["channel"]["id"]
    for channel in ("CDESK", "CQUIET", direct, group):
        await care.slack.say("Hello", channel=channel)
    assert [event["channel_type"] for event in await care.heard("message")] == ["channel", "group", "im", "mpim"]


async def test_bolt_answers_a_message_and_hears_its_own_answer(listen):
    care = await listen()

    @care.app.message("hello")
    async def answer(message, say):
        await say("Good day", thread_ts=message["ts"])

    await care.connect()
    ts = await care.slack.say("hello")
    asked, answered = await care.heard("message")
    assert (asked["user"], "bot_id" in asked) == ("UMAYA", False)
    assert (answered["user"], answered["bot_id"], answered["app_id"]) == ("UHELPER", "BHELPER", "AHELPER")
    assert (answered["text"], answered["thread_ts"], answered["parent_user_id"]) == ("Good day", ts, "UMAYA")
    assert answered["bot_profile"]["id"] == "BHELPER"


async def test_a_reply_names_its_thread_and_whose_it_is(care):
    parent = await care.slack.say("Question", user="UTOM")
    await care.slack.say("Answer", thread_ts=parent)
    _, reply = await care.heard()
    assert (reply["thread_ts"], reply["parent_user_id"]) == (parent, "UTOM")
    assert "subtype" not in reply


@pytest.mark.parametrize("by", ["person", "app"])
async def test_a_reply_for_the_whole_channel_brings_its_root(care, by):
    parent = await care.slack.say("Question @helper")
    await care.heard()
    if by == "person":
        await care.slack.say("All of you", thread_ts=parent, reply_broadcast=True)
    else:
        await care.slack.app.chat_postMessage(
            channel="CDESK", text="All of you", thread_ts=parent, reply_broadcast=True
        )
    (event,) = await care.heard()
    assert (event["subtype"], event["thread_ts"]) == ("thread_broadcast", parent)
    root = event["root"]
    assert (root["ts"], root["text"], root["reply_count"]) == (parent, "Question <@UHELPER>", 1)
    assert (root["reply_users_count"], root["latest_reply"]) == (1, event["ts"])
    assert [each["text"] for each in await care.slack.messages()] == ["Question <@UHELPER>", "All of you"]


async def test_a_mention_in_a_reply_for_all_is_a_mention(care):
    parent = await care.slack.say("Question")
    ts = await care.slack.say("@helper look", thread_ts=parent, reply_broadcast=True)
    (mention,) = await care.heard("app_mention")
    assert (mention["ts"], mention["thread_ts"]) == (ts, parent)


async def test_an_edit_tells_both_wordings(care):
    ts = await care.slack.say("Helo")
    await care.heard()
    await care.slack.control("clock", advance=1)
    await care.slack.control("edit", user="UMAYA", channel="CDESK", ts=ts, text="Hello")
    (event,) = await care.heard()
    assert (event["subtype"], event["hidden"], event["channel_type"]) == ("message_changed", True, "channel")
    assert (event["previous_message"]["text"], event["message"]["text"]) == ("Helo", "Hello")
    assert (event["message"]["ts"], event["message"]["edited"]["user"]) == (ts, "UMAYA")
    assert event["ts"] == event["event_ts"] > ts
    assert "edited" not in event["previous_message"]


async def test_reactions_and_replies_do_not_change_a_message(care):
    parent = await care.slack.say("Question")
    await care.slack.control("react", user="UTOM", channel="CDESK", ts=parent, name="tada", on=True)
    await care.slack.say("Answer", thread_ts=parent)
    assert await subtypes(care) == [None, None]


async def test_a_deletion_tells_what_was_there(care):
    ts = await care.slack.say("Oh no")
    await care.heard()
    await care.slack.control("delete", user="UMAYA", channel="CDESK", ts=ts)
    (event,) = await care.heard()
    assert (event["subtype"], event["hidden"], event["deleted_ts"]) == ("message_deleted", True, ts)
    assert (event["previous_message"]["text"], event["previous_message"]["ts"]) == ("Oh no", ts)


async def test_a_deleted_parent_is_changed_into_a_tombstone_that_goes_with_its_last_reply(care):
    parent = await care.slack.say("Question")
    reply = await care.slack.say("Answer", thread_ts=parent)
    await care.heard()
    await care.slack.control("delete", user="UMAYA", channel="CDESK", ts=parent)
    (event,) = await care.heard()
    assert (event["subtype"], event["previous_message"]["text"]) == ("message_changed", "Question")
    stone = event["message"]
    assert (stone["subtype"], stone["user"], stone["hidden"], stone["ts"]) == ("tombstone", "USLACKBOT", True, parent)
    assert stone["reply_count"] == 1
    await care.slack.control("delete", user="UMAYA", channel="CDESK", ts=reply)
    last, gone = await care.heard()
    assert (last["deleted_ts"], gone["deleted_ts"]) == (reply, parent)
    assert gone["previous_message"]["subtype"] == "tombstone"
    assert await care.slack.messages() == []


async def test_an_ephemeral_message_is_nobodys_event(care):
    await care.slack.app.chat_postEphemeral(channel="CDESK", user="UMAYA", text="Psst")
    assert await care.heard() == []


async def test_a_file_is_shared_with_its_message(care):
    upload = await care.slack.app.files_getUploadURLExternal(filename="a.txt", length=2)
    async with care.slack.http.post(upload["upload_url"], data=b"Hi"):
        pass
    await care.slack.app.files_completeUploadExternal(
        files=[{"id": upload["file_id"]}], channel_id="CDESK", initial_comment="Look"
    )
    (event,) = await care.heard("message")
    assert (event["subtype"], event["text"], event["files"][0]["id"]) == ("file_share", "Look", upload["file_id"])


async def test_only_a_reply_is_sent_to_the_channel_as_well(care):
    body = {"user": "UMAYA", "channel": "CDESK", "text": "All", "reply_broadcast": True}
    async with care.slack.http.post(f"{care.slack.sandbox.url}/_sandbox/say", json=body) as answer:
        assert answer.status == 400
    assert await care.heard() == []

"""chat.*: posts, threads, updates, deletions, ephemeral messages and permalinks."""

import pytest

from .conftest import button, section


async def post(slack, **more):
    return await slack.app.api_call("chat.postMessage", json={"channel": "CDESK", "text": "Hello", **more})


async def test_a_post_is_the_bots_and_people_see_it(slack):
    answer = await post(slack, text="A <b> & <@UMAYA>", metadata={"event_type": "kept", "event_payload": {"key": "1"}})
    assert answer["ts"].startswith("1772452800.0000")
    (seen,) = await slack.messages()
    assert (seen["user"], seen["bot_id"], seen["text"]) == ("UHELPER", "BHELPER", "A <b> & <@UMAYA>")
    assert "metadata" not in seen
    assert seen["bot_profile"]["name"] == "Helper"


async def test_each_message_gets_a_ts_of_its_own_while_the_clock_stands_still(slack):
    stamps = [(await post(slack))["ts"] for _ in range(3)]
    assert stamps == ["1772452800.000000", "1772452800.000001", "1772452800.000002"]


async def test_a_post_to_a_person_goes_to_the_direct_message(slack):
    answer = await post(slack, channel="UMAYA")
    assert answer["channel"] == "DMAYA"
    opened = await slack.app.conversations_open(users="UMAYA")
    assert opened["channel"]["id"] == "DMAYA"
    assert opened["already_open"] is True


async def test_a_channel_can_be_named(slack):
    assert (await post(slack, channel="#desk"))["channel"] == "CDESK"


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"channel": "CLOBBY"}, "not_in_channel"),
        ({"channel": "CSECRET"}, "channel_not_found"),
        ({"channel": "CNOWHERE"}, "channel_not_found"),
        ({"channel": "UGONE"}, "user_disabled"),
        ({"channel": "UHELPER"}, "cannot_dm_bot"),
        ({"text": ""}, "no_text"),
        ({"blocks": "{"}, "invalid_blocks_format"),
        ({"blocks": {"type": "section"}}, "invalid_blocks_format"),
        ({"blocks": [section("x" * 3001)]}, "invalid_blocks"),
        ({"blocks": [section("x" * 2900)] * 5}, "msg_blocks_too_long"),
        ({"markdown_text": "# Hi"}, "markdown_text_conflict"),
        ({"attachments": [{"text": "x", "fallback": "x"}] * 101}, "too_many_attachments"),
        ({"attachments": "x"}, "invalid_attachments"),
        ({"metadata": "x{"}, "invalid_metadata_format"),
        ({"metadata": {"event_type": "x"}}, "invalid_metadata_schema"),
        ({"metadata": {"event_type": "x", "event_payload": {"a": "x" * 8000}}}, "metadata_too_large"),
        ({"thread_ts": "0"}, "invalid_thread_ts"),
        ({"thread_ts": "1700000000.000000"}, "thread_not_found"),
    ],
)
async def test_a_post_is_refused_for(slack, more, error):
    assert await slack.error(post(slack, **more)) == error
    assert await slack.messages() == []


async def test_an_archived_channel_takes_no_posts(slack):
    await slack.control("archive", user="UMAYA", channel="CDESK")
    assert await slack.error(post(slack)) == "is_archived"


async def test_chat_write_public_opens_public_channels_alone(start):
    slack = await start(scopes=["chat:write", "chat:write.public"])
    assert (await post(slack, channel="CLOBBY"))["ok"]
    assert await slack.error(post(slack, channel="CSECRET")) == "channel_not_found"


async def test_without_a_messages_tab_nobody_gets_direct_messages(start):
    slack = await start(app_home={"messages_tab_enabled": False})
    assert await slack.error(post(slack, channel="UMAYA")) == "messages_tab_disabled"


async def test_markdown_becomes_a_markdown_block(slack):
    answer = await slack.app.chat_postMessage(channel="CDESK", markdown_text="# Hi")
    assert answer["message"]["blocks"][0]["type"] == "markdown"


async def test_blocks_come_back_with_their_ids(slack):
    row = {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Go"}}]}
    block = (await post(slack, blocks=[row]))["message"]["blocks"][0]
    assert block["block_id"]
    assert block["elements"][0]["action_id"]
    assert block["elements"][0]["text"]["emoji"] is True


async def test_a_reply_counts_on_its_parent_and_stays_out_of_the_channel(slack):
    parent = await slack.say("Question")
    reply = (await post(slack, thread_ts=parent))["ts"]
    again = (await post(slack, thread_ts=reply))["message"]
    assert again["thread_ts"] == parent
    (seen,) = await slack.messages()
    assert (seen["reply_count"], seen["reply_users"], seen["latest_reply"]) == (2, ["UHELPER"], again["ts"])
    assert [each["ts"] for each in await slack.messages(thread_ts=parent)] == [parent, reply, again["ts"]]


async def test_a_broadcast_reply_is_in_both_places(slack):
    parent = await slack.say("Question")
    await post(slack, thread_ts=parent, reply_broadcast=True)
    assert [each.get("subtype") for each in await slack.messages()] == [None, "thread_broadcast"]
    assert len(await slack.messages(thread_ts=parent)) == 2


async def test_an_update_by_text_takes_the_blocks_away_and_shows_as_edited(slack):
    ts = (await post(slack, blocks=[section()]))["ts"]
    await slack.app.chat_update(channel="CDESK", ts=ts, text="New")
    (seen,) = await slack.messages()
    assert (seen["text"], "blocks" in seen, seen["edited"]["user"]) == ("New", False, "UHELPER")


async def test_an_update_by_blocks_shows_no_edited_mark_and_keeps_metadata(slack):
    ts = (await post(slack, metadata={"event_type": "kept", "event_payload": {}}))["ts"]
    answer = await slack.app.chat_update(channel="CDESK", ts=ts, text="New", blocks=[section("New")])
    assert answer["text"] == "New"
    assert "edited" not in answer["message"]
    history = await slack.app.conversations_history(channel="CDESK", include_all_metadata=True)
    assert history["messages"][0]["metadata"]["event_type"] == "kept"
    await slack.app.chat_update(channel="CDESK", ts=ts, text="New", metadata={})
    history = await slack.app.conversations_history(channel="CDESK", include_all_metadata=True)
    assert "metadata" not in history["messages"][0]


@pytest.mark.parametrize("method", ["update", "delete"])
async def test_others_messages_are_left_alone(slack, method):
    theirs = await slack.say("Mine")
    text = {"text": "Yours"} if method == "update" else {}
    call = getattr(slack.app, f"chat_{method}")
    assert await slack.error(call(channel="CDESK", ts=theirs, **text)) == f"cant_{method}_message"
    assert await slack.error(call(channel="CDESK", ts="1.000000", **text)) == "message_not_found"
    assert await slack.error(call(channel="CNONE", ts=theirs, **text)) == "channel_not_found"


async def test_an_update_has_its_own_limits(slack):
    ts = (await post(slack))["ts"]
    assert await slack.error(slack.app.chat_update(channel="CDESK", ts=ts, text="x" * 4001)) == "msg_too_long"
    await slack.control("archive", user="UMAYA", channel="CDESK")
    assert await slack.error(slack.app.chat_update(channel="CDESK", ts=ts, text="x")) == "is_inactive"


async def test_a_deleted_message_is_gone_but_a_parent_leaves_a_tombstone(slack):
    alone, parent = (await post(slack))["ts"], (await post(slack))["ts"]
    await slack.say("Reply", thread_ts=parent)
    await slack.app.chat_delete(channel="CDESK", ts=alone)
    await slack.app.chat_delete(channel="CDESK", ts=parent)
    (seen,) = await slack.messages()
    assert (seen["subtype"], seen["reply_count"]) == ("tombstone", 1)
    assert await slack.error(slack.app.chat_delete(channel="CDESK", ts=parent)) == "message_not_found"


async def test_a_deleted_reply_no_longer_counts(slack):
    parent = await slack.say("Question")
    reply = (await post(slack, thread_ts=parent))["ts"]
    await slack.app.chat_delete(channel="CDESK", ts=reply)
    (seen,) = await slack.messages()
    assert "reply_count" not in seen


async def test_an_ephemeral_message_is_seen_by_one_and_fetched_by_nobody(slack):
    answer = await slack.app.chat_postEphemeral(channel="CDESK", user="UMAYA", text="Psst", blocks=[section("Psst")])
    (seen,) = await slack.messages()
    assert (seen["ephemeral"], seen["ts"]) == (True, answer["message_ts"])
    assert await slack.messages(user="UTOM") == []
    history = await slack.app.conversations_history(channel="CDESK")
    assert history["messages"] == []
    update = slack.app.chat_update(channel="CDESK", ts=answer["message_ts"], text="x")
    assert await slack.error(update) == "message_not_found"


async def test_an_ephemeral_message_needs_both_in_the_channel(slack):
    call = slack.app.chat_postEphemeral
    assert await slack.error(call(channel="CDESK", user="UADA", text="x")) == "user_not_in_channel"
    assert await slack.error(call(channel="CLOBBY", user="UADA", text="x")) == "not_in_channel"
    assert (
        await slack.error(slack.app.api_call("chat.postEphemeral", json={"channel": "CDESK", "user": "UMAYA"}))
        == "no_text"
    )


async def test_permalinks_tell_replies_from_parents(slack):
    parent = await slack.say("Question")
    reply = await slack.say("Answer", thread_ts=parent)
    link = await slack.app.chat_getPermalink(channel="CDESK", message_ts=parent)
    assert link["permalink"] == "https://maple-street.slack.com/archives/CDESK/p1772452800000000"
    link = await slack.app.chat_getPermalink(channel="CDESK", message_ts=reply)
    assert link["permalink"].endswith(f"p1772452800000001?thread_ts={parent}&cid=CDESK")
    missing = slack.app.chat_getPermalink(channel="CDESK", message_ts="1.000000")
    assert await slack.error(missing) == "message_not_found"


async def test_blocks_in_attachments_are_checked_too(slack):
    bad = [{"fallback": "x", "blocks": [section("x", accessory=button(value="x" * 2001))]}]
    refusal = await slack.refused(post(slack, attachments=bad))
    assert refusal["errors"] == [
        "must be less than 2001 characters [json-pointer:/attachments/0/blocks/0/accessory/value]"
    ]

"""What a message may be, and who may do what to it: own ones, ephemeral ones, threads, archived channels, reactions."""

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from careapp.sandbox import ControlError
from careapp.sandbox.emoji_names import NAMES, characters, is_emoji

from .conftest import actions, button, section

FLAGS = sorted(name for name in characters() if name.startswith("flag-"))
KEPT = {"event_type": "kept", "event_payload": {"key": "k"}}


@pytest.fixture
async def socket(slack):
    return await slack.socket()


async def answering(slack, socket, channel="CDESK"):
    """A response URL of a command, ready to be answered on."""
    typed = slack.sandbox.act("command", user="UMAYA", channel=channel, command="/help", text="")
    webhook = AsyncWebhookClient((await socket.acked(typed))["response_url"], session=slack.http)
    webhook.proxy = None
    return webhook


async def test_metadata_is_read_only_by_who_asks_for_all_of_it(slack):
    parent = (await slack.app.chat_postMessage(channel="CDESK", text="Mine", metadata=KEPT))["ts"]
    await slack.app.chat_postMessage(channel="CDESK", text="Too", thread_ts=parent, metadata=KEPT)
    where = {"channel": "CDESK", "ts": parent}
    plain = (await slack.app.conversations_replies(**where))["messages"]
    told = (await slack.app.conversations_replies(**where, include_all_metadata=True))["messages"]
    reacted = await slack.app.reactions_get(channel="CDESK", timestamp=parent)
    assert [each.get("metadata") for each in (*plain, reacted["message"])] == [None] * 3
    assert [each["metadata"] for each in told] == [KEPT] * 2
    assert [each.get("metadata") for each in await slack.messages(thread_ts=parent)] == [None] * 2


async def test_an_ephemeral_message_can_be_found_by_no_method(slack):
    ts = (await slack.app.chat_postEphemeral(channel="CDESK", user="UMAYA", text="Psst"))["message_ts"]
    calls = (
        slack.app.chat_update(channel="CDESK", ts=ts, text="Louder"),
        slack.app.chat_delete(channel="CDESK", ts=ts),
        slack.app.chat_getPermalink(channel="CDESK", message_ts=ts),
        slack.app.reactions_add(channel="CDESK", timestamp=ts, name="tada"),
        slack.app.reactions_get(channel="CDESK", timestamp=ts),
    )
    assert await slack.errors(*calls) == ["message_not_found"] * 5
    assert await slack.error(slack.app.conversations_replies(channel="CDESK", ts=ts)) == "thread_not_found"
    reply = slack.app.chat_postMessage(channel="CDESK", text="Reply", thread_ts=ts)
    assert await slack.error(reply) == "thread_not_found"


async def test_what_slack_says_of_the_app_is_not_the_apps_to_change(slack):
    await slack.app.conversations_join(channel="CLOBBY")
    (joined,) = (await slack.app.conversations_history(channel="CLOBBY"))["messages"]
    where = {"channel": "CLOBBY", "ts": joined["ts"]}
    assert (joined["subtype"], joined["user"]) == ("channel_join", "UHELPER")
    assert await slack.error(slack.app.chat_update(**where, text="x")) == "cant_update_message"
    assert await slack.error(slack.app.chat_delete(**where)) == "cant_delete_message"


async def test_a_reply_is_broadcast_as_it_stands_or_not_at_all(slack):
    parent = await slack.say("Question")
    posted = await slack.app.chat_postMessage(channel="CDESK", text="Answer", thread_ts=parent)
    reply = {"channel": "CDESK", "ts": posted["ts"], "reply_broadcast": True}
    for change in ({"text": "Another"}, {"text": "Answer", "blocks": [section("Answer")]}):
        assert await slack.error(slack.app.chat_update(**reply, **change)) == "no_dual_broadcast_content_update"
    assert len(await slack.messages()) == 1
    await slack.app.chat_update(**reply, text="Answer")
    assert [each["text"] for each in await slack.messages()] == ["Question", "Answer"]


async def test_an_archived_channel_can_be_read_and_nothing_else(slack, socket):
    ts = (await slack.app.chat_postMessage(channel="CQUIET", text="Before"))["ts"]
    await socket.event()
    item = {"channel": "CQUIET", "timestamp": ts}
    await slack.app.reactions_add(**item, name="tada")
    await socket.event()
    webhook = await answering(slack, socket, "CQUIET")
    await slack.control("archive", user="UMAYA", channel="CQUIET")
    calls = (
        slack.app.chat_postMessage(channel="CQUIET", text="After"),
        slack.app.chat_postMessage(channel="CQUIET", text="After", thread_ts=ts),
        slack.app.chat_postEphemeral(channel="CQUIET", user="UMAYA", text="After"),
        slack.app.conversations_invite(channel="CQUIET", users="UADA"),
        slack.app.reactions_add(**item, name="wave"),
        slack.app.reactions_remove(**item, name="tada"),
    )
    assert await slack.errors(*calls) == ["is_archived"] * 6
    assert await slack.error(slack.app.chat_update(channel="CQUIET", ts=ts, text="After")) == "is_inactive"
    for kind in ("ephemeral", "in_channel"):
        late = await webhook.send(text="After", response_type=kind)
        assert (late.status_code, '"is_archived"' in late.body) == (400, True)
    with pytest.raises(ControlError, match="is archived"):
        await slack.sandbox.act("say", user="UMAYA", channel="CQUIET", text="After")
    history = (await slack.app.conversations_history(channel="CQUIET"))["messages"]
    assert [each["text"] for each in history if "subtype" not in each] == ["Before"]


async def test_without_a_messages_tab_a_direct_message_is_closed_by_whatever_name(start):
    slack = await start(app_home={"messages_tab_enabled": False})
    direct = (await slack.app.conversations_open(users="UMAYA"))["channel"]["id"]
    for channel in ("UMAYA", direct):
        assert await slack.error(slack.app.chat_postMessage(channel=channel, text="x")) == "messages_tab_disabled"
        whisper = slack.app.chat_postEphemeral(channel=channel, user="UMAYA", text="x")
        assert await slack.error(whisper) == "messages_tab_disabled"
    with pytest.raises(ControlError, match="are turned off"):
        await slack.sandbox.act("say", user="UMAYA", channel=direct, text="x")


async def test_where_the_messages_tab_is_read_only_the_app_may_still_write(start):
    slack = await start(app_home={"messages_tab_read_only_enabled": True})
    posted = await slack.app.chat_postMessage(channel="UMAYA", text="News")
    with pytest.raises(ControlError, match="are turned off"):
        await slack.sandbox.act("say", user="UMAYA", channel=posted["channel"], text="Thanks")


async def test_an_answer_is_for_one_persons_eyes_unless_it_says_otherwise(slack, socket):
    webhook = await answering(slack, socket)
    await webhook.send(text="For you")
    await webhook.send(text="For all", response_type="in_channel")
    assert [each["text"] for each in await slack.messages()] == ["For you", "For all"]
    assert [each["text"] for each in await slack.messages(user="UTOM")] == ["For all"]


async def test_what_was_typed_cannot_be_replaced_by_an_answer_but_a_message_of_the_app_can(slack, socket):
    webhook = await answering(slack, socket)
    for change in ({"text": "New", "replace_original": True}, {"delete_original": True}):
        assert '"message_not_found"' in (await webhook.send_dict(change)).body
    posted = await slack.app.chat_postMessage(channel="CDESK", text="Choose", blocks=[actions(button())])
    await socket.event()
    where = {"channel": "CDESK", "message_ts": posted["ts"], "block_id": "row", "action_id": "go"}
    clicked = slack.sandbox.act("action", user="UTOM", element={"type": "button"}, **where)
    webhook = AsyncWebhookClient((await socket.acked(clicked))["response_url"], session=slack.http)
    webhook.proxy = None
    await webhook.send(delete_original=True)
    assert await slack.messages(user="UTOM") == []


async def test_a_message_holds_fifty_blocks_and_forty_thousand_characters(slack):
    fifty = {"channel": "CDESK", "text": "x", "blocks": [{"type": "divider"}] * 50}
    assert len((await slack.app.chat_postMessage(**fifty))["message"]["blocks"]) == 50
    over = fifty | {"blocks": [*fifty["blocks"], {"type": "divider"}]}
    assert await slack.error(slack.app.chat_postMessage(**over)) == "invalid_blocks"
    posted = await slack.app.chat_postMessage(channel="CDESK", text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000
    markdown = {"channel": "CDESK", "markdown_text": "x" * 12_000}
    assert (await slack.app.chat_postMessage(**markdown))["ok"]
    assert await slack.error(slack.app.chat_postMessage(**markdown | {"markdown_text": "x" * 12_001})) == "msg_too_long"


def test_every_emoji_that_slack_names_has_its_character():
    names = NAMES.read_text(encoding="utf-8").split()
    assert [name for name in names if name not in characters()] == []
    assert sorted(set(names)) == names


def test_names_that_other_places_give_to_emoji_are_not_slacks():
    elsewhere = (
        "thumbs_up",
        "check_mark",
        "red_heart",
        "thinking",
        "rofl",
        "facepalm",
        "germany",
        "ok_hand_dark_skin_tone",
    )
    slacks = (
        "+1",
        "thumbsup",
        "heavy_check_mark",
        "heart",
        "thinking_face",
        "face_palm",
        "flag-de",
        "de",
        "fingerprint",
    )
    assert [name for name in elsewhere if is_emoji(name)] == []
    assert [name for name in slacks if not is_emoji(name)] == []


@pytest.mark.parametrize("name", [":tada:", "🎉", "Tada", "tada ", "nosuchthing"])
async def test_a_reaction_is_named_bare_as_slack_names_it(slack, name):
    item = {"channel": "CDESK", "timestamp": await slack.say("Thanks")}
    assert await slack.error(slack.app.reactions_add(**item, name=name)) == "invalid_name"


async def test_a_person_gives_a_message_23_reactions_and_it_takes_50(slack):
    await slack.control("invite", user="UMAYA", channel="CDESK", invitee="UADA")
    ts = await slack.say("Thanks")
    for number, name in enumerate(FLAGS[:50]):
        user = ("UMAYA", "UTOM", "UADA")[number // 23]
        await slack.sandbox.act("react", user=user, channel="CDESK", ts=ts, name=name)
    with pytest.raises(ControlError, match="too many reactions"):
        await slack.sandbox.act("react", user="UADA", channel="CDESK", ts=ts, name=FLAGS[50])
    with pytest.raises(ControlError, match="too many reactions"):
        await slack.sandbox.act("react", user="UMAYA", channel="CDESK", ts=ts, name=FLAGS[49])
    item = {"channel": "CDESK", "timestamp": ts}
    assert await slack.error(slack.app.reactions_add(**item, name=FLAGS[50])) == "too_many_emoji"
    for name in FLAGS[:23]:
        await slack.app.reactions_add(**item, name=name)
    assert await slack.error(slack.app.reactions_add(**item, name=FLAGS[23])) == "too_many_reactions"
    assert await slack.error(slack.app.reactions_add(**item, name=FLAGS[0])) == "already_reacted"
    await slack.app.reactions_remove(**item, name=FLAGS[0])
    assert (await slack.app.reactions_add(**item, name=FLAGS[23]))["ok"]

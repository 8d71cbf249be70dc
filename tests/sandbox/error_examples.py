"""For every error in the table a way to it: what to change in a call that succeeds, and what to do before."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from careapp.sandbox.emoji_names import characters

from .conftest import NOON, Slack, home, section

Json = dict[str, Any]
Way = Json | Callable[[Slack, Json], Awaitable[Json]]
NOWHERE = "1.000000"
TABLE = {"type": "table", "rows": [[{"type": "raw_text", "text": "Only one"}]]}
ODD_BLOCKS = [{"type": "section"}]
FLAGS = sorted(name for name in characters() if name.startswith("flag-"))


async def _archived(slack: Slack, given: Json) -> Json:
    await slack.control("archive", user="UMAYA", channel="CDESK")
    return {"channel": "CDESK"}


async def _archived_own(slack: Slack, given: Json) -> Json:
    channel = (await slack.app.conversations_create(name="own"))["channel"]["id"]
    await slack.app.conversations_archive(channel=channel)
    return {"channel": channel}


async def _archived_with_the_app_in_it(slack: Slack, given: Json) -> Json:
    await slack.control("archive", user="UMAYA", channel="CQUIET")
    return {"channel": "CQUIET"}


async def _direct(slack: Slack, given: Json) -> Json:
    opened = await slack.app.conversations_open(users="UTOM")
    return {"channel": opened["channel"]["id"]}


async def _in_a_channel_without_the_app(slack: Slack, given: Json) -> Json:
    return {"channel": "CLOBBY", "timestamp": await slack.say("Here", channel="CLOBBY")}


async def _somebody_elses(slack: Slack, given: Json) -> Json:
    return {"ts": await slack.say("Not yours")}


async def _shared_in_a_direct_message(slack: Slack, given: Json) -> Json:
    opened = await slack.app.conversations_open(users="UTOM")
    return {"channel_id": opened["channel"]["id"]}


async def _reply_with_other_words(slack: Slack, given: Json) -> Json:
    reply = await slack.app.chat_postMessage(channel="CDESK", text="Mine", thread_ts=given["ts"])
    return {"ts": reply["ts"], "text": "Mine, for all", "reply_broadcast": True}


async def _posted_and_deleted(slack: Slack, given: Json) -> Json:
    await slack.control("settings", dedupe_posts=True)
    posted = await slack.app.api_call("chat.postMessage", json=given | {"client_msg_id": "one"})
    await slack.app.chat_delete(channel=posted["channel"], ts=posted["ts"])
    return {"client_msg_id": "one"}


async def _posted_where_nothing_is_now(slack: Slack, given: Json) -> Json:
    await slack.control("settings", dedupe_posts=True)
    await slack.app.api_call("chat.postMessage", json=given | {"channel": "CQUIET", "client_msg_id": "one"})
    await slack.control("delete_channel", user="UMAYA", channel="CQUIET")
    return {"client_msg_id": "one"}


async def _fifty_reactions(slack: Slack, given: Json) -> Json:
    await slack.control("invite", user="UMAYA", channel="CDESK", invitee="UADA")
    where = {"channel": given["channel"], "ts": given["timestamp"]}
    for number in range(50):
        user = ("UMAYA", "UTOM", "UADA")[number // 20]
        await slack.sandbox.act("react", user=user, name=FLAGS[number], **where)
    return {}


async def _own_reactions(slack: Slack, given: Json) -> Json:
    for name in FLAGS[:23]:
        await slack.app.reactions_add(**given | {"name": name})
    return {}


async def _reacted(slack: Slack, given: Json) -> Json:
    await slack.app.reactions_add(**given)
    return {}


async def _pinned(slack: Slack, given: Json) -> Json:
    await slack.app.pins_add(**given)
    return {}


async def _unpinned(slack: Slack, given: Json) -> Json:
    await slack.app.pins_remove(**given)
    return {}


async def _full_of_pins(slack: Slack, given: Json) -> Json:
    for number in range(100):
        await slack.control("pin", user="UMAYA", channel=given["channel"], ts=await slack.say(f"Note {number}"))
    return {}


async def _full_channel(slack: Slack, given: Json) -> Json:
    for _ in range(30):
        await slack.app.chat_scheduleMessage(**given)
    return {}


async def _full_of_files(slack: Slack, given: Json) -> Json:
    for _ in range(9):
        await slack.app.files_getUploadURLExternal(filename="film.mp4", length=20_000_000)
    return {"length": 20_000_000}


async def _trigger(slack: Slack, user: str) -> Json:
    socket = await slack.socket()
    payload = await socket.acked(slack.control("command", user=user, channel="CDESK", command="/help"))
    await socket.socket.close()
    return {"trigger_id": payload["trigger_id"]}


async def _used_trigger(slack: Slack, given: Json) -> Json:
    await slack.app.views_open(**given)
    return {}


async def _old_trigger(slack: Slack, given: Json) -> Json:
    await slack.control("clock", advance=3.5)
    return {}


async def _nothing_open(slack: Slack, given: Json) -> Json:
    return await _trigger(slack, "UTOM")


async def _three_open(slack: Slack, given: Json) -> Json:
    await slack.app.views_push(**given)
    await slack.app.views_push(**given | await _trigger(slack, "UMAYA"))
    return await _trigger(slack, "UMAYA")


async def _same_external_id(slack: Slack, given: Json) -> Json:
    await slack.app.views_publish(user_id="UTOM", view=home(section(), external_id="same"))
    return {"view": given["view"] | {"external_id": "same"}}


async def _another_hash(slack: Slack, given: Json) -> Json:
    if "user_id" in given:
        await slack.app.views_publish(**given)
    return {"hash": "0.00000000"}


async def _too_large(slack: Slack, given: Json) -> Json:
    return {"view": given["view"] | {"blocks": [section("x" * 2900)] * 100}}


# What the manifest must say for an error to come up at all.
MANIFESTS: Json = {
    "messages_tab_disabled": {"app_home": {"messages_tab_enabled": False}},
    "not_enabled": {"app_home": {"home_tab_enabled": False}},
}

# By error, where every method comes to it in the same way.
ALIKE: dict[str, Way] = {
    "already_archived": _archived,
    "already_in_channel": {"users": "UTOM"},
    "already_pinned": _pinned,
    "already_reacted": _reacted,
    "alt_txt_too_large": {"alt_txt": "x" * 1001},
    "bad_timestamp": {"timestamp": "soon"},
    "bot_not_found": {"bot": "BNONE"},
    "cannot_dm_bot": {"channel": "UHELPER"},
    "cant_broadcast_message": {"reply_broadcast": True},
    "cant_delete_message": _somebody_elses,
    "cant_invite_self": {"users": "UHELPER"},
    "cant_kick_self": {"user": "UHELPER"},
    "cant_update_message": _somebody_elses,
    "channel_not_found": {"channel": "CNONE", "channel_id": "CNONE"},
    "duplicate_external_id": _same_external_id,
    "exchanged_trigger_id": _used_trigger,
    "expired_trigger_id": _old_trigger,
    "duplicate_channel_not_found": _posted_where_nothing_is_now,
    "duplicate_message_not_found": _posted_and_deleted,
    "file_not_found": {"file": "FNONE", "files": [{"id": "FNONE"}]},
    "file_upload_size_restricted": {"length": 999_999_999},
    "hash_conflict": _another_hash,
    "invalid_attachments": {"attachments": "{"},
    "invalid_blocks": {"blocks": ODD_BLOCKS},
    "invalid_blocks_format": {"blocks": "{"},
    "invalid_channel": {"channel": "CNONE"},
    "invalid_cursor": {"cursor": "nonsense"},
    "invalid_limit": {"limit": "many"},
    "invalid_message": {"blocks": None, "message": {"blocks": ODD_BLOCKS}},
    "invalid_metadata_format": {"metadata": "{"},
    "invalid_metadata_schema": {"metadata": {"event_type": 1}},
    "invalid_name": {"name": "no such emoji"},
    "invalid_name_maxlength": {"name": "x" * 81},
    "invalid_name_punctuation": {"name": "--"},
    "invalid_name_required": {"name": " "},
    "invalid_name_specials": {"name": "Big News"},
    "invalid_scheduled_message_id": {"scheduled_message_id": "QNONE"},
    "invalid_thread_ts": {"thread_ts": "soon"},
    "invalid_time": {"post_at": "soon"},
    "invalid_trigger_id": {"trigger_id": "1.2.nothing"},
    "invalid_ts_latest": {"latest": "soon"},
    "invalid_ts_oldest": {"oldest": "soon"},
    "invalid_types": {"types": "planets"},
    "invalid_view": {"blocks": None, "view": home(*ODD_BLOCKS)},
    "is_archived": _archived,
    "is_inactive": _archived,
    "markdown_text_conflict": {"text": "Both", "markdown_text": "**Both**"},
    "message_not_found": {"ts": NOWHERE, "message_ts": NOWHERE, "timestamp": NOWHERE},
    "messages_tab_disabled": {"channel": "UTOM"},
    "metadata_too_large": {"metadata": {"event_type": "kept", "event_payload": {"key": "k" * 9000}}},
    "method_not_supported_for_channel_type": _direct,
    "missing_argument": {"length": 0},
    "storage_limit_reached": _full_of_files,
    "msg_blocks_too_long": {"blocks": [section("x" * 2900)] * 5},
    "msg_too_long": {"text": None, "blocks": None, "markdown_text": "x" * 12_001},
    "name_taken": {"name": "desk"},
    "no_dual_broadcast_content_update": _reply_with_other_words,
    "no_item_specified": {"timestamp": ""},
    "no_pin": _unpinned,
    "no_reaction": {"name": "wave"},
    "no_such_subteam": {"usergroup": "SNONE"},
    "no_text": {"text": "", "blocks": None, "attachments": None},
    "no_user": {"users": ","},
    "not_archived": {"channel": "CLOBBY"},
    "not_authorized": {"channel": "CDESK"},
    "not_enabled": {},
    "not_in_channel": {"channel": "CLOBBY", "channel_id": "CLOBBY"},
    "push_limit_reached": _three_open,
    "restricted_too_many": _full_channel,
    "team_not_found": {"team": "TNONE"},
    "thread_not_found": {"ts": NOWHERE, "thread_ts": NOWHERE},
    "time_in_past": {"post_at": int(NOON.timestamp())},
    "time_too_far": {"post_at": int((NOON + timedelta(days=121)).timestamp())},
    "too_many_attachments": {"attachments": [{"text": "x"}] * 101},
    "too_many_emoji": _fifty_reactions,
    "too_many_pins": _full_of_pins,
    "too_many_reactions": _own_reactions,
    "too_many_users": {"users": ",".join(f"U{number}" for number in range(9))},
    "user_disabled": {"channel": "UGONE"},
    "user_not_found": {"user": "UNONE", "users": "UNONE"},
    "user_not_in_channel": {"user": "UADA"},
    "users_list_not_supplied": {"users": None},
    "users_not_found": {"email": "nobody@maple-street.example"},
    "view_too_large": _too_large,
}

# By method and error, where the way is another.
OWN: dict[tuple[str, str], Way] = {
    ("conversations.open", "method_not_supported_for_channel_type"): {"channel": "CDESK"},
    ("conversations.open", "user_disabled"): {"users": "UGONE"},
    ("conversations.rename", "is_archived"): _archived_own,
    ("conversations.unarchive", "not_in_channel"): _archived_with_the_app_in_it,
    ("files.completeUploadExternal", "invalid_attachments"): {"blocks": [TABLE, TABLE]},
    ("files.completeUploadExternal", "messages_tab_disabled"): _shared_in_a_direct_message,
    ("pins.add", "not_in_channel"): _in_a_channel_without_the_app,
    ("pins.remove", "not_in_channel"): _in_a_channel_without_the_app,
    ("reactions.add", "not_in_channel"): _in_a_channel_without_the_app,
    ("reactions.remove", "not_in_channel"): _in_a_channel_without_the_app,
    ("views.push", "not_found"): _nothing_open,
    ("views.update", "not_found"): {"view_id": "VNONE"},
}


def way_to(method: str, error: str) -> Way | None:
    """How to come to an error of a method; None where nobody knows."""
    return OWN.get((method, error), ALIKE.get(error))

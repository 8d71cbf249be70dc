"""chat.postMessage, postEphemeral, update, delete and getPermalink."""

import re

from careapp.sandbox import messaging
from careapp.sandbox.channel import Channel
from careapp.sandbox.membership import open_direct
from careapp.sandbox.messaging import bots_message, shown
from careapp.sandbox.methods.call import Call
from careapp.sandbox.methods.content import content_of
from careapp.sandbox.objects import permalink
from careapp.sandbox.refusals import Json, SlackError

UPDATE_TEXT_MOST = 4_000


def post_message(call: Call) -> Json:
    """Posts in a channel, or to a person in the direct message with them."""
    channel = _target(call)
    content = content_of(call) | _thread(call, channel) | _dress(call)
    limit_posts(call, channel)
    message = messaging.post(call.slack, channel, bots_message(call.slack, channel, content))
    return {"channel": channel.id, "ts": message["ts"], "message": shown(message)}


def post_ephemeral(call: Call) -> Json:
    """Posts for one member's eyes."""
    channel = _target(call)
    user_id = call.text("user")
    if user_id not in channel.members:
        raise SlackError("user_not_in_channel")
    content = content_of(call) | _thread(call, channel)
    message = bots_message(call.slack, channel, content)
    messaging.post_ephemeral(call.slack, channel, user_id, message)
    return {"message_ts": message["ts"]}


def update_message(call: Call) -> Json:
    """Changes the app's own message: new text or blocks replace both; only an update by text shows as edited."""
    channel, message = _own(call, "cant_update_message")
    if channel.is_archived:
        raise SlackError("is_inactive")
    if len(call.text("text")) > UPDATE_TEXT_MOST:
        raise SlackError("msg_too_long")
    content = content_of(call)
    gone: list[str] = [key for key in ("blocks", "attachments") if key in message]
    if "metadata" in message and call.data("metadata", "invalid_metadata_format") == {}:
        gone.append("metadata")
    editor = None if "blocks" in content else call.slack.workspace.bot_user_id
    messaging.change(call.slack, channel, message, dict.fromkeys(gone) | content, editor)
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": shown(message)}


def delete_message(call: Call) -> Json:
    """Deletes the app's own message."""
    channel, message = _own(call, "cant_delete_message")
    messaging.delete(call.slack, channel, message["ts"])
    return {"channel": channel.id, "ts": message["ts"]}


def message_permalink(call: Call) -> Json:
    """The address of any message that the app can see."""
    channel = call.channel()
    message = call.message(channel, "message_ts")
    return {"channel": channel.id, "permalink": permalink(call.slack, channel, message)}


def limit_posts(call: Call, channel: Channel) -> None:
    """Raises ratelimited where this channel had its messages for now."""
    wait = call.slack.limits.wait_for_post(channel.id)
    if wait:
        raise SlackError("ratelimited", retry_after=wait)


def post_target(call: Call, channel: Channel) -> Channel:
    """The channel, if the app may post there; raises not_in_channel or is_archived."""
    if channel.is_archived:
        raise SlackError("is_archived")
    public = channel.kind == "channel" and "chat:write.public" in call.slack.manifest.scopes
    if not call.is_in(channel) and not public:
        raise SlackError("not_in_channel")
    return channel


def _target(call: Call) -> Channel:
    workspace, named = call.slack.workspace, call.text("channel")
    if named in workspace.people:
        return _direct(call, named)
    if channel := workspace.channel_named(named.lstrip("#")):
        named = channel.id
    found = Call(call.slack, {"channel": named}).channel()
    return post_target(call, found)


def _direct(call: Call, user_id: str) -> Channel:
    person = call.slack.workspace.people[user_id]
    if person.deleted:
        raise SlackError("user_disabled")
    if person.is_bot:
        raise SlackError("cannot_dm_bot")
    if not call.slack.manifest.messages_enabled:
        raise SlackError("messages_tab_disabled")
    return open_direct(call.slack, user_id, call.slack.workspace.bot_user_id)


def _thread(call: Call, channel: Channel) -> Json:
    ts = call.text("thread_ts")
    if not ts:
        return {}
    if not re.fullmatch(r"\d{1,10}\.\d{6}", ts):
        raise SlackError("invalid_thread_ts", f"{ts} is not a valid thread_ts")
    parent = channel.messages.get(ts)
    if parent is None:
        raise SlackError("thread_not_found")
    thread: Json = {"thread_ts": parent.get("thread_ts", ts)}
    return thread | ({"subtype": "thread_broadcast"} if call.flag("reply_broadcast") else {})


def _dress(call: Call) -> Json:
    if "chat:write.customize" not in call.slack.manifest.scopes:
        return {}
    icons = {"emoji": call.text("icon_emoji"), "image_48": call.text("icon_url")}
    icons = {name: value for name, value in icons.items() if value}
    name = call.text("username")
    return ({"username": name} if name else {}) | ({"icons": icons} if icons else {})


def _own(call: Call, error: str) -> tuple[Channel, Json]:
    channel = call.channel()
    message = call.message(channel, "ts")
    if message.get("user") != call.slack.workspace.bot_user_id or message.get("subtype") in (
        "channel_join",
        "channel_leave",
    ):
        raise SlackError(error)
    return channel, message

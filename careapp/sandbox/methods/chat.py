"""chat.postMessage, postEphemeral, update, delete and getPermalink."""

import re

from careapp.sandbox import messaging
from careapp.sandbox.channel import Channel
from careapp.sandbox.membership import open_direct
from careapp.sandbox.messaging import bots_message, shown
from careapp.sandbox.methods.call import Call
from careapp.sandbox.methods.content import content_of, truncation
from careapp.sandbox.objects import permalink
from careapp.sandbox.refusals import Json, SlackError
from careapp.sandbox.slack import Slack

UPDATE_TEXT_MOST = 4_000


def post_message(call: Call) -> Json:
    """Posts in a channel, or to a person in the direct message with them."""
    channel = place_of(call)
    content = content_of(call) | thread_of(call, channel) | _dress(call)
    if before := call.slack.duplicates.find(call.text("client_msg_id")):
        return _posted(*before) | {"is_duplicate": True}
    limit_posts(call, channel)
    message = messaging.post(call.slack, channel, bots_message(call.slack, channel, content))
    call.slack.duplicates.note(call.text("client_msg_id"), channel.id, message["ts"])
    return _posted(channel.id, message) | truncation(call)


def post_ephemeral(call: Call) -> Json:
    """Posts for one member's eyes."""
    channel = place_of(call)
    user_id = call.text("user")
    if user_id not in channel.members:
        raise SlackError("user_not_in_channel")
    content = content_of(call) | thread_of(call, channel) | _dress(call)
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
    content |= _broadcast(call, message, content)
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
    """The channel, if the app may post there; raises not_in_channel, is_archived or messages_tab_disabled."""
    if channel.is_archived:
        raise SlackError("is_archived")
    if not may_post(call.slack, channel):
        raise SlackError("not_in_channel")
    if channel.kind == "im" and not call.slack.manifest.messages_enabled:
        raise SlackError("messages_tab_disabled")
    return channel


def may_post(slack: Slack, channel: Channel) -> bool:
    """Whether the app is a member, or has the scope to post in public channels without."""
    public = channel.kind == "channel" and "chat:write.public" in slack.manifest.scopes
    return public or slack.workspace.bot_user_id in channel.members


def place_of(call: Call) -> Channel:
    """Where `channel` says: a channel by id or name, or the direct message with a person, if the app may post there."""
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
    if not call.slack.manifest.messages_enabled:  # before a conversation is opened in which nothing can be said
        raise SlackError("messages_tab_disabled")
    return open_direct(call.slack, user_id, call.slack.workspace.bot_user_id)


def thread_of(call: Call, channel: Channel) -> Json:
    """The thread that a message goes to, as its fields; {} where it goes to the channel."""
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


def _posted(channel_id: str, message: Json) -> Json:
    return {"channel": channel_id, "ts": message["ts"], "message": shown(message)}


def _broadcast(call: Call, message: Json, content: Json) -> Json:
    """What makes a reply that was for its thread alone one for the channel too, as it stands."""
    if not call.flag("reply_broadcast"):
        return {}
    if message.get("thread_ts", message["ts"]) == message["ts"]:
        raise SlackError("cant_broadcast_message")
    is_old = message.get("subtype") != "thread_broadcast"
    if is_old and any(message.get(key) != content.get(key) for key in ("text", "blocks", "attachments")):
        raise SlackError("no_dual_broadcast_content_update")
    return {"subtype": "thread_broadcast"}


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
    if "bot_id" not in message:  # a person's, or what Slack itself says of the app: joined, renamed, archived
        raise SlackError(error)
    return channel, message

"""What happens to messages: said, changed, deleted, reacted to, pinned; each shown live and sent to the app."""

from copy import deepcopy
from uuid import uuid4

from careapp.sandbox import channel as reactions
from careapp.sandbox.channel import Channel
from careapp.sandbox.events import mention_event, message_event, pin_event, reaction_event
from careapp.sandbox.objects import bot_profile
from careapp.sandbox.refusals import Json
from careapp.sandbox.slack import Slack


def persons_message(slack: Slack, channel: Channel, user_id: str, text: str, blocks: list[Json]) -> Json:
    """A message of a person, not yet posted."""
    ts = channel.new_ts(slack.clock.seconds())
    message: Json = {"client_msg_id": str(uuid4()), "type": "message", "user": user_id, "text": text, "ts": ts}
    return message | {"blocks": blocks, "team": slack.workspace.team_id}


def bots_message(slack: Slack, channel: Channel, content: Json, at: float | None = None) -> Json:
    """A message of the app with this content (text, blocks, attachments, files, metadata), not yet posted.

    `at` is its time in seconds since 1970, by default now.
    """
    workspace, seconds = slack.workspace, slack.clock.seconds() if at is None else at
    message: Json = {"type": "message", "user": workspace.bot_user_id, "bot_id": workspace.bot_id}
    message.update(app_id=workspace.app_id, ts=channel.new_ts(seconds), team=workspace.team_id)
    return message | {"bot_profile": bot_profile(slack)} | content


def post(slack: Slack, channel: Channel, message: Json) -> Json:
    """Posts a message and answers it."""
    parent = channel.messages.get(message.get("thread_ts", ""))
    if parent is not None:
        message["parent_user_id"] = parent["user"]
    channel.add(message)
    channel.read[message["user"]] = message["ts"]
    _push(slack, channel, "message", message)
    event = deepcopy(shown(message)) | {"event_ts": message["ts"]}
    if parent is not None:
        _push(slack, channel, "message_changed", parent)
        if message.get("subtype") == "thread_broadcast":
            event["root"] = deepcopy(shown(parent))
    if "files" in message:
        event["subtype"] = "file_share"
    message_event(slack, channel, event)
    mention_event(slack, channel, message)
    return message


def post_ephemeral(slack: Slack, channel: Channel, user_id: str, message: Json) -> Json:
    """Shows a message to one person until the sandbox stops; the app cannot fetch it."""
    message["ephemeral"] = True
    channel.ephemeral.setdefault(user_id, {})[message["ts"]] = message
    if slack.live.is_open_for(user_id):
        channel.whispers_seen.add(message["ts"])
    push_ephemeral(slack, channel, user_id, "message", message)
    return message


def push_ephemeral(slack: Slack, channel: Channel, user_id: str, type_: str, message: Json) -> None:
    """Shows a person what became of an ephemeral message."""
    update: Json = {"type": type_, "channel": channel.id}
    if type_ == "message_deleted":
        update.update(ts=message["ts"], ephemeral=True)
    else:
        update["message"] = shown(message)
    slack.live.push(update, lambda viewer: viewer == user_id)


def change(slack: Slack, channel: Channel, message: Json, content: Json, edited_by: str | None) -> None:
    """Gives a message new content; keys whose value is None are taken away."""
    previous = deepcopy(shown(message))
    message.update(content)
    for key in [key for key, value in content.items() if value is None]:
        del message[key]
    ts = slack.clock.stamp()
    if edited_by:
        message["edited"] = {"user": edited_by, "ts": ts}
    _push(slack, channel, "message" if channel.broadcast(message) else "message_changed", message)
    event: Json = {"subtype": "message_changed", "message": deepcopy(shown(message))}
    message_event(slack, channel, event | {"previous_message": previous, "hidden": True, "ts": ts, "event_ts": ts})


def delete(slack: Slack, channel: Channel, ts: str) -> None:
    """Deletes a message; a parent with replies stays as a tombstone, which goes with its last reply."""
    previous = channel.remove(ts)
    left, parent = channel.messages.get(ts), channel.messages.get(previous.get("thread_ts", ""))
    now = slack.clock.stamp()
    event: Json = {"previous_message": deepcopy(shown(previous)), "hidden": True, "ts": now, "event_ts": now}
    if left:
        _push(slack, channel, "message_changed", left)
        message_event(slack, channel, event | {"subtype": "message_changed", "message": deepcopy(left)})
        return
    slack.live.push({"type": "message_deleted", "channel": channel.id, "ts": ts}, channel.seen_by)
    message_event(slack, channel, event | {"subtype": "message_deleted", "deleted_ts": ts})
    if parent and parent.get("subtype") == "tombstone" and not channel.threads.get(parent["ts"]):
        delete(slack, channel, parent["ts"])
    elif parent:
        _push(slack, channel, "message_changed", parent)


def set_reaction(slack: Slack, channel: Channel, message: Json, user_id: str, name: str, on: bool) -> bool:
    """Adds or takes back a reaction; False where it was so already."""
    changed = (reactions.react if on else reactions.unreact)(message, user_id, name)
    if changed:
        _push(slack, channel, "message_changed", message)
        type_ = "reaction_added" if on else "reaction_removed"
        reaction_event(slack, type_, channel, message, user_id, name)
    return changed


def set_pin(slack: Slack, channel: Channel, message: Json, user_id: str, *, on: bool) -> bool:
    """Pins a message to its channel or takes the pin off; False where it was so already."""
    ts, pin = message["ts"], channel.pins.get(message["ts"])
    changed = channel.pin(ts, user_id, slack.clock.seconds()) if on else channel.unpin(ts)
    if changed:
        _push(slack, channel, "message_changed", message)
        pin_event(slack, channel, deepcopy(shown(message)), user_id, pin or channel.pins[ts], on=on)
    return changed


def shown(message: Json, with_metadata: bool = False) -> Json:
    """A message as readers get it: its metadata only for those who ask."""
    if with_metadata or "metadata" not in message:
        return message
    return {key: value for key, value in message.items() if key != "metadata"}


def _push(slack: Slack, channel: Channel, type_: str, message: Json) -> None:
    slack.live.push({"type": type_, "channel": channel.id, "message": shown(message)}, channel.seen_by)

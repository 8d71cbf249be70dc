"""What people do with messages, as calls: said, edited, deleted, reacted to, pinned, read."""

from careapp.sandbox import membership, messaging
from careapp.sandbox.channel import PINS_MOST, Channel, too_many_reactions
from careapp.sandbox.control_body import MESSAGE_MOST, Body
from careapp.sandbox.emoji_names import is_emoji
from careapp.sandbox.installation import need_app
from careapp.sandbox.refusals import ControlError, Json
from careapp.sandbox.typed_text import message_text, rich_text
from careapp.sandbox.workspace import Person


async def say(body: Body) -> Json:
    """Posts what a person typed."""
    person = body.person()
    channel = _writable(body, person)
    typed = body.text("text", most=MESSAGE_MOST)
    if not typed.strip():
        raise ControlError("There is nothing to send.")
    workspace = body.slack.workspace
    text, blocks = message_text(workspace, typed), rich_text(workspace, typed)
    message = messaging.persons_message(body.slack, channel, person.id, text, blocks)
    if body.given.get("thread_ts"):
        parent = body.message(channel, "thread_ts")
        message["thread_ts"] = parent.get("thread_ts", parent["ts"])
    if body.flag("reply_broadcast", False):
        if "thread_ts" not in message:
            raise ControlError("Only a reply can be sent to the channel as well.")
        message["subtype"] = "thread_broadcast"
    messaging.post(body.slack, channel, message)
    return {"ts": message["ts"]}


async def edit(body: Body) -> Json:
    """Changes a person's own message."""
    person, channel, message = _own_message(body)
    typed, workspace = body.text("text", most=MESSAGE_MOST), body.slack.workspace
    content = {"text": message_text(workspace, typed), "blocks": rich_text(workspace, typed)}
    messaging.change(body.slack, channel, message, content, person.id)
    return {"ts": message["ts"]}


async def delete(body: Body) -> Json:
    """Deletes a person's own message."""
    _, channel, message = _own_message(body)
    messaging.delete(body.slack, channel, message["ts"])
    return {}


async def react(body: Body) -> Json:
    """Adds or takes back a reaction."""
    person = body.person()
    channel = body.own_channel(person)
    name = body.text("name").strip(":")
    if not is_emoji(name):
        raise ControlError(f"{name} is no emoji name.")
    message, on = body.message(channel), body.flag("on", True)
    if on and too_many_reactions(message, person.id, name):
        raise ControlError("There are too many reactions on that message.")
    changed = messaging.set_reaction(body.slack, channel, message, person.id, name, on)
    return {"changed": changed}


async def pin(body: Body) -> Json:
    """Pins a message to its channel or takes the pin off."""
    person = body.person()
    channel = body.own_channel(person)
    message, on = body.message(channel), body.flag("on", True)
    if on and len(channel.pins) >= PINS_MOST:
        raise ControlError("There are too many pins in that channel.")
    return {"changed": messaging.set_pin(body.slack, channel, message, person.id, on=on)}


async def mark(body: Body) -> Json:
    """Notes that a person has read a channel up to `ts` (default: its last message)."""
    person = body.person()
    channel = body.seen_channel(person)
    last = channel.timeline[-1] if channel.timeline else ""
    channel.read[person.id] = body.text("ts", last)
    return {}


async def arrive(body: Body) -> Json:
    """Notes that a person's page was loaded: the ephemeral messages that it had shown are gone."""
    person = body.person()
    for channel in body.slack.workspace.channels.values():
        channel.forget_whispers(person.id)
    return {}


async def open_dm(body: Body) -> Json:
    """Opens the direct message with someone, the app included."""
    channel = membership.open_direct(body.slack, *{body.person().id, body.person("with").id})
    return {"channel": channel.id}


def _writable(body: Body, person: Person) -> Channel:
    channel, manifest = body.own_channel(person), body.slack.manifest
    with_app = channel.kind == "im" and body.slack.workspace.bot_user_id in channel.members
    if with_app:
        need_app(body.slack)
    if with_app and (manifest.messages_read_only or not manifest.messages_enabled):
        raise ControlError(f"Messages to {manifest.bot_name} are turned off.")
    return channel


def _own_message(body: Body) -> tuple[Person, Channel, Json]:
    person = body.person()
    channel = body.own_channel(person)
    message = body.message(channel)
    if message["user"] != person.id or message.get("subtype") not in (None, "thread_broadcast"):
        raise ControlError(f"{person.name} did not write that message.")
    return person, channel, message

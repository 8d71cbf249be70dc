"""What people do, as calls: the table of control actions."""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime

from careapp.sandbox import interactions, membership, messaging, submissions
from careapp.sandbox.channel import Channel
from careapp.sandbox.control_body import Body
from careapp.sandbox.emoji_names import is_emoji
from careapp.sandbox.events import event_ts, send_event
from careapp.sandbox.refusals import ControlError, Json
from careapp.sandbox.typed_text import message_text, rich_text
from careapp.sandbox.workspace import Person, is_zone


async def say(body: Body) -> Json:
    """Posts what a person typed."""
    person = body.person()
    channel = _writable(body, person)
    typed = body.text("text")
    if not typed.strip():
        raise ControlError("There is nothing to send.")
    workspace = body.slack.workspace
    text, blocks = message_text(workspace, typed), rich_text(workspace, typed)
    message = messaging.persons_message(body.slack, channel, person.id, text, blocks)
    if body.given.get("thread_ts"):
        parent = body.message(channel, "thread_ts")
        message["thread_ts"] = parent.get("thread_ts", parent["ts"])
    messaging.post(body.slack, channel, message)
    return {"ts": message["ts"]}


async def edit(body: Body) -> Json:
    """Changes a person's own message."""
    person, channel, message = _own_message(body)
    typed, workspace = body.text("text"), body.slack.workspace
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
    message = body.message(channel)
    changed = messaging.set_reaction(body.slack, channel, message, person.id, name, body.flag("on", True))
    return {"changed": changed}


async def command(body: Body) -> Json:
    """Types a slash command."""
    person = body.person()
    channel = body.own_channel(person)
    name, text = body.text("command"), body.text("text", "")
    return await interactions.run_command(body.slack, person, channel, name, text)


async def action(body: Body) -> Json:
    """Clicks or chooses in a message or a view."""
    person, values = body.person(), body.given.get("values")
    taken: Json = {"action_id": body.text("action_id"), "block_id": body.text("block_id")}
    taken["element"] = body.object("element")
    if "view_id" in body.given:
        return await interactions.act_on_view(body.slack, person, body.view(person), taken, values)
    channel, ts = body.seen_channel(person), body.text("message_ts")
    return await interactions.act_on_message(body.slack, person, channel, ts, taken, values)


async def shortcut(body: Body) -> Json:
    """Uses a shortcut, with `message_ts` on a message."""
    person, message = body.person(), None
    if body.given.get("message_ts"):
        channel = body.seen_channel(person)
        message = (channel, body.message(channel, "message_ts"))
    return await interactions.use_shortcut(body.slack, person, body.text("callback_id"), message)


async def submit(body: Body) -> Json:
    """Submits a modal."""
    person = body.person()
    return await submissions.submit(body.slack, person, body.view(person), body.given.get("values"))


async def close(body: Body) -> Json:
    """Closes a modal."""
    person = body.person()
    await submissions.close(body.slack, person, body.view(person), body.flag("is_cleared", False))
    return {}


async def open_home(body: Body) -> Json:
    """Opens the app's Home or Messages tab and waits for the ack, so that a fresh Home can be answered."""
    slack, person, tab = body.slack, body.person(), body.text("tab", "home")
    if tab not in ("home", "messages"):
        raise ControlError("`tab` is home or messages.")
    channel = membership.open_direct(slack, person.id, slack.workspace.bot_user_id)
    event: Json = {"type": "app_home_opened", "user": person.id, "channel": channel.id, "tab": tab}
    if tab == "home" and person.id in slack.views.homes:
        event["view"] = slack.views.homes[person.id]
    task = send_event(slack, event | {"event_ts": event_ts(slack)})
    if task:
        await task
    return {"view": slack.views.homes.get(person.id), "channel": channel.id}


async def open_dm(body: Body) -> Json:
    """Opens the direct message with someone, the app included."""
    channel = membership.open_direct(body.slack, *{body.person().id, body.person("with").id})
    return {"channel": channel.id}


async def invite(body: Body) -> Json:
    """Makes someone, or the app, a member."""
    person = body.person()
    channel, invitee = _real_channel(body, person), body.person("invitee")
    if invitee.id in channel.members:
        raise ControlError(f"{invitee.name} is in #{channel.name} already.")
    membership.join(body.slack, channel, invitee.id, person.id)
    return {}


async def kick(body: Body) -> Json:
    """Takes someone, or the app, out of a channel."""
    channel, member = _real_channel(body, body.person()), body.person("member")
    if member.id not in channel.members:
        raise ControlError(f"{member.name} is not in #{channel.name}.")
    membership.leave(body.slack, channel, member.id)
    return {}


async def join(body: Body) -> Json:
    """Joins a public channel."""
    person = body.person()
    channel = body.seen_channel(person)
    if person.id in channel.members or channel.is_archived:
        raise ControlError(f"{person.name} cannot join #{channel.name}.")
    membership.join(body.slack, channel, person.id)
    return {}


async def leave(body: Body) -> Json:
    """Leaves a channel."""
    person = body.person()
    membership.leave(body.slack, _real_channel(body, person), person.id)
    return {}


async def archive(body: Body) -> Json:
    """Archives a channel."""
    person = body.person()
    membership.archive(body.slack, _real_channel(body, person), person.id, True)
    return {}


async def unarchive(body: Body) -> Json:
    """Opens an archived channel again."""
    person = body.person()
    channel = body.seen_channel(person)
    if not channel.is_archived:
        raise ControlError(f"#{channel.name} is not archived.")
    membership.archive(body.slack, channel, person.id, False)
    return {}


async def rename(body: Body) -> Json:
    """Renames a channel."""
    channel, name = _real_channel(body, body.person()), body.text("name")
    if not re.fullmatch(r"[a-z0-9_\-]{1,80}", name) or body.slack.workspace.channel_named(name):
        raise ControlError(f"#{name} is taken, or no name for a channel.")
    membership.rename(body.slack, channel, name)
    return {}


async def mark(body: Body) -> Json:
    """Notes that a person has read a channel up to `ts` (default: its last message)."""
    person = body.person()
    channel = body.seen_channel(person)
    last = channel.timeline[-1] if channel.timeline else ""
    channel.read[person.id] = body.text("ts", last)
    return {}


async def person(body: Body) -> Json:
    """Changes a person, or without `id` adds one (`handle`, `name`, `zone`, ...)."""
    if "id" not in body.given:
        return _new_person(body)
    changed = body.person("id")
    zone = body.text("zone", changed.zone)
    if not is_zone(zone):
        raise ControlError(f"There is no time zone {zone}.")
    changed.zone = zone
    changed.name, changed.title = body.text("name", changed.name), body.text("title", changed.title)
    changed.deleted = body.flag("deleted", changed.deleted)
    if changed.deleted:
        membership.deactivate(body.slack, changed)
    membership.changed_person(body.slack, changed, "user_change")
    return {"id": changed.id}


async def clock(body: Body) -> Json:
    """Sets, moves, freezes or runs the clock."""
    time = body.slack.clock
    try:
        if "now" in body.given:
            time.set(datetime.fromisoformat(body.text("now")))
        if "advance" in body.given:
            time.advance(body.number("advance"))
    except (ValueError, OverflowError) as wrong:
        raise ControlError("The clock takes an ISO instant with its zone, or seconds, 2002 to 2200.") from wrong
    if "frozen" in body.given:
        (time.freeze if body.flag("frozen") else time.run)()
    return {"now": time.now().isoformat(), "frozen": time.frozen}


async def settings(body: Body) -> Json:
    """Relaxes (or restores) strictness."""
    if "ack_seconds" in body.given:
        body.slack.deliveries.ack_seconds = body.number("ack_seconds")
    body.slack.limits.on = body.flag("rate_limits", body.slack.limits.on)
    return {"ack_seconds": body.slack.deliveries.ack_seconds, "rate_limits": body.slack.limits.on}


async def disconnect(body: Body) -> Json:
    """Asks the app's sockets to reconnect, as Slack does every few hours."""
    body.slack.socket_mode.disconnect(body.text("reason", "refresh_requested"))
    return {}


async def settle(body: Body) -> Json:
    """Waits until no event delivery is under way."""
    await body.slack.deliveries.settled()
    return {}


ACTIONS: dict[str, Callable[[Body], Awaitable[Json]]] = {
    each.__name__: each
    for each in (
        *(say, edit, delete, react, command, action, shortcut, submit, close, open_home, open_dm),
        *(invite, kick, join, leave, archive, unarchive, rename, mark),
        *(person, clock, settings, disconnect, settle),
    )
}


def _writable(body: Body, person: Person) -> Channel:
    channel, manifest = body.own_channel(person), body.slack.manifest
    with_app = channel.kind == "im" and body.slack.workspace.bot_user_id in channel.members
    if with_app and (manifest.messages_read_only or not manifest.messages_enabled):
        raise ControlError(f"Messages to {manifest.bot_name} are turned off.")
    return channel


def _real_channel(body: Body, person: Person) -> Channel:
    channel = body.own_channel(person)
    if channel.is_direct:
        raise ControlError("That cannot be done to a direct message.")
    return channel


def _own_message(body: Body) -> tuple[Person, Channel, Json]:
    person = body.person()
    channel = body.own_channel(person)
    message = body.message(channel)
    if message["user"] != person.id or "subtype" in message:
        raise ControlError(f"{person.name} did not write that message.")
    return person, channel, message


def _new_person(body: Body) -> Json:
    body.text("handle")
    try:
        new = body.slack.workspace.add_person(body.given)
    except ValueError as taken:
        raise ControlError(str(taken)) from taken
    membership.changed_person(body.slack, new, "team_join")
    return {"id": new.id}

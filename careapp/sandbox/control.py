"""What people do, as calls: the table of control actions."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from careapp.sandbox import built_in, interactions, membership, messaging, submissions
from careapp.sandbox.channel import Channel
from careapp.sandbox.channel_calls import archive, invite, join, kick, leave, rename, unarchive
from careapp.sandbox.clock import known
from careapp.sandbox.control_body import Body
from careapp.sandbox.control_faults import faults
from careapp.sandbox.control_socket_faults import socket_faults
from careapp.sandbox.emoji_names import is_emoji
from careapp.sandbox.events import send_event
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
    if name in built_in.COMMANDS:
        return await built_in.run(body, name, text)
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
    task = send_event(slack, event | {"event_ts": slack.clock.stamp()})
    if task:
        await task
    return {"view": slack.views.homes.get(person.id), "channel": channel.id}


async def open_dm(body: Body) -> Json:
    """Opens the direct message with someone, the app included."""
    channel = membership.open_direct(body.slack, *{body.person().id, body.person("with").id})
    return {"channel": channel.id}


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
    """Sets, moves, freezes or runs the clock; a call waits until the move before it is over."""
    time, moves = body.slack.clock, body.slack.moves
    async with moves.turn:
        if {"now", "advance"} & body.given.keys():
            await moves.to(_target(body))
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
        *(person, clock, settings, disconnect, settle, faults, socket_faults),
    )
}


def _writable(body: Body, person: Person) -> Channel:
    channel, manifest = body.own_channel(person), body.slack.manifest
    with_app = channel.kind == "im" and body.slack.workspace.bot_user_id in channel.members
    if with_app and (manifest.messages_read_only or not manifest.messages_enabled):
        raise ControlError(f"Messages to {manifest.bot_name} are turned off.")
    return channel


def _own_message(body: Body) -> tuple[Person, Channel, Json]:
    person = body.person()
    channel = body.own_channel(person)
    message = body.message(channel)
    if message["user"] != person.id or "subtype" in message:
        raise ControlError(f"{person.name} did not write that message.")
    return person, channel, message


def _target(body: Body) -> datetime:
    ahead = body.number("advance") if "advance" in body.given else 0
    try:
        start = datetime.fromisoformat(body.text("now")) if "now" in body.given else body.slack.clock.now()
        return known(start + timedelta(seconds=ahead))
    except (ValueError, OverflowError) as wrong:
        raise ControlError("The clock takes an ISO instant with its zone, or seconds, 2002 to 2200.") from wrong


def _new_person(body: Body) -> Json:
    body.text("handle")
    try:
        new = body.slack.workspace.add_person(body.given)
    except ValueError as taken:
        raise ControlError(str(taken)) from taken
    membership.changed_person(body.slack, new, "team_join")
    return {"id": new.id}

"""Events: sent where the manifest subscribes, the scopes allow and the app is there to see."""

import asyncio
from itertools import count

from careapp.sandbox.channel import Channel
from careapp.sandbox.deliveries import Ack
from careapp.sandbox.objects import user_object
from careapp.sandbox.refusals import Json
from careapp.sandbox.slack import Slack
from careapp.sandbox.workspace import Person

# The scope that each event needs; "{kind}" stands for channels, groups, im or mpim.
SCOPES = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "app_uninstalled": "",
    "channel_archive": "channels:read",
    "channel_created": "channels:read",
    "channel_deleted": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "channel_unarchive": "channels:read",
    "group_archive": "groups:read",
    "group_deleted": "groups:read",
    "group_left": "groups:read",
    "group_rename": "groups:read",
    "group_unarchive": "groups:read",
    "member_joined_channel": "{kind}:read",
    "member_left_channel": "{kind}:read",
    "message": "{kind}:history",
    "pin_added": "pins:read",
    "pin_removed": "pins:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_join": "users:read",
    "tokens_revoked": "",
    "user_change": "users:read",
}
_event_ids = count(1)


def send_event(slack: Slack, event: Json, channel: Channel | None = None) -> asyncio.Task[Ack] | None:
    """Sends an event if the app is to have it: then the task that ends with the first attempt, else None."""
    kind = channel.scope_word if channel else ""
    name = event["type"]
    subscription = f"message.{kind}" if name == "message" else name
    scope = SCOPES[name].format(kind=kind)
    granted = not scope or scope in slack.manifest.scopes
    if not slack.installed or subscription not in slack.manifest.events or not granted:
        return None
    return slack.deliveries.post_event(name, _outer(slack, event))


def in_channel(slack: Slack, channel: Channel) -> bool:
    """Whether the app is a member, which most events of a channel ask for."""
    return slack.workspace.bot_user_id in channel.members


def message_event(slack: Slack, channel: Channel, event: Json) -> None:
    """Sends what happened to a message: new, changed or deleted."""
    if in_channel(slack, channel):
        event = {"type": "message", "channel": channel.id, "channel_type": channel.kind, **event}
        send_event(slack, event, channel)


def mention_event(slack: Slack, channel: Channel, message: Json) -> None:
    """Sends app_mention, in addition to the message, where a message in a channel names the app."""
    called = f"<@{slack.workspace.bot_user_id}>" in message.get("text", "")
    said = message.get("subtype") in (None, "thread_broadcast") and "bot_id" not in message
    if called and said and in_channel(slack, channel) and not channel.is_direct:
        kept = ("user", "text", "ts", "thread_ts", "parent_user_id", "team", "blocks", "client_msg_id")
        event = {"type": "app_mention", "channel": channel.id, "event_ts": message["ts"]}
        send_event(slack, event | {key: message[key] for key in kept if key in message}, channel)


def reaction_event(slack: Slack, type_: str, channel: Channel, message: Json, user_id: str, name: str) -> None:
    """Sends reaction_added or reaction_removed."""
    if in_channel(slack, channel):
        item = {"type": "message", "channel": channel.id, "ts": message["ts"]}
        event: Json = {"type": type_, "user": user_id, "reaction": name, "item": item}
        if "user" in message:
            event["item_user"] = message["user"]
        send_event(slack, event | {"event_ts": slack.clock.stamp()}, channel)


def pin_event(slack: Slack, channel: Channel, message: Json, user_id: str, pin: Json, *, on: bool) -> None:
    """Sends pin_added, or pin_removed with whether pins are left."""
    if in_channel(slack, channel):
        item = {"type": "message", "channel": channel.id, **pin, "message": message}
        event: Json = {"type": "pin_added" if on else "pin_removed", "user": user_id, "channel_id": channel.id}
        event.update(item=item, **({} if on else {"has_pins": bool(channel.pins)}))
        send_event(slack, event | {"event_ts": slack.clock.stamp()}, channel)


def member_event(slack: Slack, type_: str, channel: Channel, user_id: str, inviter: str | None = None) -> None:
    """Sends member_joined_channel or member_left_channel; the bot hears of its own coming and going too."""
    if in_channel(slack, channel) or user_id == slack.workspace.bot_user_id:
        letter = "C" if channel.kind == "channel" else "G"
        event: Json = {"type": type_, "user": user_id, "channel": channel.id, "channel_type": letter}
        event["team"] = slack.workspace.team_id
        if inviter:
            event["inviter"] = inviter
        send_event(slack, event | {"event_ts": slack.clock.stamp()}, channel)


def channel_event(slack: Slack, what: str, channel: Channel, details: Json) -> None:
    """Sends channel_{what}, or group_{what} to a member of a private channel."""
    if channel.kind == "channel" or in_channel(slack, channel):
        _of_channel(slack, what, channel, details)


def left_event(slack: Slack, channel: Channel, actor_id: str) -> None:
    """Sends channel_left or group_left: the app itself is out, by whose act `actor_id` says."""
    _of_channel(slack, "left", channel, {"channel": channel.id, "actor_id": actor_id})


def person_event(slack: Slack, type_: str, person: Person) -> None:
    """Sends team_join or user_change with the whole user."""
    seconds = int(slack.clock.seconds())
    event = {"type": type_, "user": user_object(slack, person), "cache_ts": seconds}
    send_event(slack, event | {"event_ts": slack.clock.stamp()})


def removal_events(slack: Slack) -> None:
    """Sends tokens_revoked and app_uninstalled, the last that the app hears."""
    revoked: Json = {"oauth": [], "bot": [slack.workspace.bot_user_id]}
    send_event(slack, {"type": "tokens_revoked", "tokens": revoked, "event_ts": slack.clock.stamp()})
    send_event(slack, {"type": "app_uninstalled", "event_ts": slack.clock.stamp()})


def _of_channel(slack: Slack, what: str, channel: Channel, details: Json) -> None:
    prefix = "channel" if channel.kind == "channel" else "group"
    send_event(slack, {"type": f"{prefix}_{what}", **details, "event_ts": slack.clock.stamp()}, channel)


def _outer(slack: Slack, event: Json) -> Json:
    workspace, number = slack.workspace, next(_event_ids)
    authorization: Json = {"enterprise_id": None, "team_id": workspace.team_id, "user_id": workspace.bot_user_id}
    authorization.update(is_bot=True, is_enterprise_install=False)
    outer: Json = {"token": slack.verification, "team_id": workspace.team_id, "api_app_id": workspace.app_id}
    outer.update(event=event, type="event_callback", event_id=f"Ev{number:09d}", event_context=f"4-{number}")
    outer.update(event_time=int(slack.clock.seconds()), authorizations=[authorization])
    context = {"context_team_id": workspace.team_id, "context_enterprise_id": None}
    return outer | context | {"is_ext_shared_channel": False}

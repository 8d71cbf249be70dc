"""What happens to channels and people: joined, left, archived, renamed, changed."""

from careapp.sandbox.channel import Channel
from careapp.sandbox.events import channel_event, member_event, person_event, send_event
from careapp.sandbox.messaging import post
from careapp.sandbox.page_state import channels_seen_by, people_shown
from careapp.sandbox.refusals import Json
from careapp.sandbox.slack import Slack
from careapp.sandbox.workspace import Person


def join(slack: Slack, channel: Channel, user_id: str, inviter: str | None = None) -> None:
    """Makes a person (or the app) a member, invited by another or of their own accord."""
    channel.members.append(user_id)
    channel.read.setdefault(user_id, f"{slack.clock.seconds():.6f}")
    _say_so(slack, channel, user_id, "channel_join", "has joined", inviter)
    member_event(slack, "member_joined_channel", channel, user_id, inviter)
    push_channels(slack)


def leave(slack: Slack, channel: Channel, user_id: str) -> None:
    """Takes a person (or the app) out of the channel."""
    channel.members.remove(user_id)
    _say_so(slack, channel, user_id, "channel_leave", "has left")
    member_event(slack, "member_left_channel", channel, user_id)
    if user_id == slack.workspace.bot_user_id:
        left = "channel_left" if channel.kind == "channel" else "group_left"
        send_event(slack, {"type": left, "channel": channel.id}, channel)
    push_channels(slack)


def archive(slack: Slack, channel: Channel, user_id: str, archived: bool) -> None:
    """Closes a channel for good, or opens it again."""
    channel.is_archived = archived
    what = "archive" if archived else "unarchive"
    channel_event(slack, what, channel, {"channel": channel.id, "user": user_id, "is_moved": 0})
    push_channels(slack)


def rename(slack: Slack, channel: Channel, name: str) -> None:
    """Gives a channel another name; its id stays."""
    channel.previous_names.insert(0, channel.name)
    channel.name = name
    details: Json = {"id": channel.id, "name": name, "name_normalized": name, "created": channel.created}
    details.update(is_channel=channel.kind == "channel", is_mpim=False)
    channel_event(slack, "rename", channel, {"channel": details})
    push_channels(slack)


def open_direct(slack: Slack, *user_ids: str) -> Channel:
    """The direct message between these people; pages hear of one that is new."""
    known = len(slack.workspace.channels)
    channel = slack.workspace.direct(*user_ids)
    if len(slack.workspace.channels) > known:
        push_channels(slack)
    return channel


def deactivate(slack: Slack, person: Person) -> None:
    """Takes a person out of the workspace and so out of its channels."""
    person.deleted = True
    for channel in slack.workspace.channels.values():
        if person.id in channel.members and not channel.is_direct:
            channel.members.remove(person.id)
    push_channels(slack)


def changed_person(slack: Slack, person: Person, event: str) -> None:
    """Tells pages and app of a changed ("user_change") or new ("team_join") person."""
    person.updated = int(slack.clock.seconds())
    person_event(slack, event, person)
    slack.live.push({"type": "people", "people": people_shown(slack)})


def push_channels(slack: Slack) -> None:
    """Shows every page its channels anew."""
    slack.live.push_each(lambda user: {"type": "channels", "channels": channels_seen_by(slack, user)})


def _say_so(slack: Slack, channel: Channel, user_id: str, subtype: str, did: str, inviter: str | None = None) -> None:
    ts = channel.new_ts(slack.clock.seconds())
    text = f"<@{user_id}> {did} the channel"
    message: Json = {"type": "message", "subtype": subtype, "user": user_id, "text": text, "ts": ts}
    post(slack, channel, message | ({"inviter": inviter} if inviter else {}))

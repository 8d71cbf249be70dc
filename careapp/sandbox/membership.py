"""What happens to channels and people: made, joined, left, archived, renamed, deleted, changed."""

from careapp.sandbox.channel import Channel
from careapp.sandbox.events import channel_event, left_event, member_event, person_event
from careapp.sandbox.messaging import post
from careapp.sandbox.objects import created_channel
from careapp.sandbox.page_state import channels_seen_by, people_shown
from careapp.sandbox.refusals import Json
from careapp.sandbox.slack import Slack
from careapp.sandbox.workspace import Person


def create(slack: Slack, name: str, is_private: bool, creator_id: str) -> Channel:
    """Opens a channel whose creator is its first member."""
    workspace, seconds = slack.workspace, int(slack.clock.seconds())
    kind = "group" if is_private else "channel"
    channel = Channel(workspace.new_id("C", name), name, kind, [], created=seconds, creator=creator_id)
    workspace.channels[channel.id] = channel
    if not is_private:
        channel_event(slack, "created", channel, {"channel": created_channel(slack, channel)})
    join(slack, channel, creator_id)
    return channel


def join(slack: Slack, channel: Channel, user_id: str, inviter: str | None = None) -> None:
    """Makes a person (or the app) a member, invited by another or of their own accord."""
    channel.members.append(user_id)
    channel.read.setdefault(user_id, f"{slack.clock.seconds():.6f}")
    _say_so(slack, channel, user_id, "channel_join", "has joined the channel", inviter=inviter)
    member_event(slack, "member_joined_channel", channel, user_id, inviter)
    push_channels(slack)


def leave(slack: Slack, channel: Channel, user_id: str, by: str | None = None) -> None:
    """Takes a person (or the app) out of the channel; `by` is who removed them, if not they themselves."""
    channel.members.remove(user_id)
    _say_so(slack, channel, user_id, "channel_leave", "has left the channel")
    member_event(slack, "member_left_channel", channel, user_id)
    if user_id == slack.workspace.bot_user_id:
        left_event(slack, channel, by or user_id)
    push_channels(slack)


def archive(slack: Slack, channel: Channel, user_id: str, archived: bool) -> None:
    """Closes a channel for good, or opens it again."""
    channel.is_archived = archived
    what, did = ("archive", "archived") if archived else ("unarchive", "un-archived")
    _say_so(slack, channel, user_id, f"channel_{what}", f"{did} the channel")
    details: Json = {"channel": channel.id, "user": user_id}
    if archived:
        details["is_moved"] = 0
    elif channel.kind == "group":
        details["actor_id"] = user_id
    channel_event(slack, what, channel, details)
    push_channels(slack)


def rename(slack: Slack, channel: Channel, name: str, user_id: str | None = None) -> None:
    """Gives a channel another name, by default as the app; its id stays."""
    old, channel.name = channel.name, name
    channel.previous_names.insert(0, old)
    did = f'has renamed the channel from "{old}" to "{name}"'
    names = {"name": name, "old_name": old}
    _say_so(slack, channel, user_id or slack.workspace.bot_user_id, "channel_name", did, **names)
    details: Json = {"id": channel.id, "name": name, "name_normalized": name, "created": channel.created}
    details.update(is_channel=channel.kind == "channel", is_mpim=False)
    channel_event(slack, "rename", channel, {"channel": details})
    push_channels(slack)


def set_topic(slack: Slack, channel: Channel, topic: str, user_id: str) -> None:
    """Says under a channel's name what it is about; an empty topic takes that away."""
    channel.topic = topic
    did = f"set the channel topic: {topic}" if topic else "cleared channel topic"
    _say_so(slack, channel, user_id, "channel_topic", did, topic=topic)
    push_channels(slack)


def delete(slack: Slack, channel: Channel, user_id: str) -> None:
    """Deletes a channel with all that was said in it."""
    details: Json = {"channel": channel.id, "actor_id": user_id}
    if channel.kind == "group":
        details["date_deleted"] = int(slack.clock.seconds())
    channel_event(slack, "deleted", channel, details)
    for message in slack.scheduled.waiting(channel.id):
        slack.scheduled.cancel(message)
    del slack.workspace.channels[channel.id]
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


def _say_so(slack: Slack, channel: Channel, user_id: str, subtype: str, did: str, **more: str | None) -> None:
    ts = channel.new_ts(slack.clock.seconds())
    message: Json = {"type": "message", "subtype": subtype, "user": user_id, "text": f"<@{user_id}> {did}", "ts": ts}
    message["team"] = slack.workspace.team_id
    post(slack, channel, message | {key: value for key, value in more.items() if value})

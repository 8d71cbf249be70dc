"""What people do to channels, as calls: who is in them, what they are called, whether they are open."""

import re

from careapp.sandbox import membership
from careapp.sandbox.channel import Channel
from careapp.sandbox.control_body import Body
from careapp.sandbox.refusals import ControlError, Json
from careapp.sandbox.typed_text import escaped
from careapp.sandbox.workspace import Person

LONGEST_TOPIC = 250


async def invite(body: Body) -> Json:
    """Makes someone, or the app, a member."""
    person = body.person()
    channel, invitee = real_channel(body, person), body.person("invitee")
    if invitee.deleted:
        raise ControlError(f"{invitee.name} has left the workspace.")
    if invitee.id in channel.members:
        raise ControlError(f"{invitee.name} is in #{channel.name} already.")
    membership.join(body.slack, channel, invitee.id, person.id)
    return {}


async def kick(body: Body) -> Json:
    """Takes someone, or the app, out of a channel."""
    person = body.person()
    channel, member = real_channel(body, person), body.person("member")
    if member.id not in channel.members:
        raise ControlError(f"{member.name} is not in #{channel.name}.")
    membership.leave(body.slack, channel, member.id, person.id)
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
    membership.leave(body.slack, real_channel(body, person), person.id)
    return {}


async def archive(body: Body) -> Json:
    """Archives a channel."""
    person = body.person()
    membership.archive(body.slack, real_channel(body, person), person.id, True)
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
    person = body.person()
    membership.rename(body.slack, real_channel(body, person), _free_name(body), person.id)
    return {}


async def set_topic(body: Body) -> Json:
    """Says what a channel is about."""
    person, topic = body.person(), body.text("topic").strip()
    if len(topic) > LONGEST_TOPIC:
        raise ControlError(f"A topic has at most {LONGEST_TOPIC} characters.")
    membership.set_topic(body.slack, real_channel(body, person), escaped(topic), person.id)
    return {}


async def create_channel(body: Body) -> Json:
    """Makes a channel with the person as its first member."""
    channel = membership.create(body.slack, _free_name(body), body.flag("private", False), body.person().id)
    return {"channel": channel.id}


async def delete_channel(body: Body) -> Json:
    """Deletes a channel, an archived one too."""
    person = body.person()
    channel = body.seen_channel(person)
    if person.id not in channel.members or channel.is_direct:
        raise ControlError(f"{person.name} cannot delete #{channel.name}.")
    membership.delete(body.slack, channel, person.id)
    return {}


def real_channel(body: Body, person: Person) -> Channel:
    """A channel that this person is in and that is no direct message."""
    channel = body.own_channel(person)
    if channel.is_direct:
        raise ControlError("That cannot be done to a direct message.")
    return channel


def _free_name(body: Body) -> str:
    name = body.text("name")
    if not re.fullmatch(r"[a-z0-9_\-]{1,80}", name):
        raise ControlError("A channel's name is of up to 80 small letters, digits, hyphens and underscores.")
    if body.slack.workspace.channel_named(name):
        raise ControlError(f"#{name} is taken.")
    return name

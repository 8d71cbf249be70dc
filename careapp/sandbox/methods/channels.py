"""conversations.create, archive, unarchive, rename and kick: what the app does to channels."""

from careapp.sandbox import membership
from careapp.sandbox.channel import Channel
from careapp.sandbox.methods.call import Call
from careapp.sandbox.methods.conversations import managing, real_channel
from careapp.sandbox.objects import channel_object
from careapp.sandbox.refusals import Json, SlackError

NAME_MOST = 80


def create_conversation(call: Call) -> Json:
    """Opens a channel with the app as its creator and first member."""
    private = call.flag("is_private")
    call.need_scope(*managing("group" if private else "channel"))
    channel = membership.create(call.slack, _free_name(call), private, call.slack.workspace.bot_user_id)
    return {"channel": channel_object(call.slack, channel)}


def archive_conversation(call: Call) -> Json:
    """Closes a channel that the app is in."""
    channel = _managed_channel(call)
    if channel.is_archived:
        raise SlackError("already_archived")
    _need_member(call, channel)
    membership.archive(call.slack, channel, call.slack.workspace.bot_user_id, True)
    return {}


def unarchive_conversation(call: Call) -> Json:
    """Refuses, as Slack does to every bot, as if it were out; a channel that is archived keeps its members here."""
    channel = _managed_channel(call)
    raise SlackError("not_in_channel" if channel.is_archived else "not_archived")


def rename_conversation(call: Call) -> Json:
    """Renames a channel that the app itself has created."""
    channel = _managed_channel(call)
    _need_member(call, channel)
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.creator != call.slack.workspace.bot_user_id:
        raise SlackError("not_authorized")
    membership.rename(call.slack, channel, _free_name(call))
    return {"channel": channel_object(call.slack, channel)}


def kick_from_conversation(call: Call) -> Json:
    """Takes somebody else out of a channel that the app is in."""
    channel, user_id = _managed_channel(call), call.text("user")
    if user_id not in call.slack.workspace.people:
        raise SlackError("user_not_found")
    if user_id == call.slack.workspace.bot_user_id:
        raise SlackError("cant_kick_self")
    _need_member(call, channel)
    if user_id not in channel.members or channel.is_archived:
        raise SlackError("not_in_channel")
    membership.leave(call.slack, channel, user_id, call.slack.workspace.bot_user_id)
    return {"errors": {}}


def _managed_channel(call: Call) -> Channel:
    channel = real_channel(call)
    call.need_scope(*managing(channel.kind))
    return channel


def _need_member(call: Call, channel: Channel) -> None:
    if not call.is_in(channel):
        raise SlackError("not_in_channel")


def _free_name(call: Call) -> str:
    name = call.text("name").strip()
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > NAME_MOST:
        raise SlackError("invalid_name_maxlength")
    if not name.strip("-_"):
        raise SlackError("invalid_name_punctuation")
    if name != name.lower() or not all(letter.isalnum() or letter in "-_" for letter in name):
        raise SlackError("invalid_name_specials")
    if call.slack.workspace.channel_named(name):
        raise SlackError("name_taken")
    return name

"""conversations.list, info, members, join, leave, invite, open and users.conversations."""

from collections.abc import Callable

from careapp.sandbox import membership
from careapp.sandbox.channel import Channel
from careapp.sandbox.methods.call import Call, warned
from careapp.sandbox.objects import LOCALE, channel_object
from careapp.sandbox.refusals import Json, SlackError

TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
SCOPE_OF = {"channel": "channels:read", "group": "groups:read", "im": "im:read", "mpim": "mpim:read"}
MOST_IN_DIRECT = 8


def list_conversations(call: Call) -> Json:
    """Lists public channels and the app's own private ones and direct messages."""
    return _listed(call, lambda channel: channel.kind == "channel" or call.is_in(channel))


def list_users_conversations(call: Call) -> Json:
    """Lists what a person (default: the app) is in, as far as the app can see it."""
    user_id = call.text("user") or call.slack.workspace.bot_user_id
    if user_id not in call.slack.workspace.people:
        raise SlackError("user_not_found")
    return _listed(
        call, lambda channel: user_id in channel.members and (channel.kind == "channel" or call.is_in(channel))
    )


def conversation_info(call: Call) -> Json:
    """Describes one conversation."""
    channel = call.channel()
    call.need_scope(SCOPE_OF[channel.kind])
    count = {"num_members": len(channel.members)} if call.flag("include_num_members") else {}
    locale = {"locale": LOCALE} if call.flag("include_locale") else {}
    return {"channel": channel_object(call.slack, channel) | count | locale}


def list_members(call: Call) -> Json:
    """Lists who is in a conversation."""
    channel = call.channel()
    call.need_scope(SCOPE_OF[channel.kind])
    members, cursor = call.page(channel.members, str, wrong_limit="invalid_limit")
    return {"members": members, "response_metadata": cursor}


def join_conversation(call: Call) -> Json:
    """Makes the app a member of a public channel."""
    channel = _open_channel(call)
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if call.is_in(channel):
        return {"channel": channel_object(call.slack, channel)} | warned("already_in_channel")
    membership.join(call.slack, channel, call.slack.workspace.bot_user_id)
    return {"channel": channel_object(call.slack, channel)}


def leave_conversation(call: Call) -> Json:
    """Takes the app out of a channel."""
    channel = _open_channel(call)
    call.need_scope(*managing(channel.kind))
    if not call.is_in(channel):
        return {"not_in_channel": True}
    membership.leave(call.slack, channel, call.slack.workspace.bot_user_id)
    return {}


def invite_to_conversation(call: Call) -> Json:
    """Makes people members of a channel that the app is in."""
    channel = _open_channel(call)
    call.need_scope(*managing(channel.kind), f"{channel.scope_word}:write.invites")
    user_ids = _users(call)
    if not user_ids:
        raise SlackError("no_user")
    if not call.is_in(channel):
        raise SlackError("not_in_channel")
    refused = {user_id: error for user_id in user_ids if (error := _cannot_invite(call, channel, user_id))}
    if refused and not (call.flag("force") and len(refused) < len(user_ids)):
        errors = [{"user": user_id, "ok": False, "error": error} for user_id, error in refused.items()]
        raise SlackError(next(iter(refused.values())), errors=errors)
    for user_id in (each for each in user_ids if each not in refused):
        membership.join(call.slack, channel, user_id, call.slack.workspace.bot_user_id)
    return {"channel": channel_object(call.slack, channel)}


def open_conversation(call: Call) -> Json:
    """Opens the direct message with one person, or the group message with several."""
    if call.text("channel"):
        channel = call.channel()
        if not channel.is_direct:
            raise SlackError("method_not_supported_for_channel_type")
        return _opened(call, channel, already=True)
    user_ids = _users(call)
    _check_invited(call, user_ids)
    call.need_scope("im:write" if len(user_ids) == 1 else "mpim:write")
    members = [*user_ids, call.slack.workspace.bot_user_id]
    known = call.slack.workspace.direct_of(*members)
    if known is None and call.flag("prevent_creation"):
        raise SlackError("channel_not_found")
    return _opened(call, known or membership.open_direct(call.slack, *members), already=known is not None)


def _users(call: Call) -> list[str]:
    """The ids in `users`, each once."""
    return list(dict.fromkeys(each.strip() for each in call.text("users").split(",") if each.strip()))


def _check_invited(call: Call, user_ids: list[str]) -> None:
    people = call.slack.workspace.people
    if not user_ids:
        raise SlackError("users_list_not_supplied")
    if len(user_ids) > MOST_IN_DIRECT:
        raise SlackError("too_many_users")
    if any(each not in people or people[each].is_app for each in user_ids):
        raise SlackError("user_not_found")
    if any(people[each].deleted for each in user_ids):
        raise SlackError("user_disabled")


def _opened(call: Call, channel: Channel, already: bool) -> Json:
    shown = channel_object(call.slack, channel) if call.flag("return_im") else {"id": channel.id}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if already else {})


def _listed(call: Call, belongs: Callable[[Channel], bool]) -> Json:
    kinds = _kinds(call)
    channels = [each for each in call.slack.workspace.channels.values() if each.kind in kinds and belongs(each)]
    if call.flag("exclude_archived"):
        channels = [each for each in channels if not each.is_archived]
    page, cursor = call.page(channels, lambda channel: channel.id, wrong_limit="invalid_limit")
    return {"channels": [_with_count(call, each) for each in page], "response_metadata": cursor}


def _with_count(call: Call, channel: Channel) -> Json:
    count = {} if channel.is_direct else {"num_members": len(channel.members)}
    return channel_object(call.slack, channel) | count


def _kinds(call: Call) -> list[str]:
    types = [each.strip() for each in (call.text("types") or "public_channel").split(",") if each.strip()]
    if any(each not in TYPES for each in types):
        raise SlackError("invalid_types")
    kinds = [TYPES[each] for each in types]
    for kind in kinds:
        call.need_scope(SCOPE_OF[kind])
    return kinds


def real_channel(call: Call) -> Channel:
    """The channel, if it is one and no direct message."""
    channel = call.channel()
    if channel.is_direct:
        raise SlackError("method_not_supported_for_channel_type")
    return channel


def managing(kind: str) -> tuple[str, ...]:
    """The scopes of which one lets an app manage a channel of this kind."""
    return ("channels:manage", "channels:write") if kind == "channel" else ("groups:write",)


def _open_channel(call: Call) -> Channel:
    channel = real_channel(call)
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel


def _cannot_invite(call: Call, channel: Channel, user_id: str) -> str | None:
    person = call.slack.workspace.people.get(user_id)
    if person is None or person.deleted:
        return "user_not_found"
    if person.is_app:
        return "cant_invite_self"
    return "already_in_channel" if user_id in channel.members else None

"""The table's rows for conversations.* and users.conversations."""

from careapp.sandbox.methods import channels, conversations, history
from careapp.sandbox.methods.method import HISTORY, INVITE, MANAGE, NO_CHANNEL, OWN, PAGED, READ, Method

SPAN = ("oldest", "latest", "inclusive", "include_all_metadata", *PAGED)
SPAN_ERRORS = ("channel_not_found", "invalid_ts_latest", "invalid_ts_oldest", "invalid_cursor", "not_in_channel")
NAME_ERRORS = (
    "invalid_name_maxlength",
    "invalid_name_punctuation",
    "invalid_name_required",
    "invalid_name_specials",
    "name_taken",
)
PAGE_ERRORS = ("invalid_cursor", "invalid_limit")
LISTED = ("types", "exclude_archived", "team_id", *PAGED)

ROWS = {
    "conversations.archive": Method(
        channels.archive_conversation, OWN, 2, ("channel",), (), (*NO_CHANNEL, "already_archived", "not_in_channel")
    ),
    "conversations.create": Method(
        channels.create_conversation, OWN, 2, ("name",), ("is_private", "team_id"), NAME_ERRORS
    ),
    "conversations.history": Method(history.channel_history, HISTORY, 3, ("channel",), SPAN, SPAN_ERRORS),
    "conversations.info": Method(
        conversations.conversation_info,
        READ,
        3,
        ("channel",),
        ("include_locale", "include_num_members"),
        ("channel_not_found",),
    ),
    "conversations.invite": Method(
        conversations.invite_to_conversation,
        INVITE,
        3,
        ("channel", "users"),
        ("force",),
        (
            *NO_CHANNEL,
            "already_in_channel",
            "cant_invite_self",
            "is_archived",
            "no_user",
            "not_in_channel",
            "user_not_found",
        ),
    ),
    "conversations.join": Method(
        conversations.join_conversation, ("channels:join",), 3, ("channel",), (), (*NO_CHANNEL, "is_archived")
    ),
    "conversations.kick": Method(
        channels.kick_from_conversation,
        ("channels:manage", "groups:write"),
        3,
        ("channel",),
        ("user",),
        (*NO_CHANNEL, "cant_kick_self", "not_in_channel", "user_not_found"),
    ),
    "conversations.leave": Method(
        conversations.leave_conversation, OWN, 3, ("channel",), (), (*NO_CHANNEL, "is_archived")
    ),
    "conversations.list": Method(
        conversations.list_conversations, READ, 2, (), LISTED, ("invalid_types", *PAGE_ERRORS)
    ),
    "conversations.members": Method(
        conversations.list_members, READ, 4, ("channel",), PAGED, ("channel_not_found", *PAGE_ERRORS)
    ),
    "conversations.open": Method(
        conversations.open_conversation,
        MANAGE,
        3,
        (),
        ("users", "channel", "return_im", "prevent_creation"),
        (*NO_CHANNEL, "too_many_users", "user_disabled", "user_not_found", "users_list_not_supplied"),
    ),
    "conversations.rename": Method(
        channels.rename_conversation,
        OWN,
        2,
        ("channel", "name"),
        (),
        (*NO_CHANNEL, *NAME_ERRORS, "is_archived", "not_authorized", "not_in_channel"),
    ),
    "conversations.replies": Method(
        history.thread_replies, HISTORY, 3, ("channel", "ts"), SPAN, (*SPAN_ERRORS, "thread_not_found")
    ),
    "conversations.unarchive": Method(
        channels.unarchive_conversation, OWN, 2, ("channel",), (), (*NO_CHANNEL, "not_archived", "not_in_channel")
    ),
    "users.conversations": Method(
        conversations.list_users_conversations,
        READ,
        3,
        (),
        ("user", "exclude_muted", *LISTED),
        ("invalid_types", "user_not_found", *PAGE_ERRORS),
    ),
}

"""The table's rows for chat.*."""

from careapp.sandbox.methods import chat, scheduled_messages
from careapp.sandbox.methods.method import PAGED, Method

CONTENT = ("text", "blocks", "attachments", "markdown_text", "metadata", "link_names", "parse")
LOOK = ("username", "icon_emoji", "icon_url", "as_user")
UNFURL = ("unfurl_links", "unfurl_media")

CONTENT_ERRORS = (
    "invalid_attachments",
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_metadata_format",
    "invalid_metadata_schema",
    "markdown_text_conflict",
    "metadata_too_large",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
    "too_many_attachments",
)
PLACE_ERRORS = (
    "cannot_dm_bot",
    "channel_not_found",
    "is_archived",
    "messages_tab_disabled",
    "not_in_channel",
    "user_disabled",
)
THREAD_ERRORS = ("invalid_thread_ts", "thread_not_found")
POST_ERRORS = (*CONTENT_ERRORS, *PLACE_ERRORS, *THREAD_ERRORS)

ROWS = {
    "chat.delete": Method(
        chat.delete_message,
        ("chat:write",),
        3,
        ("channel", "ts"),
        ("as_user",),
        ("cant_delete_message", "channel_not_found", "message_not_found"),
    ),
    "chat.deleteScheduledMessage": Method(
        scheduled_messages.delete_scheduled,
        ("chat:write",),
        3,
        ("channel", "scheduled_message_id"),
        ("as_user",),
        ("channel_not_found", "invalid_scheduled_message_id"),
    ),
    "chat.getPermalink": Method(
        chat.message_permalink, (), 5, ("channel", "message_ts"), (), ("channel_not_found", "message_not_found")
    ),
    "chat.postEphemeral": Method(
        chat.post_ephemeral,
        ("chat:write",),
        4,
        ("channel", "user"),
        (*CONTENT, *LOOK, "thread_ts"),
        (*POST_ERRORS, "user_not_in_channel"),
    ),
    "chat.postMessage": Method(
        chat.post_message,
        ("chat:write",),
        5,
        ("channel",),
        (*CONTENT, *LOOK, *UNFURL, "thread_ts", "reply_broadcast", "mrkdwn", "client_msg_id"),
        (*POST_ERRORS, "duplicate_channel_not_found", "duplicate_message_not_found"),
    ),
    "chat.scheduleMessage": Method(
        scheduled_messages.schedule_message,
        ("chat:write",),
        3,
        ("channel", "post_at"),
        (*CONTENT, *UNFURL, "as_user", "thread_ts", "reply_broadcast"),
        (*POST_ERRORS, "invalid_time", "restricted_too_many", "time_in_past", "time_too_far"),
    ),
    "chat.scheduledMessages.list": Method(
        scheduled_messages.list_scheduled,
        (),
        3,
        (),
        ("channel", "oldest", "latest", "team_id", *PAGED),
        ("invalid_channel", "invalid_cursor"),
    ),
    "chat.update": Method(
        chat.update_message,
        ("chat:write",),
        3,
        ("channel", "ts"),
        (*CONTENT, "as_user", "reply_broadcast"),
        (
            *CONTENT_ERRORS,
            "cant_broadcast_message",
            "cant_update_message",
            "channel_not_found",
            "is_inactive",
            "message_not_found",
            "no_dual_broadcast_content_update",
        ),
    ),
}

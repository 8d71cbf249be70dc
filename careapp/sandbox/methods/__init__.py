"""The methods of the Web API: what each needs, how often it may be called, and what runs it."""

from collections.abc import Callable
from dataclasses import dataclass

from careapp.sandbox.methods import auth, chat, conversations, files, history, reactions, users, views
from careapp.sandbox.methods.call import Call
from careapp.sandbox.refusals import Json

READ = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
MANAGE = ("channels:manage", "groups:write", "im:write", "mpim:write")
INVITE = ("channels:write.invites", "groups:write.invites", *MANAGE)
PAGED = ("cursor", "limit")
CONTENT = ("text", "blocks", "attachments", "markdown_text", "metadata", "link_names", "parse")
LOOK = ("username", "icon_emoji", "icon_url", "as_user")
SPAN = ("oldest", "latest", "inclusive", "include_all_metadata", *PAGED)


@dataclass(frozen=True)
class Method:
    """One method: any of `scopes` opens it; `tier` 1 to 4, or 5 for Slack's "special"; arguments by name."""

    run: Callable[[Call], Json]
    scopes: tuple[str, ...]
    tier: int
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    with_app_token: bool = False


METHODS = {
    "apps.connections.open": Method(auth.open_connection, ("connections:write",), 3, with_app_token=True),
    "auth.test": Method(auth.test_auth, (), 5),
    "bots.info": Method(auth.bot_info, ("users:read",), 3, (), ("bot", "team_id")),
    "chat.delete": Method(chat.delete_message, ("chat:write",), 3, ("channel", "ts"), ("as_user",)),
    "chat.getPermalink": Method(chat.message_permalink, (), 5, ("channel", "message_ts")),
    "chat.postEphemeral": Method(
        chat.post_ephemeral, ("chat:write",), 4, ("channel", "user"), (*CONTENT, *LOOK, "thread_ts")
    ),
    "chat.postMessage": Method(
        chat.post_message,
        ("chat:write",),
        5,
        ("channel",),
        (*CONTENT, *LOOK, "thread_ts", "reply_broadcast", "mrkdwn", "unfurl_links", "unfurl_media"),
    ),
    "chat.update": Method(
        chat.update_message, ("chat:write",), 3, ("channel", "ts"), (*CONTENT, "as_user", "reply_broadcast")
    ),
    "conversations.history": Method(history.channel_history, HISTORY, 3, ("channel",), SPAN),
    "conversations.info": Method(
        conversations.conversation_info, READ, 3, ("channel",), ("include_locale", "include_num_members")
    ),
    "conversations.invite": Method(conversations.invite_to_conversation, INVITE, 3, ("channel", "users"), ("force",)),
    "conversations.join": Method(conversations.join_conversation, ("channels:join",), 3, ("channel",)),
    "conversations.leave": Method(conversations.leave_conversation, MANAGE, 3, ("channel",)),
    "conversations.list": Method(
        conversations.list_conversations, READ, 2, (), ("types", "exclude_archived", "team_id", *PAGED)
    ),
    "conversations.members": Method(conversations.list_members, READ, 4, ("channel",), PAGED),
    "conversations.open": Method(
        conversations.open_conversation, MANAGE, 3, (), ("users", "channel", "return_im", "prevent_creation")
    ),
    "conversations.replies": Method(history.thread_replies, HISTORY, 3, ("channel", "ts"), SPAN),
    "emoji.list": Method(auth.list_emoji, ("emoji:read",), 2, (), ("include_categories",)),
    "files.completeUploadExternal": Method(
        files.complete_upload,
        ("files:write",),
        4,
        ("files",),
        ("channel_id", "channels", "thread_ts", "initial_comment", "blocks"),
    ),
    "files.getUploadURLExternal": Method(
        files.upload_url, ("files:write",), 4, ("filename", "length"), ("alt_txt", "snippet_type")
    ),
    "files.info": Method(files.file_info, ("files:read",), 4, ("file",), PAGED),
    "reactions.add": Method(reactions.add_reaction, ("reactions:write",), 3, ("name",), ("channel", "timestamp")),
    "reactions.get": Method(reactions.message_reactions, ("reactions:read",), 3, (), ("channel", "timestamp", "full")),
    "reactions.remove": Method(reactions.remove_reaction, ("reactions:write",), 2, ("name",), ("channel", "timestamp")),
    "team.info": Method(auth.team_info, ("team:read",), 3, (), ("team", "domain")),
    "usergroups.list": Method(
        users.list_groups,
        ("usergroups:read",),
        2,
        (),
        ("include_count", "include_disabled", "include_users", "team_id"),
    ),
    "usergroups.users.list": Method(
        users.list_group_users, ("usergroups:read",), 2, ("usergroup",), ("include_disabled", "team_id")
    ),
    "users.conversations": Method(
        conversations.list_users_conversations,
        READ,
        3,
        (),
        ("user", "types", "exclude_archived", "exclude_muted", "team_id", *PAGED),
    ),
    "users.info": Method(users.user_info, ("users:read",), 4, ("user",), ("include_locale",)),
    "users.list": Method(users.list_users, ("users:read",), 2, (), ("include_locale", "team_id", *PAGED)),
    "views.open": Method(views.open_view, (), 4, ("view", "trigger_id")),
    "views.publish": Method(views.publish_view, (), 4, ("user_id", "view"), ("hash",)),
    "views.push": Method(views.push_view, (), 4, ("view", "trigger_id")),
    "views.update": Method(views.update_view, (), 4, ("view",), ("view_id", "external_id", "hash")),
}

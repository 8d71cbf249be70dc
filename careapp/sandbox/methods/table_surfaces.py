"""The table's rows for what is shown: blocks, files, pins, reactions and views."""

from careapp.sandbox.methods import blocks, files, pins, reactions, views
from careapp.sandbox.methods.method import PAGED, Method

ITEM = ("channel", "timestamp")
ITEM_ERRORS = ("bad_timestamp", "channel_not_found", "message_not_found", "no_item_specified")
OWN_ITEM_ERRORS = (*ITEM_ERRORS, "is_archived", "not_in_channel")
REACTION_ERRORS = (*OWN_ITEM_ERRORS, "invalid_name")
TRIGGER_ERRORS = ("exchanged_trigger_id", "expired_trigger_id", "invalid_trigger_id")
VIEW_ERRORS = ("duplicate_external_id", "view_too_large")

ROWS = {
    "blocks.validate": Method(
        blocks.validate_blocks,
        (),
        5,
        (),
        ("blocks", "message", "view"),
        ("invalid_blocks", "invalid_message", "invalid_view"),
    ),
    "files.completeUploadExternal": Method(
        files.complete_upload,
        ("files:write",),
        4,
        ("files",),
        ("channel_id", "channels", "thread_ts", "initial_comment", "blocks"),
        (
            "channel_not_found",
            "file_not_found",
            "invalid_attachments",
            "invalid_blocks",
            "invalid_blocks_format",
            "is_archived",
            "messages_tab_disabled",
            "msg_blocks_too_long",
            "not_in_channel",
        ),
    ),
    "files.getUploadURLExternal": Method(
        files.upload_url,
        ("files:write",),
        4,
        ("filename", "length"),
        ("alt_txt", "snippet_type"),
        ("alt_txt_too_large", "file_upload_size_restricted", "missing_argument", "storage_limit_reached"),
    ),
    "files.info": Method(files.file_info, ("files:read",), 4, ("file",), PAGED, ("file_not_found",)),
    "pins.add": Method(
        pins.add_pin,
        ("pins:write",),
        2,
        ("channel",),
        ("timestamp",),
        (*OWN_ITEM_ERRORS, "already_pinned", "too_many_pins"),
    ),
    "pins.list": Method(pins.pinned_items, ("pins:read",), 2, ("channel",), (), ("channel_not_found",)),
    "pins.remove": Method(
        pins.remove_pin, ("pins:write",), 2, ("channel",), ("timestamp",), (*OWN_ITEM_ERRORS, "no_pin")
    ),
    "reactions.add": Method(
        reactions.add_reaction,
        ("reactions:write",),
        3,
        ("name",),
        ITEM,
        (*REACTION_ERRORS, "already_reacted", "too_many_emoji", "too_many_reactions"),
    ),
    "reactions.get": Method(reactions.message_reactions, ("reactions:read",), 3, (), (*ITEM, "full"), ITEM_ERRORS),
    "reactions.remove": Method(
        reactions.remove_reaction, ("reactions:write",), 2, ("name",), ITEM, (*REACTION_ERRORS, "no_reaction")
    ),
    "views.open": Method(views.open_view, (), 4, ("view", "trigger_id"), (), (*TRIGGER_ERRORS, *VIEW_ERRORS)),
    "views.publish": Method(
        views.publish_view, (), 4, ("user_id", "view"), ("hash",), (*VIEW_ERRORS, "hash_conflict", "not_enabled")
    ),
    "views.push": Method(
        views.push_view,
        (),
        4,
        ("view", "trigger_id"),
        (),
        (*TRIGGER_ERRORS, *VIEW_ERRORS, "not_found", "push_limit_reached"),
    ),
    "views.update": Method(
        views.update_view,
        (),
        4,
        ("view",),
        ("view_id", "external_id", "hash"),
        (*VIEW_ERRORS, "hash_conflict", "not_found"),
    ),
}

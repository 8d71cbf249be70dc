"""Every place where the sandbox departs from Slack's reference, in the tests' words, with the reason."""

_FILES = "only messages have reactions here: files and their comments have none"
_GRID = "there is no Enterprise Grid here"
_POINTER = "there are no interactivity pointers here: those belong to Slack's own hosted apps"
_TRIGGER = "without a pointer there is no view without a trigger"
_ITEM = "an item that is not named has an error of its own, no_item_specified"
_POSTED = "posting is alike here by whichever method, and Slack names it for another one that posts"
_THREAD = "Slack was seen to answer so, or to show the reply nowhere; its reference names neither"
_DIRECT = "conversations.open names it, or it is Slack's answer to the same try by conversations.open"
_MEMBER = "for an app that is no member the reference names no error: this is the one of conversations.history"
_ARCHIVED = "in an archived channel nothing changes: this is the error of reactions.add"
_UNFILLED = "people here have not filled it in"
_LEFT = "somebody who has left is shown without zone and roles, as Slack does although its reference does not say so"


def _alike(reason: str, what: str, *each: str) -> dict[str, str]:
    return {f"{what} {one}": reason for one in each}


_TO_A_PERSON = _alike(_DIRECT, "more error", "cannot_dm_bot", "user_disabled")
_IN_A_THREAD = _alike(_THREAD, "more error", "invalid_thread_ts", "thread_not_found")
_ROLES = ("is_admin", "is_owner", "is_primary_owner", "is_restricted", "is_ultra_restricted")

# By method or event: what its table row, answer, refusal or payload shows other than the reference says.
DIFFERENCES: dict[str, dict[str, str]] = {
    "apps.connections.open": {"more scope connections:write": "the reference leaves the scopes of app tokens out"},
    "chat.postEphemeral": _TO_A_PERSON
    | _IN_A_THREAD
    | _alike(_POSTED, "more error", "invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large")
    | _alike(_POSTED, "more error", "msg_blocks_too_long"),
    "chat.postMessage": _TO_A_PERSON
    | _IN_A_THREAD
    | _alike(_POSTED, "more error", "invalid_attachments", "msg_too_long")
    | {
        "less argument current_draft_last_updated_ts": "nobody drafts here",
        "more argument client_msg_id": "the reference names it in two errors alone, and for an answer's is_duplicate",
    },
    "chat.scheduleMessage": _TO_A_PERSON
    | _IN_A_THREAD
    | _alike(_POSTED, "more error", "invalid_attachments", "messages_tab_disabled", "msg_blocks_too_long"),
    "chat.update": {
        "less argument file_ids": "files come into a message only by an upload here",
        "less argument unfurled_attachments": "nothing is unfurled here",
        "more error msg_blocks_too_long": _POSTED,
    },
    "conversations.replies": {"more error not_in_channel": _MEMBER},
    "files.completeUploadExternal": _alike(
        "uploads are shown under the app's own name and picture here",
        *("less argument", "icon_emoji", "icon_url", "username"),
    )
    | _alike(
        _POSTED,
        "more error",
        *("invalid_attachments", "invalid_blocks_format", "is_archived", "messages_tab_disabled"),
        "msg_blocks_too_long",
    ),
    "files.info": _alike("files have no comments to page through", "less argument", "count", "page"),
    "member_joined_channel": {"/ lacks enterprise": _GRID},
    "pins.add": {"more error is_archived": _ARCHIVED},
    "pins.remove": {"more error is_archived": _ARCHIVED, "more error not_in_channel": "pins.add names it"},
    "reactions.add": _alike(_ITEM, "less required", "channel", "timestamp") | {"more error not_in_channel": _MEMBER},
    "reactions.get": _alike(_FILES, "less argument", "file", "file_comment"),
    "reactions.remove": _alike(_FILES, "less argument", "file", "file_comment")
    | {"more error not_in_channel": _MEMBER, "more error is_archived": "reactions.add names it"},
    "team.info": _alike(_GRID, "/team lacks", "enterprise_id", "enterprise_name"),
    "users.conversations": {"more error user_not_found": "users.info names it for the same mistake"},
    "users.list": _alike(_LEFT, "/members/* lacks", "tz", "tz_label", "tz_offset", *_ROLES),
    "users.profile.get": _alike(_UNFILLED, "/profile lacks", "pronouns", "start_date"),
    "views.open": {"less argument interactivity_pointer": _POINTER, "more required trigger_id": _TRIGGER},
    "views.publish": {"less argument interactivity_pointer": _POINTER},
    "views.push": {"less argument interactivity_pointer": _POINTER, "more required trigger_id": _TRIGGER},
}

# Methods that Slack has and of which the reference, as data, says nothing.
UNDOCUMENTED = {"conversations.unarchive"}


def allowed(name: str, *prefixes: str) -> set[str]:
    """The differences of this method or event that begin with one of these."""
    return {each for each in DIFFERENCES.get(name, {}) if each.startswith(prefixes)}

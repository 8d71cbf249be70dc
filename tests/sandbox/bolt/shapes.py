"""The fields of events as Slack documents them, and how far an event is from them."""

from collections.abc import Iterator
from typing import Any

MESSAGE = {"type": str, "channel": str, "channel_type": str, "ts": str, "event_ts": str}
WRITTEN = {"user": str, "text": str, "team": str}
PERSONS = MESSAGE | WRITTEN | {"client_msg_id": str, "blocks": list}
REPLY = {"thread_ts": str, "parent_user_id": str}
CHANNEL = {"id": str, "name": str, "name_normalized": str, "created": int, "is_channel": bool, "is_mpim": bool}
FLAGS = ("is_shared", "is_org_shared", "is_archived", "is_frozen", "is_general", "is_group", "is_private", "is_im")
NEW_CHANNEL = CHANNEL | dict.fromkeys((*FLAGS, "is_ext_shared", "is_pending_ext_shared"), bool)
NEW_CHANNEL |= {"creator": str, "context_team_id": str}
AT = {"type": str, "event_ts": str}
IN = AT | {"channel": str}
MEMBER = IN | {"user": str, "channel_type": str, "team": str}
REACTION = AT | {"user": str, "reaction": str, "item": {"type": str, "channel": str, "ts": str}, "item_user": str}
PINNED = {"type": str, "channel": str, "created": int, "created_by": str, "message": dict}
PIN = AT | {"user": str, "channel_id": str, "item": PINNED}
PROFILE = {"title": str, "phone": str, "real_name": str, "display_name": str, "status_text": str, "team": str}
USER = {"id": str, "team_id": str, "name": str, "deleted": bool, "color": str, "real_name": str, "tz": str}
USER |= {"tz_label": str, "tz_offset": int, "is_admin": bool, "is_owner": bool, "is_primary_owner": bool}
USER |= {"is_restricted": bool, "is_ultra_restricted": bool, "is_bot": bool, "is_app_user": bool, "updated": int}
USER |= {"is_email_confirmed": bool, "who_can_share_contact_card": str, "profile": PROFILE | {"…": str}}
PERSON = AT | {"cache_ts": int, "user": USER}

SHAPES: dict[str, dict[str, Any]] = {
    "message": PERSONS,
    "message reply": PERSONS | REPLY,
    "message thread_broadcast": PERSONS | REPLY | {"subtype": str, "root": {"…": object}},
    "message message_changed": MESSAGE | {"subtype": str, "hidden": bool, "message": dict, "previous_message": dict},
    "message message_deleted": MESSAGE | {"subtype": str, "hidden": bool, "deleted_ts": str, "previous_message": dict},
    "message channel_join": MESSAGE | WRITTEN | {"subtype": str, "inviter?": str},
    "message channel_leave": MESSAGE | WRITTEN | {"subtype": str},
    "message channel_name": MESSAGE | WRITTEN | {"subtype": str, "name": str, "old_name": str},
    "message channel_archive": MESSAGE | WRITTEN | {"subtype": str},
    "message channel_unarchive": MESSAGE | WRITTEN | {"subtype": str},
    "app_mention": AT | WRITTEN | {"channel": str, "ts": str, "client_msg_id": str, "blocks": list},
    "app_home_opened": IN | {"user": str, "tab": str, "view?": dict},
    "app_uninstalled": AT,
    "tokens_revoked": AT | {"tokens": {"oauth": list, "bot": list}},
    "reaction_added": REACTION,
    "reaction_removed": REACTION,
    "pin_added": PIN,
    "pin_removed": PIN | {"has_pins": bool},
    "member_joined_channel": MEMBER | {"inviter?": str},
    "member_left_channel": MEMBER,
    "team_join": PERSON,
    "user_change": PERSON,
    "channel_created": AT | {"channel": NEW_CHANNEL},
    "channel_deleted": IN | {"actor_id": str},
    "channel_rename": AT | {"channel": CHANNEL},
    "channel_archive": IN | {"user": str, "is_moved": int},
    "channel_unarchive": IN | {"user": str},
    "channel_left": IN | {"actor_id": str},
    "group_deleted": IN | {"actor_id": str, "date_deleted": int},
    "group_rename": AT | {"channel": CHANNEL},
    "group_archive": IN | {"user": str, "is_moved": int},
    "group_unarchive": IN | {"user": str, "actor_id": str},
    "group_left": IN | {"actor_id": str},
}


def shape_name(event: dict[str, Any]) -> str:
    """The key in SHAPES that an event must fit."""
    if event["type"] != "message":
        return event["type"]
    kind = event.get("subtype") or ("reply" if "thread_ts" in event else "")
    return f"message {kind}".strip()


def misfits(value: Any, shape: Any, at: str = "") -> Iterator[str]:
    """Where a value differs from its shape; "name?" may be missing, and "…" lets all others in."""
    if not isinstance(shape, dict):
        if not isinstance(value, shape) or (shape is int and isinstance(value, bool)):
            yield f"{at} is no {shape.__name__}"
        return
    if not isinstance(value, dict):
        yield f"{at} is no object"
        return
    fields = {name.rstrip("?"): each for name, each in shape.items()}
    yield from (f"{at}/{name} is missing" for name in shape if not name.endswith(("?", "…")) and name not in value)
    for name, each in value.items():
        if name in fields:
            yield from misfits(each, fields[name], f"{at}/{name}")
        elif "…" not in fields:
            yield f"{at}/{name} is not documented"

"""Slack's rules for composition objects and block elements."""

import re
from typing import Any

from careapp.sandbox.block_kit.schema import (
    Check,
    Complaints,
    Fields,
    anything,
    array,
    choice,
    chosen,
    complain,
    flag,
    number,
    one_of,
    shape,
    string,
    typed,
)


def plain(most: int, least: int = 1) -> Check:
    """A plain_text object."""
    return typed({"plain_text": shape({"type": anything, "text": string(most, least)}, {"emoji": flag})})


def text(most: int, least: int = 1) -> Check:
    """A plain_text or mrkdwn object."""
    fields: Fields = {"type": anything, "text": string(most, least)}
    return typed({"plain_text": shape(fields, {"emoji": flag}), "mrkdwn": shape(fields, {"verbatim": flag})})


def matching(pattern: str, wording: str) -> Check:
    """A string of a certain form."""

    def check(value: Any, at: str, complaints: Complaints) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            complain(complaints, wording, at)

    return check


ID = string(255, 1)
URL = matching(r"(?s)(?=.{1,3000}$)(https?|mailto|slack|tel):.+", "must be a valid URL")
USER = matching(r"[UW][A-Z0-9]+", "must be a valid user id")
CHANNEL = matching(r"[CDG][A-Z0-9]+", "must be a valid channel id")
CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": choice("primary", "danger")},
)
PLACEHOLDER = plain(150)
DISPATCH = shape({}, {"trigger_actions_on": array(choice("on_enter_pressed", "on_character_entered"), 2, 1)})
FILTER = shape(
    {},
    {
        "include": array(choice("im", "mpim", "private", "public"), 4, 1),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)


def option(label: Check) -> Check:
    """An option whose text passes `label`."""
    return shape({"text": label, "value": string(150, 1)}, {"description": text(75), "url": URL})


def _initial_is_an_option(element: dict[str, Any], at: str, complaints: Complaints) -> None:
    groups = element.get("option_groups", [])
    offered = [*element.get("options", []), *(each for group in groups for each in group["options"])]
    values = {each["value"] for each in offered}
    for field in ("initial_option", "initial_options"):
        initial = element.get(field, [])
        for each in initial if isinstance(initial, list) else [initial]:
            if each["value"] not in values:
                complain(complaints, f"{field} must be one of the options", f"{at}/{field}")


def _element(fields: Fields | None = None, optional: Fields | None = None, *rules: Any) -> Check:
    own: Fields = {"action_id": ID, "focus_on_load": flag, "confirm": CONFIRM} | (optional or {})
    return shape({"type": anything} | (fields or {}), own, *rules)


PLAIN_OPTION, TEXT_OPTION = option(plain(75)), option(text(75))
OPTIONS = array(PLAIN_OPTION, 100, 1)
OPTION_GROUPS = array(shape({"label": plain(75), "options": OPTIONS}), 100, 1)
MULTI: Fields = {"placeholder": PLACEHOLDER, "max_selected_items": number(1, 1_000_000)}
SINGLE: Fields = {"placeholder": PLACEHOLDER}
RESPONDS: Fields = {"response_url_enabled": flag}
CONVERSATIONS: Fields = {"default_to_current_conversation": flag, "filter": FILTER}
TYPING: Fields = {"placeholder": PLACEHOLDER, "dispatch_action_config": DISPATCH}
FEW_OPTIONS = array(TEXT_OPTION, 10, 1)

BUTTON = _element(
    {"text": plain(75)},
    {
        "url": URL,
        "value": string(2000),
        "style": choice("primary", "danger"),
        "accessibility_label": string(75),
    },
)

ELEMENTS: dict[str, Check] = {
    "button": BUTTON,
    "overflow": _element({"options": array(PLAIN_OPTION, 5, 1)}),
    "static_select": _element(
        {},
        SINGLE | {"options": OPTIONS, "option_groups": OPTION_GROUPS, "initial_option": PLAIN_OPTION},
        one_of("options", "option_groups"),
        _initial_is_an_option,
    ),
    "multi_static_select": _element(
        {},
        MULTI | {"options": OPTIONS, "option_groups": OPTION_GROUPS, "initial_options": array(PLAIN_OPTION, 100)},
        one_of("options", "option_groups"),
        _initial_is_an_option,
    ),
    "external_select": _element({}, SINGLE | {"min_query_length": number(0, 3000), "initial_option": PLAIN_OPTION}),
    "multi_external_select": _element({}, MULTI | {"min_query_length": number(0, 3000)}),
    "users_select": _element({}, SINGLE | {"initial_user": USER}),
    "multi_users_select": _element({}, MULTI | {"initial_users": array(USER, 100)}),
    "conversations_select": _element({}, SINGLE | CONVERSATIONS | RESPONDS | {"initial_conversation": CHANNEL}),
    "multi_conversations_select": _element({}, MULTI | CONVERSATIONS | {"initial_conversations": array(CHANNEL, 100)}),
    "channels_select": _element({}, SINGLE | RESPONDS | {"initial_channel": CHANNEL}),
    "multi_channels_select": _element({}, MULTI | {"initial_channels": array(CHANNEL, 100)}),
    "datepicker": _element({}, SINGLE | {"initial_date": matching(r"\d{4}-\d\d-\d\d", "must be a date YYYY-MM-DD")}),
    "timepicker": _element(
        {}, SINGLE | {"initial_time": matching(r"[0-2]\d:[0-5]\d", "must be a time HH:mm"), "timezone": string(100)}
    ),
    "datetimepicker": _element({}, {"initial_date_time": number(1_000_000_000, 9_999_999_999)}),
    "checkboxes": _element({"options": FEW_OPTIONS}, {"initial_options": FEW_OPTIONS}, _initial_is_an_option),
    "radio_buttons": _element({"options": FEW_OPTIONS}, {"initial_option": TEXT_OPTION}, _initial_is_an_option),
    "plain_text_input": _element(
        {},
        TYPING
        | {
            "initial_value": string(3000),
            "multiline": flag,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        },
    ),
    "email_text_input": _element({}, TYPING | {"initial_value": string(3000)}),
    "url_text_input": _element({}, TYPING | {"initial_value": string(3000)}),
    "number_input": _element(
        {"is_decimal_allowed": flag},
        TYPING | {"initial_value": string(100), "min_value": string(100), "max_value": string(100)},
    ),
    "rich_text_input": _element({}, TYPING | {"initial_value": anything}),
    "file_input": _element({}, {"filetypes": array(string(20), 100, 1), "max_files": number(1, 10)}),
}

SELECTS = [name for name in ELEMENTS if name.endswith("_select")]
PICKERS = ["datepicker", "timepicker", "checkboxes", "radio_buttons"]
IN_ACTIONS = chosen(ELEMENTS, ["button", "overflow", "datetimepicker", *SELECTS, *PICKERS])
IN_INPUT = chosen(
    ELEMENTS,
    [name for name in ELEMENTS if name not in ("button", "overflow")],
)

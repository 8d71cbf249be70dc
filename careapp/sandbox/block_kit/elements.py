"""Slack's block elements, as a table: required fields, optional fields, rules."""

from collections.abc import Iterator
from typing import Any

from careapp.sandbox.block_kit.composition import (
    CHANNEL,
    CHOICE,
    CONFIRM,
    DATE,
    DISPATCH,
    FILTER,
    ID,
    MENU_OPTION,
    NUMERAL,
    OPTION,
    OPTION_GROUPS,
    OPTIONS,
    TIME,
    URL,
    USER,
    WORKFLOW,
    plain,
)
from careapp.sandbox.block_kit.rich_text import RICH_TEXT_BLOCK
from careapp.sandbox.block_kit.rules import one_of, ordered
from careapp.sandbox.block_kit.schema import (
    Check,
    Fields,
    Finding,
    Json,
    anything,
    array,
    choice,
    failed,
    flag,
    integer,
    shape,
    string,
)

MOST_LINES = 100
MOST_CHOSEN = 1_000_000


def _element(fields: Fields | None = None, optional: Fields | None = None, *rules: Any) -> Check:
    return shape({"type": anything} | (fields or {}), {"action_id": ID} | (optional or {}), *rules)


def _initial_is_an_option(element: Json, at: str) -> Iterator[Finding]:
    groups = element.get("option_groups", [])
    offered = [*element.get("options", []), *(each for group in groups for each in group["options"])]
    values = {each["value"] for each in offered}
    for name in ("initial_option", "initial_options"):
        initial = element.get(name, [])
        for each in initial if isinstance(initial, list) else [initial]:
            if each["value"] not in values:
                yield failed(f"{name} must be one of the options", f"{at}/{name}", "enum", sorted(values))


LABEL: Fields = {"accessibility_label": string(75)}
STYLE: Fields = {"style": choice("primary", "danger")}
ASKS: Fields = {"confirm": CONFIRM}
FOCUS: Fields = {"focus_on_load": flag}
HINTS: Fields = {"placeholder": plain(150)}
PICKS = ASKS | FOCUS
SELECTS = PICKS | HINTS
TYPES = FOCUS | HINTS | {"dispatch_action_config": DISPATCH}
MANY = SELECTS | {"max_selected_items": integer(1, MOST_CHOSEN)}
OFFERS: Fields = {"options": OPTIONS, "option_groups": OPTION_GROUPS}
LOADS: Fields = {"min_query_length": integer(0, 3000)}
CONVERSES: Fields = {"default_to_current_conversation": flag, "filter": FILTER}
RESPONDS: Fields = {"response_url_enabled": flag}
FEW: Fields = {"options": array(CHOICE, 10, 1)}
FEEDBACK = shape({"text": plain(75), "value": string(2000)}, LABEL)

ELEMENTS: dict[str, Check] = {
    "button": _element({"text": plain(75)}, ASKS | LABEL | STYLE | {"url": URL, "value": string(2000)}),
    "workflow_button": _element({"text": plain(75), "workflow": WORKFLOW}, ASKS | LABEL | STYLE),
    "feedback_buttons": _element({"positive_button": FEEDBACK, "negative_button": FEEDBACK}),
    "icon_button": _element(
        {"icon": choice("trash"), "text": plain(75)},
        ASKS | LABEL | {"value": string(2000), "visible_to_user_ids": array(USER, 10)},
    ),
    "overflow": _element({"options": array(MENU_OPTION, 5, 1)}, ASKS),
    "checkboxes": _element(FEW, PICKS | {"initial_options": array(CHOICE, 10, 1)}, _initial_is_an_option),
    "radio_buttons": _element(FEW, PICKS | {"initial_option": CHOICE}, _initial_is_an_option),
    "static_select": _element(
        {}, SELECTS | OFFERS | {"initial_option": OPTION}, one_of(*OFFERS), _initial_is_an_option
    ),
    "multi_static_select": _element(
        {}, MANY | OFFERS | {"initial_options": array(OPTION, 100)}, one_of(*OFFERS), _initial_is_an_option
    ),
    "external_select": _element({}, SELECTS | LOADS | {"initial_option": OPTION}),
    "multi_external_select": _element({}, MANY | LOADS | {"initial_options": array(OPTION, 100)}),
    "users_select": _element({}, SELECTS | {"initial_user": USER}),
    "multi_users_select": _element({}, MANY | {"initial_users": array(USER, 100)}),
    "conversations_select": _element({}, SELECTS | CONVERSES | RESPONDS | {"initial_conversation": CHANNEL}),
    "multi_conversations_select": _element({}, MANY | CONVERSES | {"initial_conversations": array(CHANNEL, 100)}),
    "channels_select": _element({}, SELECTS | RESPONDS | {"initial_channel": CHANNEL}),
    "multi_channels_select": _element({}, MANY | {"initial_channels": array(CHANNEL, 100)}),
    "datepicker": _element({}, SELECTS | {"initial_date": DATE}),
    "timepicker": _element({}, SELECTS | {"initial_time": TIME, "timezone": string(100)}),
    "datetimepicker": _element({}, PICKS | {"initial_date_time": integer(1_000_000_000, 9_999_999_999)}),
    "plain_text_input": _element(
        {},
        TYPES
        | {
            "initial_value": string(3000),
            "multiline": flag,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
        ordered("min_length", "max_length"),
    ),
    "email_text_input": _element({}, TYPES | {"initial_value": string(3000)}),
    "url_text_input": _element({}, TYPES | {"initial_value": string(3000)}),
    "number_input": _element(
        {"is_decimal_allowed": flag},
        TYPES | {"initial_value": NUMERAL, "min_value": NUMERAL, "max_value": NUMERAL},
        ordered("min_value", "max_value"),
    ),
    "rich_text_input": _element(
        {},
        TYPES
        | {
            "initial_value": RICH_TEXT_BLOCK,
            "min_lines": integer(1, MOST_LINES),
            "max_lines": integer(1, MOST_LINES),
        },
        ordered("min_lines", "max_lines"),
    ),
    "file_input": _element({}, {"filetypes": array(string(20, 1), 100, 1), "max_files": integer(1, 10)}),
}


def chosen(*names: str) -> dict[str, Check]:
    """Some of the table."""
    return {name: ELEMENTS[name] for name in names}


_LISTS = [name for name in ELEMENTS if name.endswith("_select")]
_PRESSED = ("button", "workflow_button", "overflow")
_PICKED = (*_LISTS, "datepicker", "timepicker", "checkboxes", "radio_buttons")
IN_SECTION = chosen(*_PRESSED, *_PICKED)
IN_ACTIONS = chosen(*_PRESSED, *_PICKED, "datetimepicker", "rich_text_input")
IN_CONTEXT_ACTIONS = chosen("feedback_buttons", "icon_button")
IN_INPUT = {name: check for name, check in ELEMENTS.items() if name not in (*_PRESSED, *IN_CONTEXT_ACTIONS)}

"""Slack's composition objects: texts, options, confirm dialogs, filters, files and icons."""

from careapp.sandbox.block_kit.rules import one_of, some_of
from careapp.sandbox.block_kit.schema import (
    Check,
    Fields,
    anything,
    array,
    choice,
    flag,
    matching,
    shape,
    string,
    typed,
)


def plain(most: int, least: int = 1) -> Check:
    """A plain_text object."""
    return typed({"plain_text": _text(most, least, "emoji")})


def text(most: int, least: int = 1) -> Check:
    """A plain_text or mrkdwn object."""
    return typed({"plain_text": _text(most, least, "emoji"), "mrkdwn": _text(most, least, "verbatim")})


def _text(most: int, least: int, option: str) -> Check:
    return shape({"type": anything, "text": string(most, least)}, {option: flag})


def url(most: int = 3000, schemes: str = "https?|mailto|slack|tel") -> Check:
    """An address of so many characters."""
    return matching(rf"(?s)(?=.{{1,{most}}}$)({schemes}):.+", "must be a valid URL")


ID = string(255, 1)
URL = url()
WEB = url(schemes="https?")
USER = matching(r"[UW][A-Z0-9]+", "must be a valid user id")
CHANNEL = matching(r"[CDG][A-Z0-9]+", "must be a valid channel id")
DATE = matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "must be a date YYYY-MM-DD")
TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "must be a time HH:mm")
NUMERAL = matching(r"-?\d{1,15}(\.\d{1,15})?", "must be a number")

CONFIRM = shape(
    {"text": text(300)},
    {"title": plain(100), "confirm": plain(30), "deny": plain(30), "style": choice("primary", "danger")},
)
DISPATCH = shape({}, {"trigger_actions_on": array(choice("on_enter_pressed", "on_character_entered"), 2, 1)})
FILTER = shape(
    {},
    {
        "include": array(choice("im", "mpim", "private", "public"), 4, 1),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
    some_of("include", "exclude_external_shared_channels", "exclude_bot_users"),
)
WORKFLOW = shape(
    {
        "trigger": shape(
            {"url": WEB},
            {"customizable_input_parameters": array(shape({"name": string(255, 1), "value": anything}), 100)},
        )
    }
)

CHOICE = shape({"text": text(75), "value": string(150, 1)}, {"description": text(75)})
OPTION = shape({"text": plain(75), "value": string(150, 1)}, {"description": plain(75)})
MENU_OPTION = shape({"text": plain(75), "value": string(150, 1)}, {"description": plain(75), "url": URL})
OPTIONS = array(OPTION, 100, 1)
OPTION_GROUPS = array(shape({"label": plain(75), "options": OPTIONS}), 100, 1)

SLACK_FILE = shape({}, {"id": string(255, 1), "url": string(3000, 1)}, one_of("id", "url"))
PICTURE: Fields = {"image_url": WEB, "slack_file": SLACK_FILE}
IMAGE_ELEMENT = typed(
    {"image": shape({"type": anything, "alt_text": string(2000)}, PICTURE, one_of("image_url", "slack_file"))}
)

_ICONS = [
    *("archive", "book", "bookmark", "bot", "bug", "calendar", "call", "caret-left", "caret-right", "check"),
    *("clipboard", "code", "comment", "compass", "copy", "cube", "download", "edit", "email", "eye-closed"),
    *("eye-open", "file", "flag", "folder", "gear", "globe", "heart", "help", "image", "info", "key"),
    *("lightbulb", "link", "map", "mobile", "new-window", "pin", "plus", "refine", "refresh", "rocket"),
    *("save", "screen", "share", "sparkle", "star", "star-filled", "tag", "thumbs-down", "thumbs-up"),
    *("trash", "upload", "user", "warning"),
]
_NOT_ON_TASKS = {"call", "email", "file", "link", "user"}


def _icon(names: list[str]) -> Check:
    return shape({"type": choice("icon"), "name": choice(*names)})


SLACK_ICON = _icon(_ICONS)
TASK_ICON = _icon([name for name in _ICONS if name not in _NOT_ON_TASKS])

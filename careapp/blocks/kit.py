"""The few Block Kit shapes that Care uses, as plain dicts."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from careapp.blocks.ids import INPUT
from careapp.practice.text import cut

Block = dict[str, Any]
Message = dict[str, Any]
View = dict[str, Any]

SECTION = 3000
HEADER = 150
INPUT_TEXT = 3000
OPTION = 75
CHUNK = 2900

# Slack has no escape for these, and within a word an underscore means nothing.
_FORMATTING = re.compile(r"[*~`]|(?<![^\W_])_|_(?![^\W_])")
_LOOKALIKE = {"*": "∗", "~": "∼", "`": "ˋ", "_": "ˍ"}


def message(text: str, blocks: Sequence[Block]) -> Message:
    """Return a message; `text` is its notification, read aloud by screen readers and free of people's stories."""
    return {"text": cut(text, SECTION), "blocks": list(blocks), "unfurl_links": False, "unfurl_media": False}


def whisper(text: str, *more: Block) -> Message:
    """Return a message of one line of mrkdwn, which the caller has escaped, and further blocks."""
    return message(text, [section(text), *more])


def escape(text: str) -> str:
    """Return people's words so that mrkdwn parses no mention, no link and no formatting in them."""
    plain_text = _FORMATTING.sub(lambda mark: _LOOKALIKE[mark[0]], text)
    return plain_text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun, as in "3 stories"."""
    return f"{number} {one if number == 1 else many}"


def listed(names: Iterable[str], limit: int) -> str:
    """Return names as people say them, as in "Ada, Ben and 3 more"; at most `limit` of them."""
    every = list(names)
    shown = every[:limit] + ([f"{len(every) - limit} more"] if len(every) > limit else [])
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def plain(text: str, limit: int = SECTION) -> dict[str, Any]:
    """Return a plain text object."""
    return {"type": "plain_text", "text": cut(text, limit), "emoji": True}


def mrkdwn(text: str) -> dict[str, Any]:
    """Return a mrkdwn text object."""
    return {"type": "mrkdwn", "text": cut(text, SECTION)}


def header(text: str) -> Block:
    """Return a heading."""
    return {"type": "header", "text": plain(text, HEADER)}


def section(text: str, accessory: dict[str, Any] | None = None) -> Block:
    """Return a paragraph of mrkdwn with, perhaps, an element beside it."""
    block = {"type": "section", "text": mrkdwn(text)}
    return {**block, "accessory": accessory} if accessory else block


def context(text: str) -> Block:
    """Return a small grey line of mrkdwn."""
    return {"type": "context", "elements": [mrkdwn(text)]}


def divider() -> Block:
    """Return a line between parts."""
    return {"type": "divider"}


def actions(*elements: dict[str, Any]) -> Block:
    """Return a row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def button(text: str, action_id: str, value: str = "", style: str = "") -> dict[str, Any]:
    """Return a button; `style` is primary, danger or nothing."""
    made = {"type": "button", "text": plain(text, OPTION), "action_id": action_id}
    return made | ({"value": value} if value else {}) | ({"style": style} if style else {})


def asking_first(pressed: dict[str, Any], title: str, text: str, yes: str, no: str = "Not yet") -> dict[str, Any]:
    """Return a button that asks once more before it does something."""
    question = {"title": plain(title, 100), "text": plain(text, 300), "confirm": plain(yes, 30), "deny": plain(no, 30)}
    return {**pressed, "confirm": question}


def option(text: str, value: str, description: str = "") -> dict[str, Any]:
    """Return a choice of a menu."""
    made = {"text": plain(text, OPTION), "value": value}
    return {**made, "description": plain(description, OPTION)} if description else made


def overflow(action_id: str, options: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return a three-dots menu."""
    return {"type": "overflow", "action_id": action_id, "options": list(options)}


def field(block_id: str, label: str, element: dict[str, Any], hint: str = "", optional: bool = False) -> Block:
    """Return a form field; its value is found under its block id."""
    block = {"type": "input", "block_id": block_id, "label": plain(label), "element": {**element, "action_id": INPUT}}
    return block | ({"hint": plain(hint)} if hint else {}) | ({"optional": True} if optional else {})


def long_field(block_id: str, label: str, text: str, placeholder: str, hint: str = "") -> list[Block]:
    """Return a form field for a text that may be longer than the 3,000 characters of one: text, text1, text2, ..."""
    first, *rest = [text[at : at + CHUNK] for at in range(0, len(text), CHUNK)] or [""]
    return [
        field(block_id, label, text_input(first, placeholder), hint),
        *(field(f"{block_id}{n}", "… and on", text_input(chunk), optional=True) for n, chunk in enumerate(rest, 1)),
    ]


def text_input(initial: str = "", placeholder: str = "", lines: bool = True) -> dict[str, Any]:
    """Return a text field for as many characters as Slack allows."""
    made: dict[str, Any] = {"type": "plain_text_input", "multiline": lines, "max_length": INPUT_TEXT}
    made |= {"initial_value": initial[:INPUT_TEXT]} if initial else {}
    return made | ({"placeholder": plain(placeholder, 150)} if placeholder else {})


def select(options: Sequence[dict[str, Any]], initial: str | None = None) -> dict[str, Any]:
    """Return a menu of up to 100 options."""
    made: dict[str, Any] = {"type": "static_select", "options": list(options)}
    return made | _chosen(options, initial)


def grouped_select(groups: Iterable[tuple[str, Sequence[dict[str, Any]]]], initial: str | None) -> dict[str, Any]:
    """Return a menu in groups of up to 100 options each."""
    listed = [(label, list(options)) for label, options in groups]
    made = {
        "type": "static_select",
        "option_groups": [{"label": plain(label, OPTION), "options": options} for label, options in listed],
    }
    return made | _chosen([option for _, options in listed for option in options], initial)


def checkboxes(options: Sequence[dict[str, Any]], initial: Iterable[str]) -> dict[str, Any]:
    """Return up to ten boxes to tick."""
    wanted = set(initial)
    ticked = [option for option in options if option["value"] in wanted]
    made: dict[str, Any] = {"type": "checkboxes", "options": list(options)}
    return {**made, "initial_options": ticked} if ticked else made


def radio(options: Sequence[dict[str, Any]], initial: str) -> dict[str, Any]:
    """Return up to ten choices of which one is chosen."""
    made: dict[str, Any] = {"type": "radio_buttons", "options": list(options)}
    return made | _chosen(options, initial)


def time_input(initial: str) -> dict[str, Any]:
    """Return a time field; `initial` as in 16:55."""
    return {"type": "timepicker", "initial_time": initial}


def people_input(initial: Iterable[str], placeholder: str = "") -> dict[str, Any]:
    """Return a field for several people."""
    chosen = list(initial)
    made: dict[str, Any] = {"type": "multi_users_select"}
    made |= {"initial_users": chosen} if chosen else {}
    return made | ({"placeholder": plain(placeholder, 150)} if placeholder else {})


def modal(callback_id: str, title: str, submit: str, blocks: Sequence[Block], private_metadata: str = "") -> View:
    """Return a form."""
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, 24),
        "submit": plain(submit, 24),
        "close": plain("Cancel", 24),
        "blocks": list(blocks),
        "private_metadata": private_metadata,
    }


def local_time(at: datetime, zone_time: str) -> str:
    """Return an instant as a time of day in each reader's own zone; `zone_time` is for where that cannot be shown."""
    return f"<!date^{int(at.timestamp())}^{{time}}|{zone_time}>"


def _chosen(options: Sequence[dict[str, Any]], value: str | None) -> dict[str, Any]:
    chosen = next((option for option in options if option["value"] == value), None)
    return {"initial_option": chosen} if chosen else {}

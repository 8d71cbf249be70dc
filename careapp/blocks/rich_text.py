"""People's words as rich text, which parses nothing: a mention of a person stays one, all else is shown as written."""

from collections.abc import Iterable
from typing import Any

from careapp.blocks.kit import Block
from careapp.practice.text import cut, spans

Element = dict[str, Any]


def words(text: str, limit: int, *, bold: bool = False) -> list[Element]:
    """Return kept text, cut to `limit` characters, as the elements of a section or quote."""
    return [_element(span.kind, span.value, bold) for span in spans(cut(text, limit))]


def plain_words(text: str, *, bold: bool = False, italic: bool = False) -> Element:
    """Return Care's own words."""
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def emoji(name: str) -> Element:
    """Return an emoji by its name, which may end in `::skin-tone-2` to `::skin-tone-6`."""
    plain_name, _, tone = name.partition("::skin-tone-")
    return {"type": "emoji", "name": plain_name, **({"skin_tone": int(tone)} if tone else {})}


def user(user_id: str) -> Element:
    """Return a mention of a person."""
    return {"type": "user", "user_id": user_id}


def users(user_ids: Iterable[str]) -> list[Element]:
    """Return mentions as in "A, B and C"."""
    listed = [user(user_id) for user_id in user_ids]
    between = [", "] * max(0, len(listed) - 2) + [" and "] * (len(listed) > 1)
    joined: list[Element] = []
    for n, who in enumerate(listed):
        joined += [who] if n == 0 else [plain_words(between[n - 1]), who]
    return joined


def section(*elements: Element) -> Element:
    """Return a paragraph."""
    return {"type": "rich_text_section", "elements": list(elements)}


def quote(*elements: Element) -> Element:
    """Return a paragraph with a bar beside it."""
    return {"type": "rich_text_quote", "elements": list(elements)}


def bullets(items: Iterable[list[Element]]) -> Element:
    """Return a list with bullets."""
    return {"type": "rich_text_list", "style": "bullet", "elements": [section(*item) for item in items]}


def rich_text(*parts: Element) -> Block:
    """Return a block of paragraphs, quotes and lists."""
    return {"type": "rich_text", "elements": list(parts)}


def _element(kind: str, value: str, bold: bool) -> Element:
    if kind == "user":
        return user(value)
    if kind == "emoji":
        return emoji(value)
    if kind == "link":
        return {"type": "link", "url": value[:3000]}
    return plain_words(value, bold=bold)

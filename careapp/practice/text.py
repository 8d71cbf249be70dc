"""What people write: made plain at the door, and taken apart again to be shown safely.

Kept text is plain, with one exception: `<@U123>` stands for a person. Nothing else in it means anything.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from careapp.library import Library, Value, plain_tag

LONGEST = 40_000
_KEPT_FORMATS = "\u200c\u200d"
_ENTITY = re.compile(r"<([^<>\s][^<>]*)>")
_PERSON = r"<@(?P<user>[UW][A-Z0-9]+)>"
_EMOJI = r"(?>:(?:[+-]1|100|(?=[0-9_+'-]*[a-z])[a-z0-9_+'-]+)(?:::skin-tone-[2-6])?:)"
_SPAN = re.compile(
    _PERSON + r"|(?P<link>https?://[^\s<>|]+[^\s<>|.,;:!?)\"'\]])"
    rf"|(?<![\w:])(?P<emoji>{_EMOJI}++)(?![\w:])"
)
_TAG = re.compile(r"(?<![\w&#/])#([A-Za-z][\w-]*)")
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe63"
_CUT_MENTION = re.compile(r"<[@#!][^<>\s]*$")
# Letters and digits to Unicode, but nothing to a reader: keycap emoji and the fillers of Hangul.
_SAYS_NOTHING = re.compile("[0-9]\ufe0f?\u20e3|[\u115f\u1160\u3164\uffa0]")


SpanKind = Literal["text", "user", "link", "emoji"]


@dataclass(frozen=True)
class Span:
    """A stretch of text of one kind; `value` is the text, the user id, the address or the emoji's name."""

    kind: SpanKind
    value: str


def from_slack(text: str) -> str:
    """Turn Slack's escaped message format (messages, commands with should_escape) into kept text."""
    return tidy(html.unescape(_ENTITY.sub(_plain_entity, text)))


def _plain_entity(match: re.Match[str]) -> str:
    target, _, label = match[1].partition("|")
    if target.startswith("@"):
        return f"&lt;{target}&gt;"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return _plain_special(target[1:], label)
    address = target.removeprefix("mailto:").removeprefix("tel:")
    return address if label in ("", address, target) or address.endswith("//" + label) else f"{label} ({address})"


def _plain_special(target: str, label: str) -> str:
    name = label or target.split("^")[0]
    return name if name.startswith("@") or target.startswith("date^") else f"@{name}"


def tidy(text: str) -> str:
    """Drop what cannot be seen (controls, overrides, lone surrogates) and the space around; keep line breaks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if _is_visible(char)).strip()


def _is_visible(char: str) -> bool:
    return char in "\n\t" or char in _KEPT_FORMATS or unicodedata.category(char) not in ("Cc", "Cf", "Cs")


def spans(text: str) -> Iterator[Span]:
    """Take kept text apart into plain stretches, people, addresses and emoji, in order."""
    at = 0
    for match in _SPAN.finditer(text):
        if match.start() > at:
            yield Span("text", text[at : match.start()])
        kind = cast(SpanKind, match.lastgroup)
        for value in re.findall(_EMOJI, match[kind]) if kind == "emoji" else [match[kind]]:
            yield Span(kind, value.strip(":"))
        at = match.end()
    if at < len(text):
        yield Span("text", text[at:])


def words_in_place(text: str) -> str:
    """Return a text of the same length in which people, addresses and emoji are line breaks."""
    return _SPAN.sub(lambda match: "\n" * len(match[0]), text)


def alike(text: str) -> str:
    """Return a text of the same length in which digits, spaces, hyphens and wide letters of any kind are plain ones."""
    return text if text.isascii() else "".join(map(_plain, text))


@lru_cache(maxsize=2048)
def _plain(char: str) -> str:
    if char.isascii():
        return char
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.category(char) == "Zs":
        return " "
    if "\uff01" <= char <= "\uff5e":  # as wide as Chinese letters
        return chr(ord(char) - 0xFEE0)
    return "-" if char in _HYPHENS else char


def mentioned(text: str) -> list[str]:
    """Return the user ids that a text mentions, each once, in order."""
    return list(dict.fromkeys(span.value for span in spans(text) if span.kind == "user"))


def words_only(text: str) -> str:
    """Return a text without people and emoji."""
    return " ".join(span.value.strip() for span in spans(text) if span.kind in ("text", "link")).strip()


def has_words(text: str) -> bool:
    """Say whether a text holds at least one letter or digit besides people and emoji."""
    return any(char.isalnum() for char in _SAYS_NOTHING.sub("", words_only(text)))


def cut(text: str, limit: int) -> str:
    """Shorten a text to at most `limit` characters, at a space where one is near, never inside a mention."""
    if len(text) <= limit:
        return text
    head = _CUT_MENTION.sub("", text[: limit - 1])
    space = max(head.rfind(" "), head.rfind("\n"))
    return (head[:space] if space > limit * 2 // 3 else head).rstrip() + "…"


def take_tag(text: str, library: Library) -> tuple[str, Value | None, list[str]]:
    """Find the value that a text names with a #tag.

    Returns the text (without the tag where it stood at the end), the value or None, and the tags nobody knows.
    """
    value, unknown = None, []
    for match in _TAG.finditer(text):
        found = library.value_by_tag.get(plain_tag(match[1]))
        value = value or found
        if found is None:
            unknown.append(match[1])
    last = list(_TAG.finditer(text))[-1:]
    if value and last and last[0].end() == len(text) and library.value_by_tag.get(plain_tag(last[0][1])) is value:
        text = text[: last[0].start()].rstrip()
    return text, value, unknown

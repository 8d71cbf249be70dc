"""The customers' privacy: what could identify them is masked in what is kept, and can be put back by its writer."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import get_args

from phonenumbers import SUPPORTED_REGIONS

from careapp.practice.identifying import Found, Kind, identifying
from careapp.practice.refusal import CareError
from careapp.practice.text import LONGEST

MASK, AS_WRITTEN = "mask", "as_written"  # what somebody chose
SHORT = "[x]"  # no longer than anything that is found
_MASK = re.compile("|".join(map(re.escape, (SHORT, *(f"[{kind}]" for kind in get_args(Kind))))))


@dataclass(frozen=True)
class Hidden:
    """Words that were masked; `at` is where the `mask` that stands in their place begins in the masked text."""

    mask: str
    words: str
    at: int


@dataclass(frozen=True)
class Masked:
    """A text as it is to be kept, and what was hidden in it, in order."""

    text: str
    hidden: tuple[Hidden, ...] = ()


class AskFirstError(CareError):
    """Somebody is to choose first whether what could identify a customer is masked; nothing is kept yet."""

    def __init__(self, hidden: Sequence[Hidden]) -> None:
        super().__init__("This holds what could identify a customer. Shall I mask it?")
        self.hidden = tuple(hidden)


def mask(text: str, regions: Sequence[str] = (), spare: str = "", room: int = LONGEST) -> Masked:
    """Mask what could identify a customer, but for what stands in `spare`: that was decided on before.

    A mask says what it hides. Where such masks make the text longer than the `room` for it, in characters, short ones
    take their place, which never make it longer than it was: what had room as it was written has room masked.
    """
    found = [each for each in identifying(text, regions) if not _stands_in(text[each.start : each.end], spare)]
    named = _masked(text, found, lambda each: f"[{each.kind}]")
    return named if len(named.text) <= room else _masked(text, found, lambda _: SHORT)


def _stands_in(words: str, text: str) -> bool:
    return words in text and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _masked(text: str, found: Iterable[Found], mask_of: Callable[[Found], str]) -> Masked:
    masked, hidden, done = "", [], 0
    for each in found:
        masked += text[done : each.start]
        hidden.append(Hidden(mask_of(each), text[each.start : each.end], len(masked)))
        masked += hidden[-1].mask
        done = each.end
    return Masked(masked + text[done:], tuple(hidden))


def put_back(text: str, hidden: Iterable[tuple[int, str]]) -> str | None:
    """Return a masked text with words (each with the place of its mask) put back; None where a mask is not there."""
    for at, words in sorted(hidden, reverse=True):
        found = _MASK.match(text, at) if at >= 0 else None
        if found is None:
            return None
        text = text[:at] + words + text[found.end() :]
    return text


def regions_of(country: str | None, *zones: str) -> tuple[str, ...]:
    """Return the countries whose telephone numbers a circle writes: that of its holidays, and those of zones."""
    known = (country, *map(_countries_of_zones().get, zones))
    return tuple(dict.fromkeys(each for each in known if each in SUPPORTED_REGIONS))


@cache
def _countries_of_zones() -> dict[str, str]:
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows}

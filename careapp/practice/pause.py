"""Reads, as people say it, until when they are away."""

import re
from datetime import date, timedelta

from careapp.practice.named_day import day_after, months_on, next_month, next_weekday, read_day
from careapp.practice.refusal import CareError
from careapp.practice.rest import LONGEST_PAUSE

_ENDLESS = re.compile(
    r"(?:for ?ever|indefinitely|until (?:further notice|i(?:'m| am) back|i return|i come back|i say so))?"
)
_LATER = re.compile(r"(?:from|starting|beginning|between|in|on|over|during|after) .+")
_HOURS = re.compile(
    r"\b(?:(?:hour|minute)s?|noon|midnight|afternoon|evening|tonight|\d{1,2}(?::\d\d)? ?[ap]m|\d{1,2}:\d\d)\b"
)
_COURTESIES = re.compile(r"(?: please| thanks| thank you| morning|[.!])+$")
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MANY = {"a": 1, "an": 1, "the next": 1, "a couple of": 2, **{word: n for n, word in enumerate(_SMALL, 1)}}
_SPAN = re.compile(
    rf"(?:for )?(?:(?:the )?next )?(?P<many>\d{{1,30}}|{'|'.join(_MANY)})[ -]?(?P<unit>day|week|fortnight|month|year)s?"
)
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "year": 12}
_REST_OF = re.compile(
    r"(?:for |until )?(?:(?:the )?(?:rest|end) of (?:the |this )|the whole |all |the |this )(?P<unit>day|week|month)"
)
_UNTIL = re.compile(
    r"(?:(?P<how>until and including|through|untill?|till?|up to|to|before|by|for) )?(?:the )?(?P<when>.+)"
)
_INCLUDED = (None, "for", "through", "until and including")  # who says just `next week` is away all of it
_HOW = (
    "Try `/care pause until Friday`, `/care pause for two weeks` or `/care pause until 24 December`; `/care pause` "
    "alone lasts until you type `/care back`."
)
_TOO_LONG = "That is more than a year. `/care pause` alone lasts until you type `/care back`."


def read_back_on(said: str, today: date) -> date | None:
    """Return the first day after a pause, as in `until friday` or `for two weeks`; None where it is to have no end.

    Raises CareError where it cannot be read, is over, begins later, or is more than a year away.
    """
    words = _tidied(said)
    if _ENDLESS.fullmatch(words):
        return None
    if _LATER.fullmatch(words):
        raise CareError("A pause begins at once. Type it on the day you leave, as in `/care pause until Friday`.")
    if _HOURS.search(words):
        raise CareError("A pause lasts whole days. `/care pause today` leaves you in peace until tomorrow.")
    day = _after(words, today) or _until(words, today)
    if day is None:
        raise CareError(f"I cannot tell how long you are away. {_HOW}")
    if day <= today:
        raise CareError(f"{day.day} {day:%B %Y} is not ahead of us. {_HOW}")
    if day - today > LONGEST_PAUSE:
        raise CareError(_TOO_LONG)
    return day


def _tidied(said: str) -> str:
    """Return what was said without marks, as they come along from a message that is copied, and courtesies."""
    words = re.sub(r"[,*_~`\"“”]", " ", said.lower().replace("’", "'"))
    return _COURTESIES.sub("", " ".join(words.split()))


def _after(words: str, today: date) -> date | None:
    """Return the day after a span of time, None where the words name none."""
    if words in ("today", "for today"):
        return today + timedelta(days=1)
    if match := _REST_OF.fullmatch(words):
        ends = {"day": today + timedelta(days=1), "week": next_weekday(today, 0), "month": next_month(today)}
        return ends[match["unit"]]
    match = _SPAN.fullmatch(words)
    many = _number(match["many"]) if match else 0
    if match is None or many == 0:
        return None
    if many > LONGEST_PAUSE.days:
        raise CareError(_TOO_LONG)
    unit = match["unit"]
    return months_on(today, many * _MONTHS[unit]) if unit in _MONTHS else today + timedelta(days=many * _DAYS[unit])


def _until(words: str, today: date) -> date | None:
    match = _UNTIL.fullmatch(words)
    day = read_day(match["when"], today) if match else None
    if day and day - today > LONGEST_PAUSE:
        raise CareError(_TOO_LONG)
    return day_after(match["when"], day, today) if match and day and match["how"] in _INCLUDED else day


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _MANY[said]

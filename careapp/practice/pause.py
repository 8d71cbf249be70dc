"""Reads, as people say it, until when they are away."""

import calendar
import re
from datetime import date, timedelta

from careapp.practice.refusal import CareError
from careapp.practice.rest import LONGEST_PAUSE

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = tuple(name.lower() for name in (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
))  # fmt: skip
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MANY = {"a": 1, "an": 1, "the": 1, "a couple of": 2, **{word: n for n, word in enumerate(_SMALL, 1)}}
_SPAN = re.compile(
    rf"(?:for )?(?:the )?(?:next )?(?P<many>\d{{1,30}}|{'|'.join(_MANY)})?[ -]?(?P<unit>day|week|fortnight|month)s?"
)
_DAY_MONTH = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<month>[a-z]{3,})(?: (?P<year>\d{4}))?")
_MONTH_DAY = re.compile(r"(?P<month>[a-z]{3,}) (?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: (?P<year>\d{4}))?")
_DOTTED = re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})(?:\. ?(?P<year>\d{4})?)?")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_LAST = date.max - timedelta(days=1)
_HOW = (
    "Try `/care pause until Friday`, `/care pause for two weeks` or `/care pause until 24 December`; `/care pause` "
    "alone lasts until you type `/care back`."
)
_UNCLEAR = f"I cannot tell how long you are away. {_HOW}"


def read_back_on(said: str, today: date) -> date | None:
    """Return the first day after a pause, as in `until friday` or `for two weeks`; None where nothing is said of it.

    Raises CareError where it cannot be read, is over, or is more than a year away.
    """
    words = " ".join(said.lower().replace(",", " ").split()).rstrip("!")
    if not words or words in ("until i am back", "until i'm back", "until further notice"):
        return None
    day = _after(words, today) or _until(words, today)
    if day <= today:
        raise CareError(f"{_said(day)} is not ahead of us. {_HOW}")
    if day - today > LONGEST_PAUSE:
        raise CareError("That is more than a year. `/care pause` alone lasts until you type `/care back`.")
    return day


def _after(words: str, today: date) -> date | None:
    """Return the day after a span of time, None where the words name none."""
    if words in ("today", "for today", "for the day", "the day"):
        return today + timedelta(days=1)
    if re.fullmatch(r"(for )?(the rest of )?(the|this) week", words):
        return _next_weekday(today, 0)
    match = _SPAN.fullmatch(words)
    if not match or not match["many"]:
        return None
    many = int(match["many"]) if match["many"].isdecimal() else _MANY[match["many"]]
    if many == 0 or many > 999:
        raise CareError(_UNCLEAR if many == 0 else "That is more than a year. `/care pause` alone has no end.")
    if match["unit"] == "month":
        return _months_on(today, many)
    return today + timedelta(days=many * {"day": 1, "week": 7, "fortnight": 14}[match["unit"]])


def _until(words: str, today: date) -> date:
    match = re.fullmatch(r"(?P<how>until|till|til|to|before|through)?(?: |^)(?:on )?(?:the )?(?P<when>.+)", words)
    if not match:
        raise CareError(_UNCLEAR)
    day = _relative(match["when"], today) or _in_calendar(match["when"].rstrip("."), today)
    return min(day, _LAST) + timedelta(days=1) if match["how"] == "through" else day


def _relative(when: str, today: date) -> date | None:
    if when in ("today", "tomorrow"):
        return today + timedelta(days=when == "tomorrow")
    if when == "next week":
        return _next_weekday(today, 0)
    if when == "next month":
        return _months_on(today.replace(day=1), 1)
    name = when.removeprefix("next ")
    weekday = _place(name, _DAYS)
    if weekday is None:
        return None
    # "next Friday" is of next week, also to those who say it on a Monday; the answer names the date.
    return _next_weekday(today, 0) + timedelta(days=weekday) if name != when else _next_weekday(today, weekday)


def _in_calendar(when: str, today: date) -> date:
    if re.fullmatch(r"\d{1,2}/\d{1,2}(/\d{2,4})?", when):
        raise CareError(
            "I cannot tell which of these is the month. Write it out, as in `/care pause until 24 December`."
        )
    match = next(filter(None, (form.fullmatch(when) for form in (_ISO, _DOTTED, _DAY_MONTH, _MONTH_DAY))), None)
    month = _month(match["month"]) if match else None
    if match is None or month is None:
        raise CareError(_UNCLEAR)
    years = [int(match["year"])] if match["year"] else [today.year, today.year + 1]
    found = [day for year in years if (day := _date(year, month, int(match["day"])))]
    if not found:
        raise CareError(f"There is no such day in the calendar. {_HOW}")
    return next((day for day in found if day > today), found[-1])


def _month(said: str) -> int | None:
    if said.isdecimal():
        return int(said)
    place = _place(said, _MONTHS)
    return None if place is None else place + 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _place(said: str, names: tuple[str, ...]) -> int | None:
    """Return which of the names is meant, by three letters or more of it."""
    return next((n for n, name in enumerate(names) if len(said) >= 3 and name.startswith(said)), None)


def _next_weekday(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _months_on(day: date, many: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + many, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

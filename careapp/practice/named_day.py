"""Reads a day as people name it: tomorrow, friday, next week, 24 december."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from careapp.practice.refusal import CareError

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = tuple(name.lower() for name in (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
))  # fmt: skip
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1, "day after tomorrow": 2}
_SATURDAY = 5
_MONTH_UNKNOWN = re.compile(r"\d{1,2}/\d{1,2}(/\d{2,4})?")
_IS_MONTH = re.compile(r"[a-z]+(?: \d{4})?")
_NTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_IN_FULL = tuple(map(re.compile, (
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<month>[a-z]{3,})(?: (?P<year>\d{4}))?",
    r"(?P<month>[a-z]{3,})(?: (?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?)?(?: (?P<year>\d{4}))?",
    r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})(?:\. ?(?P<year>\d{4})?)?",
    r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})",
)))  # fmt: skip


def read_day(name: str, today: date) -> date | None:
    """Return the day that a name in small letters stands for, ahead of today where it can be; None where it is no name.

    Raises CareError where there is no such day, or more than one.
    """
    if name in _NEAR:
        return today + timedelta(days=_NEAR[name])
    if name in ("next week", "next month"):
        return next_weekday(today, 0) if name == "next week" else next_month(today)
    if name == "weekend":
        return next_weekday(today, _SATURDAY)
    first, _, rest = name.partition(" ")
    weekday = _place(rest if first == "next" else first, _DAYS)
    if weekday is None:
        return _in_calendar(name, today)
    if first == "next":  # of next week, also to those who say it on a Monday; the answer names the date
        return next_weekday(today, 0) + timedelta(days=weekday)
    return _on_weekday(weekday, rest.removeprefix("the "), today) if rest else next_weekday(today, weekday)


def day_after(name: str, day: date, today: date) -> date:
    """Return the first day after all that a name stands for, a day, a week or a month; `day` is what it was read as."""
    if name == "weekend":
        return next_weekday(today, 0)
    if name == "next week":
        return day + timedelta(days=7)
    if name == "next month" or (_IS_MONTH.fullmatch(name) and _place(name.split()[0], _MONTHS) is not None):
        return months_on(day, 1)
    return day + timedelta(days=1)


def next_weekday(today: date, weekday: int) -> date:
    """Return the next such day of the week after today; 0 is Monday."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def next_month(today: date) -> date:
    """Return the first day of the next month."""
    return months_on(today.replace(day=1), 1)


def months_on(day: date, many: int) -> date:
    """Return the same day so many months later, or the last of its month where that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + many, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _on_weekday(weekday: int, name: str, today: date) -> date | None:
    day = _in_calendar(name, today)
    if day and day.weekday() != weekday:
        raise CareError(f"{day.day} {day:%B %Y} is a {day:%A}. Name the date alone if you mean that day.")
    return day


def _in_calendar(name: str, today: date) -> date | None:
    if _MONTH_UNKNOWN.fullmatch(name):
        raise CareError(
            "I cannot tell which of these is the month. Write it out, as in `/care pause until 24 December`."
        )
    meant = _candidates(name, today)
    if meant is None:
        return None
    found = [day for day in (_date(*one) for one in meant) if day]
    if not found:
        raise CareError("There is no such day in the calendar. Write it as in `/care pause until 24 December`.")
    return next((day for day in found if day > today), found[-1])


def _candidates(name: str, today: date) -> Iterator[tuple[int, int, int]] | None:
    """Return the years, months and days of the month that may be meant, the nearest first."""
    if nth := _NTH.fullmatch(name):
        months = [months_on(today.replace(day=1), n) for n in range(3)]
        return ((month.year, month.month, int(nth[1])) for month in months)
    match = next(filter(None, (form.fullmatch(name) for form in _IN_FULL)), None)
    month = _month(match["month"]) if match else None
    if match is None or month is None:
        return None
    years = [int(match["year"])] if match["year"] else [today.year, today.year + 1]
    return ((year, month, int(match["day"] or 1)) for year in years)


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
    """Return which of the names is meant, by three letters or more of it, as in `fri`, `sept` and `weds`."""
    short = said.removesuffix("s")
    return next((n for n, name in enumerate(names) if len(short) >= 3 and name.startswith(short)), None)

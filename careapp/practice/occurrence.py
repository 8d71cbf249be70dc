"""When something that happens at a local time on a local date occurs."""

import logging
from collections.abc import Container, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

log = logging.getLogger(__name__)
LOOK_BACK = timedelta(days=14)
WRONG_CLOCK = timedelta(days=1)  # what was kept so far in the future was kept while the clock was wrong
SETTLED = "settled a moment ago"  # what became of something due that was settled between a look and its transaction
_NOON = time(12)


def is_zone(name: str) -> bool:
    """Say whether there is an IANA time zone of this name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def occurs_at(day: date, at: time, zone: str) -> datetime:
    """Return the one UTC instant of a local time on a local date.

    Where clocks jump over that time it moves later by the gap; where they pass it twice the first pass counts.
    Raises ZoneInfoNotFoundError for an unknown zone.
    """
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def is_a_day(day: date, zone: str) -> bool:
    """Say whether a zone has a date at all: a place that moves across the date line leaves one out."""
    return local_day(occurs_at(day, _NOON, zone), zone) == day


def local(at: datetime, zone: str) -> datetime:
    """Return an instant as people in a zone read it; in UTC where there is no zone of this name (any more)."""
    return at.astimezone(ZoneInfo(zone) if is_zone(zone) else UTC)


def local_day(now: datetime, zone: str) -> date:
    """Return the date that people in a zone have at an instant; UTC's where there is no such zone (any more)."""
    return local(now, zone).date()


def week_of(day: date) -> str:
    """Return the ISO week of a date, as in `2026-W47`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def days_until(now: datetime, since: datetime, zone: str) -> Iterator[date]:
    """Yield the local dates from `since` (two weeks back at most) to today, oldest first."""
    today = local_day(now, zone)
    day = max(local_day(since, zone), today - LOOK_BACK)
    while day <= today:
        yield day
        day += timedelta(days=1)


@cache
def _calendar(country: str) -> Container[date]:
    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        log.warning("there is no calendar of public holidays for %s any more; rounds are held on all of them", country)
        return frozenset()


def is_holiday(day: date, country: str | None) -> bool:
    """Say whether a date is a public holiday in a country (ISO 3166 code); without a country it never is.

    A country that the calendars no longer hold is read as one without holidays, which the log tells once: a round too
    many is kinder than none at all.
    """
    return bool(country) and day in _calendar(country or "")

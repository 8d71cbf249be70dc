"""Lessons: what stories teach, gathered once a month for a circle to choose from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from careapp.practice.circle import Circle
from careapp.practice.occurrence import days_until, is_zone, occurs_at
from careapp.practice.story import Story

LATEST_GATHERING = timedelta(hours=24)
LONGEST_MONTH = timedelta(days=62)  # so that a month which was missed is gathered with the next
FIRST_MONTH = timedelta(days=31)


@dataclass(frozen=True)
class Lesson:
    """A story that teaches something, how many people support its lesson, and whether it became a behaviour."""

    story: Story
    supports: int = 0
    is_behaviour: bool = False


@dataclass(frozen=True)
class Gathering:
    """What one post of lessons covers: after `since`, up to `until`. `month` is as in `2026-11`."""

    channel_id: str
    month: str
    since: datetime
    until: datetime

    @property
    def key(self) -> str:
        """The name of its post, for ever."""
        return f"lessons:{self.channel_id}:{self.month}"


@dataclass(frozen=True)
class DueGathering:
    """A gathering that the settings owe: to be posted, or, with a reason, to be put down as missed."""

    month: str
    missed_because: str = ""


def month_of(day: date) -> str:
    """Return the month of a date, as in `2026-11`."""
    return f"{day:%Y-%m}"


def name_of_month(month: str) -> str:
    """Return how people call a month, as in "November"."""
    return f"{date.fromisoformat(f'{month}-01'):%B}"


def is_gathering_day(rule: str, day: date) -> bool:
    """Say whether a date is the one of its month that a rule of LESSON_DAYS names."""
    which, _, weekday = rule.partition(" ")
    if weekday != str(day.isoweekday()):
        return False
    return day.day <= 7 if which == "first" else month_of(day + timedelta(days=7)) != month_of(day)


def due_gatherings(circle: Circle, known: Collection[str], now: datetime) -> list[DueGathering]:
    """Return the gatherings owed by now, oldest first, for months that have none yet."""
    if circle.state != "active" or not is_zone(circle.zone):
        return []
    days = [day for day in days_until(now, circle.since, circle.zone) if is_gathering_day(circle.lessons_on, day)]
    moments = [(month_of(day), occurs_at(day, circle.digest_time, circle.zone)) for day in days]
    reason = f"Care was not awake at {circle.digest_time:%H:%M}"
    return [
        DueGathering(month, "" if now - at <= LATEST_GATHERING else reason)
        for month, at in moments
        if circle.since <= at <= now and month not in known
    ]

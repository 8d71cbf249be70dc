"""Where clocks change, found from the zone data alone, and what follows for a local time by plain arithmetic."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
FIRST, LAST = datetime(2023, 12, 25, tzinfo=UTC), datetime(2033, 1, 8, tzinfo=UTC)
YEARS = range(2024, 2033)
ZONES = sorted(available_timezones())
QUARTERS = [time(n // 4, n % 4 * 15) for n in range(96)]


@dataclass(frozen=True)
class Transition:
    """An instant at which a zone's clocks change from one offset from UTC to another."""

    at: datetime
    before: timedelta
    after: timedelta

    @property
    def day(self) -> date:
        """The local date on which clocks change."""
        return (self.at + self.before).date()


def offset(zone: str, at: datetime) -> timedelta:
    """Return a zone's offset from UTC at an instant."""
    found = at.astimezone(ZoneInfo(zone)).utcoffset()
    assert found is not None
    return found


def transitions(zone: str, first: datetime = FIRST, last: datetime = LAST) -> tuple[Transition, ...]:
    """Return a zone's clock changes, found by looking once a day and halving the days on which the offset differs."""
    days = [first + A_DAY * n for n in range((last - first).days + 1)]
    offsets = [offset(zone, day) for day in days]
    changing = [n for n in range(len(days) - 1) if offsets[n] != offsets[n + 1]]
    return tuple(_halved(zone, days[n], days[n + 1]) for n in changing)


def _halved(zone: str, low: datetime, high: datetime) -> Transition:
    before, after = offset(zone, low), offset(zone, high)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
    return Transition(high, before, after)


@cache
def clocks() -> dict[tuple[timedelta, tuple[Transition, ...]], list[str]]:
    """Return all zones of the data, those with the same clocks from 2024 to 2032 together."""
    found: dict[tuple[timedelta, tuple[Transition, ...]], list[str]] = {}
    for zone in ZONES:
        found.setdefault((offset(zone, FIRST), transitions(zone)), []).append(zone)
    return found


def expected(local: datetime, first: timedelta, changes: tuple[Transition, ...]) -> datetime:
    """Return the instant of a local time: its first pass, or, where clocks jump over it, later by the gap."""
    spans = zip([FIRST, *(c.at for c in changes)], [*(c.at for c in changes), LAST], strict=True)
    offsets = [first, *(c.after for c in changes)]
    for (begins, ends), shift in zip(spans, offsets, strict=True):
        instant = (local - shift).replace(tzinfo=UTC)
        if begins <= instant < ends:
            return instant
    skipped = next(c for c in changes if c.at + c.before <= local.replace(tzinfo=UTC) < c.at + c.after)
    return (local - skipped.before).replace(tzinfo=UTC)


def days_beside(changes: tuple[Transition, ...]) -> Iterator[date]:
    """Yield the days on which clocks change from 2024 to 2032, and the days before and after, each once."""
    near = {c.day + A_DAY * n for c in changes for n in (-1, 0, 1)}
    return iter(sorted(day for day in near if day.year in YEARS))

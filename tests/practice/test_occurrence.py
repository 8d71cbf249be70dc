"""A local time on a local date is one instant: in every zone, on every day, also when clocks change."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careapp.practice.occurrence import days_until, is_holiday, is_zone, local_day, occurs_at, week_of
from tests.practice.made import at

A_DAY = timedelta(days=1)
FIRST, LAST = date(2025, 1, 1), date(2028, 12, 31)
ZONES = sorted(available_timezones())
QUARTERS = [time(n // 4, n % 4 * 15) for n in range(96)]


def _transition_days(zone: str) -> Iterator[date]:
    clock, day = ZoneInfo(zone), FIRST
    while day <= LAST:
        begins, ends = (datetime.combine(d, time(), tzinfo=clock).utcoffset() for d in (day, day + A_DAY))
        if begins != ends:
            yield day
        day += A_DAY


@cache
def _transitions(zone: str) -> list[date]:
    return list(_transition_days(zone))


@st.composite
def occasions(draw: st.DrawFn) -> tuple[str, date, time]:
    """A zone, a day on or beside which its clocks change (any day where they never do), and a quarter hour."""
    zone = draw(st.sampled_from(ZONES))
    near = draw(st.sampled_from(_transitions(zone) or [date(2026, 6, 1)]))
    return zone, near + A_DAY * draw(st.integers(-1, 1)), draw(st.sampled_from(QUARTERS))


def _shift_around(instant: datetime, zone: str) -> timedelta:
    """By how much the clocks of a zone go forward (back, where negative) within a day of an instant."""
    before, after = ((instant + by).astimezone(ZoneInfo(zone)).utcoffset() for by in (-A_DAY, A_DAY))
    assert before is not None
    assert after is not None
    return after - before


@settings(max_examples=600, deadline=None)
@given(occasions())
def test_a_local_time_is_never_early_and_late_by_the_gap_at_most(occasion: tuple[str, date, time]) -> None:
    zone, day, clock_time = occasion
    instant = occurs_at(day, clock_time, zone)
    late = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) - datetime.combine(day, clock_time)
    gap = max(timedelta(0), _shift_around(instant, zone))
    assert late in (timedelta(0), gap)


@settings(max_examples=600, deadline=None)
@given(occasions())
def test_of_two_passes_the_first_one_counts(occasion: tuple[str, date, time]) -> None:
    zone, day, clock_time = occasion
    instant = occurs_at(day, clock_time, zone)
    earlier = instant - max(timedelta(0), -_shift_around(instant, zone))
    shown = earlier.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert earlier == instant or shown != datetime.combine(day, clock_time)


@settings(max_examples=600, deadline=None)
@given(occasions())
def test_every_date_has_its_own_instant_later_than_the_day_before(occasion: tuple[str, date, time]) -> None:
    zone, day, clock_time = occasion
    instants = [occurs_at(day + A_DAY * n, clock_time, zone) for n in range(-2, 3)]
    assert instants == sorted(set(instants))
    assert all(instant.tzinfo is UTC for instant in instants)


def test_the_sample_holds_days_on_which_clocks_change() -> None:
    changing = [zone for zone in ZONES if _transitions(zone)]
    assert len(ZONES) > 500
    assert len(changing) > 150
    assert date(2026, 3, 29) in _transitions("Europe/Berlin")


NAMED = [
    ("Asia/Kathmandu", "2026-11-02 16:55", "2026-11-02 11:10"),  # five hours and three quarters
    ("America/New_York", "2026-03-08 02:30", "2026-03-08 07:30"),  # the hour that is not there: 03:30
    ("America/New_York", "2026-03-08 16:55", "2026-03-08 20:55"),
    ("America/New_York", "2026-03-09 00:00", "2026-03-09 04:00"),
    ("America/New_York", "2026-11-01 01:30", "2026-11-01 05:30"),  # the first of two
    ("America/New_York", "2026-11-01 16:55", "2026-11-01 21:55"),
    ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:45"),  # forward by half an hour: 02:45
    ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04 14:45"),  # back by half an hour: the first of two
    ("Australia/Lord_Howe", "2026-10-04 16:55", "2026-10-04 05:55"),
    ("Africa/Cairo", "2026-04-24 00:30", "2026-04-23 22:30"),  # midnight is followed by one o'clock
    ("Africa/Cairo", "2026-10-29 23:30", "2026-10-29 20:30"),  # the last hour of the day comes twice
    ("Pacific/Apia", "2011-12-30 16:55", "2011-12-31 02:55"),  # a day that Samoa left out
]


@pytest.mark.parametrize(("zone", "local", "utc"), NAMED)
def test_known_clock_changes(zone: str, local: str, utc: str) -> None:
    asked = datetime.fromisoformat(local)
    assert occurs_at(asked.date(), asked.time(), zone) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_every_zone_of_the_data_is_a_zone_and_others_are_not() -> None:
    assert all(is_zone(name) for name in ZONES)
    assert not any(is_zone(name) for name in ("Mars/Base", "", "../etc/passwd", "Europe/Berlin\0", "europe", "/"))


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Europe/Berlin", 2), ("Asia/Kathmandu", 3), ("America/New_York", 2), ("Pacific/Kiritimati", 3)],
)
def test_the_local_day_is_the_one_people_have(zone: str, day: int) -> None:
    assert local_day(datetime(2026, 11, 2, 19, 0, tzinfo=UTC), zone) == date(2026, 11, day)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 2), "2026-W45"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
    ],
)
def test_weeks_are_iso_weeks_also_at_new_year(day: date, week: str) -> None:
    assert week_of(day) == week


@pytest.mark.parametrize(
    ("country", "day", "is_free"),
    [
        ("DE", date(2026, 10, 3), True),
        ("DE", date(2026, 10, 5), False),
        ("US", date(2026, 11, 26), True),
        ("NP", date(2026, 11, 26), False),
        (None, date(2026, 12, 25), False),
    ],
)
def test_public_holidays_are_those_of_the_country(country: str | None, day: date, is_free: bool) -> None:
    assert is_holiday(day, country) is is_free


def test_the_look_back_ends_after_two_weeks_and_begins_no_earlier_than_the_circle() -> None:
    now = at("2026-11-20 12:00")
    assert list(days_until(now, at("2026-11-18 23:00"), "Europe/Berlin")) == [date(2026, 11, d) for d in (18, 19, 20)]
    far_back = list(days_until(now, at("2020-01-01 00:00"), "Europe/Berlin"))
    assert (len(far_back), far_back[0], far_back[-1]) == (15, date(2026, 11, 6), date(2026, 11, 20))
    assert list(days_until(now, at("2026-12-24 12:00"), "Europe/Berlin")) == []

"""When a person is left in peace: on a pause, in their quiet hours, on a day without a story."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careapp.practice.rest import LONGEST_PAUSE, Rest

FRIDAY = date(2026, 11, 6)
NOON = datetime(2026, 11, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("quiet_from", "quiet_until", "quiet", "loud"),
    [
        ("19:00", "08:00", ["19:00", "23:59", "00:00", "07:59"], ["08:00", "12:00", "18:59"]),
        ("12:00", "13:00", ["12:00", "12:59"], ["11:59", "13:00", "00:00"]),
        ("08:00", "08:00", [], ["00:00", "07:59", "08:00", "08:01", "23:59"]),
        ("00:00", "06:30", ["00:00", "06:29"], ["06:30", "23:59"]),
        ("22:00", "00:00", ["22:00", "23:59"], ["00:00", "21:59"]),
    ],
)
def test_quiet_hours_may_go_over_midnight_and_may_be_none(
    quiet_from: str, quiet_until: str, quiet: list[str], loud: list[str]
) -> None:
    rest = Rest(quiet_from=time.fromisoformat(quiet_from), quiet_until=time.fromisoformat(quiet_until))
    assert [rest.is_quiet(time.fromisoformat(at)) for at in quiet] == [True] * len(quiet)
    assert [rest.is_quiet(time.fromisoformat(at)) for at in loud] == [False] * len(loud)


def test_who_asked_for_nothing_is_left_in_peace_from_seven_in_the_evening_to_eight() -> None:
    hours = [hour for hour in range(24) if Rest().lets_through(NOON.replace(hour=hour))]
    assert hours == list(range(8, 19))


@settings(deadline=None)
@given(st.times(), st.times(), st.times())
def test_every_moment_lies_in_quiet_hours_or_in_the_hours_between_them(begins: time, ends: time, at: time) -> None:
    one, other = Rest(quiet_from=begins, quiet_until=ends), Rest(quiet_from=ends, quiet_until=begins)
    assert one.is_quiet(at) != other.is_quiet(at) or begins == ends


def test_a_pause_ends_on_the_day_they_are_back() -> None:
    rest = Rest(is_paused=True, back_on=FRIDAY)
    days = [rest.is_away(FRIDAY + timedelta(days=n)) for n in (-3, -1, 0, 1)]
    assert days == [True, True, False, False]
    assert not rest.lets_through(NOON - timedelta(days=1))
    assert rest.lets_through(NOON)


def test_a_pause_without_an_end_lasts_until_they_say_so() -> None:
    assert Rest(is_paused=True).is_away(date(2040, 1, 1))
    assert not Rest().is_away(FRIDAY)


@pytest.mark.parametrize(
    ("rest", "days"),
    [
        (Rest(is_paused=True, paused_on=FRIDAY), [0, 1, 13]),
        (Rest(is_paused=True), [0, 1, 13, 14, 400]),  # from an earlier release, until the sweep says when it began
        (Rest(is_paused=True, back_on=FRIDAY + timedelta(days=20)), [0, 1, 13, 14]),
        (Rest(is_paused=True, paused_on=FRIDAY + timedelta(days=3000)), []),  # by a clock that was wrong
        (Rest(), []),
    ],
)
def test_a_pause_without_an_end_counts_for_two_weeks_and_stays_one(rest: Rest, days: list[int]) -> None:
    assert [n for n in (0, 1, 13, 14, 400) if rest.counts_as_away(FRIDAY + timedelta(days=n))] == days
    assert rest.is_away(FRIDAY + timedelta(days=14)) == rest.is_paused


def test_a_pause_that_a_wrong_clock_put_years_ahead_is_none() -> None:
    assert Rest(is_paused=True, back_on=FRIDAY + LONGEST_PAUSE).is_away(FRIDAY)
    assert not Rest(is_paused=True, back_on=FRIDAY + LONGEST_PAUSE + timedelta(days=1)).is_away(FRIDAY)


def test_not_today_is_for_today() -> None:
    rest = Rest(not_today=FRIDAY)
    assert not rest.lets_through(NOON)
    assert rest.lets_through(NOON + timedelta(days=1))

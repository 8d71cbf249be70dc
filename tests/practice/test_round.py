"""When a round is owed, what it asks, and how it counts."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careapp.practice.occurrence import local_day, occurs_at
from careapp.practice.prompt import CirclePrompt
from careapp.practice.round import Due, due_rounds, open_round, streak
from tests.practice.made import CHANNEL, DAY, NOW, at, circle, round_

A_DAY = timedelta(days=1)
YESTERDAY = "2026-11-01 23:00"  # a Sunday, just before the Monday in question


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-02 16:54", []),
        ("2026-11-02 16:55", [""]),
        ("2026-11-02 17:25", [""]),
        ("2026-11-02 17:26", ["Care was not awake at 16:55"]),
        ("2026-11-03 09:00", ["Care was not awake at 16:55"]),
        ("2026-11-03 16:55", ["Care was not awake at 16:55", ""]),
    ],
)
def test_a_round_opens_within_half_an_hour_and_is_missed_with_a_reason_later(now: str, expected: list[str]) -> None:
    due = due_rounds(circle(since=at(YESTERDAY)), set(), at(now))
    assert [one.missed_because for one in due] == expected
    assert [one.day for one in due] == [DAY + A_DAY * n for n in range(len(expected))]


def test_a_round_never_opens_on_the_next_local_day() -> None:
    late = circle(since=at(YESTERDAY), round_time=time(23, 50))
    assert [one.missed_because for one in due_rounds(late, set(), at("2026-11-02 23:59"))] == [""]
    assert [one.missed_because for one in due_rounds(late, set(), at("2026-11-03 00:05"))] != [""]


def test_a_round_that_is_known_is_not_owed_again() -> None:
    assert due_rounds(circle(since=at(YESTERDAY)), {DAY}, at("2026-11-02 17:00")) == []


def test_nothing_is_owed_from_before_the_settings_were_kept() -> None:
    assert due_rounds(circle(since=at("2026-11-02 16:56")), set(), at("2026-11-02 17:00")) == []
    due = due_rounds(circle(since=at("2026-11-02 16:55")), set(), at("2026-11-02 17:00"))
    assert due == [Due(DAY, at("2026-11-02 16:55"))]


def test_a_paused_circle_is_owed_nothing() -> None:
    assert due_rounds(circle(since=at(YESTERDAY), state="paused"), set(), at("2026-11-02 17:00")) == []


def test_weekdays_and_holidays_have_no_round() -> None:
    days = circle(since=at("2026-12-20 00:00"), weekdays=(1, 5, 6), country="DE")
    due = due_rounds(days, set(), at("2026-12-31 12:00"))
    assert [one.day for one in due] == [date(2026, 12, 21), date(2026, 12, 28)]  # no Friday 25th, no Saturday 26th
    without = due_rounds(circle(since=at("2026-12-20 00:00"), weekdays=(1, 5, 6)), set(), at("2026-12-31 12:00"))
    assert len(without) == 4


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"])
@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 4, 5), date(2026, 10, 4), date(2026, 11, 1)])
def test_each_zone_has_its_round_at_its_own_time_on_days_when_clocks_change(zone: str, day: date) -> None:
    every_day = circle(zone=zone, weekdays=(1, 2, 3, 4, 5, 6, 7))
    opens = occurs_at(day, time(16, 55), zone)
    known = {day - A_DAY * n for n in range(1, 16)}
    assert due_rounds(every_day, known, opens - timedelta(seconds=1)) == []
    assert due_rounds(every_day, known, opens) == [Due(day, opens)]


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(["Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "UTC"]),
    begins_after=st.timedeltas(timedelta(0), A_DAY * 1300),
    quarter=st.integers(0, 95),
    pauses=st.lists(st.integers(1, 60 * 60), min_size=1, max_size=60),
)
def test_whatever_the_pauses_every_day_is_settled_once(
    zone: str, begins_after: timedelta, quarter: int, pauses: list[int]
) -> None:
    begins = datetime(2025, 1, 1, tzinfo=UTC) + begins_after
    clock_time = time(quarter // 4, quarter % 4 * 15)
    ours = circle(zone=zone, since=begins, round_time=clock_time, weekdays=(1, 2, 3, 4, 5, 6, 7))
    settled: dict[date, Due] = {}
    now = begins
    for minutes in pauses:
        now += timedelta(minutes=minutes % 3000)
        for due in due_rounds(ours, settled, now):
            assert due.day not in settled
            assert begins <= due.at <= now
            in_time = now - due.at <= timedelta(minutes=30) and local_day(now, zone) == due.day
            assert bool(due.missed_because) is not in_time
            settled[due.day] = due
    owed = (local_day(begins, zone) + A_DAY * n for n in range(200))
    assert set(settled) == {day for day in owed if begins <= occurs_at(day, ours.round_time, zone) <= now}


def test_an_open_round_knows_its_prompt_and_its_end() -> None:
    prompt = CirclePrompt("own:1", "empathy", "Whom did you hear today?")
    opened = open_round(circle(minutes=10), DAY, NOW, prompt, NOW + timedelta(minutes=3))
    assert (opened.prompt, opened.value_id, opened.state) == (prompt.text, "empathy", "open")
    assert opened.closes_at == NOW + timedelta(minutes=13)
    assert opened.key == f"round:{CHANNEL}:2026-11-02"


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(0, 5), (1, 5), (60, 4), (239, 2), (240, 1), (299, 1), (300, 0), (301, 0), (9999, 0)]
)
def test_minutes_left_are_rounded_up_and_never_negative(seconds: int, minutes: int) -> None:
    assert round_().minutes_left(NOW + timedelta(seconds=seconds)) == minutes


def test_late_stories_count_for_a_week() -> None:
    assert round_().takes_stories(NOW + timedelta(days=7, seconds=-1))
    assert not round_().takes_stories(NOW + timedelta(days=7))
    assert not round_(state="missed", opened_at=None).takes_stories(NOW)


@pytest.mark.parametrize(
    ("told", "count"),
    [([], 0), ([0], 0), ([1], 1), ([2, 1, 0, 3], 2), ([None, 2, None, 1, 0], 2), ([0, 4, 4], 0), ([None], 0)],
)
def test_a_streak_counts_rounds_held_in_a_row_and_leaves_missed_ones_aside(told: list[int | None], count: int) -> None:
    rounds = [
        round_(DAY - A_DAY * n, state="missed" if t is None else "closed", told=t or 0) for n, t in enumerate(told)
    ]
    assert streak(rounds) == count

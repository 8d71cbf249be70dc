"""When lessons are gathered: once in every month, on the day that the rule names."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careapp.practice.circle import LESSON_DAYS, check_settings
from careapp.practice.lesson import DueGathering, due_gatherings, is_gathering_day, month_of
from careapp.practice.refusal import CareError
from tests.practice.made import at, circle

A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("never", []),
        ("first 1", [2]),
        ("first 7", [1]),
        ("last 1", [30]),
        ("last 5", [27]),
        ("last 7", [29]),
    ],
)
def test_a_rule_names_one_day_of_november(rule: str, days: list[int]) -> None:
    assert [n for n in range(1, 31) if is_gathering_day(rule, date(2026, 11, n))] == days


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LESSON_DAYS[1:]), st.integers(1990, 2100))
def test_every_month_of_every_year_has_its_day_once(rule: str, year: int) -> None:
    days = (date(year, 1, 1) + A_DAY * n for n in range(364 + (date(year, 12, 31).timetuple().tm_yday == 366) + 1))
    counted = Counter(month_of(day) for day in days if is_gathering_day(rule, day))
    assert counted == Counter(f"{year}-{n:02}" for n in range(1, 13))


def test_lessons_are_owed_at_the_hour_of_the_highlights_and_once() -> None:
    ours = circle(lessons_on="first 2")
    assert due_gatherings(ours, (), at("2026-11-03 15:59")) == []
    assert due_gatherings(ours, (), at("2026-11-03 16:00")) == [DueGathering("2026-11")]
    assert due_gatherings(ours, {"2026-11"}, at("2026-11-03 16:00")) == []


def test_what_is_more_than_a_day_late_is_missed_with_the_reason() -> None:
    missed = DueGathering("2026-11", "Care was not awake at 16:00")
    assert due_gatherings(circle(lessons_on="first 2"), (), at("2026-11-04 16:01")) == [missed]


@pytest.mark.parametrize(
    "changes", [{}, {"state": "paused"}, {"since": at("2026-11-03 16:01")}, {"zone": "Mars/Base"}], ids=str
)
def test_nothing_is_owed_by_a_circle_that_did_not_ask_rests_or_is_younger(changes: dict[str, object]) -> None:
    asked = {} if not changes else {"lessons_on": "first 2"}
    assert due_gatherings(circle(**asked, **changes), (), at("2026-11-03 17:00")) == []


def test_only_a_day_that_is_offered_can_be_kept() -> None:
    for rule in LESSON_DAYS:
        assert check_settings(circle(lessons_on=rule)).lessons_on == rule
    with pytest.raises(CareError) as refused:
        check_settings(circle(lessons_on="first 8"))
    assert refused.value.field == "lessons_on"

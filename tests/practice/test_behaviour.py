"""A behaviour: on which days a circle is asked about it, in which weeks, and when whether it stays."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careapp.practice.behaviour import LONGEST, Behaviour, Week, asking_now, check_behaviour, due_weeks
from careapp.practice.refusal import CareError
from tests.practice.made import DAY, at, circle, round_

A_DAY = timedelta(days=1)


def behaviour(**changes: Any) -> Behaviour:
    """Return what a circle practises from Monday, 2 November, on."""
    return Behaviour(**{"id": "V1", "channel_id": "C1", "text": "We ring when we said", "began_on": DAY, **changes})


def test_every_second_day_of_four_weeks_is_its_turn() -> None:
    turns = [n for n in range(-3, 60) if behaviour().is_turn(DAY + A_DAY * n)]
    assert turns == list(range(1, 28, 2))
    assert not any(behaviour(state="kept").is_turn(DAY + A_DAY * n) for n in range(30))


def test_a_round_on_its_turn_asks_about_it_and_uses_no_prompt_up() -> None:
    asked = [behaviour(value_id="empathy").ask_in(round_(DAY + A_DAY * n)) for n in (1, 3, 5, 7, 9)]
    assert all("We ring when we said" in each.prompt for each in asked)
    assert len({each.prompt for each in asked}) == 4
    assert {(each.prompt_id, each.value_id) for each in asked} == {("", "empathy")}


def test_within_a_question_it_has_no_full_stop_of_its_own() -> None:
    for said, quoted in (("Answer. Shortly.", "“Answer. Shortly”"), ("And then …", "“And then …”"), ("So..", "“So..”")):
        ours = behaviour(text=said)
        assert ours.quoted == quoted
        assert all(quoted in ours.ask_in(round_(DAY + A_DAY * n)).prompt for n in (1, 3, 5, 7))


def test_each_week_is_asked_about_on_its_last_day_of_a_round() -> None:
    due = due_weeks(circle(), behaviour(), (), at("2026-12-03 12:00"))
    assert [(one.number, f"{one.day:%a %d %b}") for one in due] == [
        (1, "Mon 09 Nov"),
        (2, "Mon 16 Nov"),
        (3, "Mon 23 Nov"),
        (4, "Mon 30 Nov"),
    ]
    began_on_sunday = behaviour(began_on=date(2026, 11, 1))
    assert due_weeks(circle(), began_on_sunday, (), at("2026-11-06 17:00"))[0].day == date(2026, 11, 6)


def test_a_week_is_asked_about_once_in_time_or_missed_with_the_reason() -> None:
    ours = behaviour()
    assert due_weeks(circle(), ours, (), at("2026-11-09 16:54")) == []
    (due,) = due_weeks(circle(), ours, (), at("2026-11-09 16:55"))
    assert due.missed_because == ""
    assert due_weeks(circle(), ours, {1}, at("2026-11-09 16:55")) == []
    (late,) = due_weeks(circle(), ours, (), at("2026-11-10 17:00"))
    assert late.missed_because == "Care was not awake at 16:55"


def test_a_week_of_holidays_alone_is_not_asked_about() -> None:
    ours = circle(weekdays=(5,), country="DE")  # in 2026, Christmas is a Friday, and so is New Year's Day of 2027
    due = due_weeks(ours, behaviour(began_on=date(2026, 12, 14)), (), at("2027-01-12 12:00"))
    assert [(one.number, one.day) for one in due] == [(1, date(2026, 12, 18)), (4, date(2027, 1, 8))]


@pytest.mark.parametrize(
    "rests", [{"state": "paused"}, {"zone": "Mars/Base"}, {"since": at("2026-11-09 16:56")}], ids=str
)
def test_a_circle_that_rests_owes_no_week(rests: dict[str, Any]) -> None:
    assert due_weeks(circle(**rests), behaviour(), (), at("2026-11-09 17:00")) == []


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.sets(st.integers(1, 7), min_size=1), st.integers(0, 40))
def test_whenever_it_begins_a_week_has_one_day_within_it(began_on: date, weekdays: set[int], days: int) -> None:
    ours = circle(weekdays=tuple(sorted(weekdays)), zone="UTC")
    now = at(f"{began_on + A_DAY * days} 18:00", "UTC")
    due = due_weeks(ours, behaviour(began_on=began_on), (), now)
    assert [one.number for one in due] == list(range(1, len(due) + 1))
    for one in due:
        assert timedelta(weeks=one.number - 1) < one.day - began_on <= timedelta(weeks=one.number)
        assert one.day.isoweekday() in weekdays
    assert len(due) == 4 or days <= 28


@pytest.mark.parametrize(
    ("local", "number"),
    [
        ("2026-11-30 12:00", 0),
        ("2026-12-01 08:59", 0),
        ("2026-12-01 09:00", 1),
        ("2026-12-01 18:00", 0),
        ("2026-12-05 12:00", 0),
        ("2026-12-28 12:00", 1),
        ("2026-12-29 12:00", 2),
    ],
)
def test_after_four_weeks_it_is_asked_by_day_whether_it_stays_and_again_later(local: str, number: int) -> None:
    assert asking_now(circle(), behaviour(), at(local)) == number
    assert asking_now(circle(), behaviour(state="kept"), at(local)) == 0


def test_a_week_counts_a_partly_as_half() -> None:
    assert Week("V1", 1, DAY).share is None
    assert Week("V1", 1, DAY, yes=1, partly=2, not_yet=1).share == 0.5
    assert Week("V1", 1, DAY).takes_answers(DAY + A_DAY * 6)
    assert not Week("V1", 1, DAY).takes_answers(DAY + A_DAY * 7)
    assert not Week("V1", 1, DAY, reason="too late").takes_answers(DAY)


def test_a_behaviour_is_one_line_of_words_that_can_be_kept_in_mind() -> None:
    assert check_behaviour("We ring\n when we said ") == "We ring when we said"
    assert check_behaviour("a" * LONGEST) == "a" * LONGEST
    for text in ("", ":tada:", "a" * (LONGEST + 1)):
        with pytest.raises(CareError) as refused:
            check_behaviour(text)
        assert refused.value.field == "text"

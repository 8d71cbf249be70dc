"""The pulse: when it is owed, whom each circle asks, and when answers may be told."""

from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careapp.practice.occurrence import week_of
from careapp.practice.pulse import (
    FEWEST,
    Answers,
    DuePulse,
    OwedResult,
    check_sentence,
    due_pulses,
    is_rest,
    missed,
    opened,
    who_is_asked,
)
from careapp.practice.refusal import CareError
from tests.practice.made import at, circle

THURSDAY = at("2026-11-05 15:00")


def due(now: str, *, known: tuple[str, ...] = (), since: str = "2026-11-02 09:00", **changes: Any) -> list[DuePulse]:
    return due_pulses(circle(**{"asks_pulse": True, "since": at(since), **changes}), known, at(now))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-05 14:59", []),
        ("2026-11-05 15:00", [("2026-W45", "")]),
        ("2026-11-06 15:00", [("2026-W45", "")]),
        ("2026-11-06 15:01", [("2026-W45", "Care was not awake on Thursday at 15:00")]),
        ("2026-11-12 15:00", [("2026-W45", "Care was not awake on Thursday at 15:00"), ("2026-W46", "")]),
    ],
)
def test_it_is_owed_on_thursday_afternoon_and_for_a_day_after(now: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.week, one.missed_because) for one in due(now)] == expected


def test_a_week_that_is_settled_is_owed_no_more_nor_one_before_the_settings() -> None:
    assert due("2026-11-05 15:00", known=("2026-W45",)) == []
    assert due("2026-11-05 15:10", since="2026-11-05 15:05") == []


@pytest.mark.parametrize("changes", [{"asks_pulse": False}, {"state": "paused"}, {"zone": "Mars/Base"}])
def test_a_circle_that_does_not_ask_owes_nothing(changes: dict[str, Any]) -> None:
    assert due("2026-11-05 15:00", **changes) == []


@pytest.mark.parametrize(
    ("told_at", "newest", "now", "is_over"),
    [
        ("2026-11-09 15:00", "2026-W45", "2026-11-09 15:00", False),
        ("2026-11-09 15:00", "2026-W45", "2026-11-15 15:00", False),
        ("2026-11-09 15:00", "2026-W45", "2026-11-15 15:01", True),
        ("2026-11-09 15:00", "2026-W46", "2026-11-13 15:00", True),
        ("2026-11-09 15:00", "", "2026-11-09 09:00", False),  # the clock was set back a little
        ("2027-11-09 15:00", "2026-W45", "2026-11-09 15:00", True),  # it was a year ahead
    ],
)
def test_a_letter_with_a_result_has_six_days_and_ends_with_the_next_result(
    told_at: str, newest: str, now: str, is_over: bool
) -> None:
    assert OwedResult("C1", "2026-W45", "U1", at(told_at)).is_over(newest, at(now)) == is_over


def test_nobody_is_asked_on_a_public_holiday_and_the_week_says_so() -> None:
    (one,) = due("2026-12-25 15:00", since="2026-12-22 09:00", country="DE", pulse_weekday=5)
    assert one.missed_because == "Friday was a public holiday"
    assert is_rest(one.missed_because)


@pytest.mark.parametrize(
    ("day", "closes"),
    [("2026-11-05 15:00", "2026-11-09 15:00"), ("2026-10-22 15:00", "2026-10-26 15:00")],  # clocks change in between
)
def test_it_is_open_until_the_same_hour_four_days_later(day: str, closes: str) -> None:
    (one,) = due(day, since="2026-10-20 09:00", known=("2026-W43",) if "11-05" in day else ())[-1:]
    pulse = opened(circle(pulse_time=time(15)), one)
    assert (pulse.asked_at, pulse.closes_at) == (at(day), at(closes))
    assert not pulse.is_over(at(closes) - timedelta(seconds=1))
    assert pulse.is_over(at(closes))
    assert pulse.still_asks(at(day) + timedelta(hours=24))
    assert not pulse.still_asks(at(day) + timedelta(hours=25))


def test_one_of_a_clock_that_was_wrong_is_over_and_asks_nobody() -> None:
    pulse = opened(circle(), DuePulse(THURSDAY.date(), THURSDAY))
    set_back = THURSDAY - timedelta(hours=2)
    assert not pulse.is_over(set_back)
    assert not pulse.still_asks(set_back)
    assert pulse.is_over(THURSDAY - timedelta(hours=25))


def test_a_missed_question_keeps_its_reason() -> None:
    pulse = missed(circle(), DuePulse(THURSDAY.date(), THURSDAY), "Care was not awake")
    assert (pulse.state, pulse.week, pulse.reason) == ("missed", "2026-W45", "Care was not awake")
    assert week_of(THURSDAY.date()) == pulse.week


FIVE = ("UA", "UB", "UC", "UD", "UE")
WEEKS = st.integers(1, 53).map("2026-W{:02}".format)


def asked_in_each(people_in: dict[str, set[str]], week: str) -> dict[str, frozenset[str]]:
    """Return whom each circle asks that is large enough; each knows of those alone that share somebody with it."""
    beside = {c: {other: p for other, p in people_in.items() if other == c or p & people_in[c]} for c in people_in}
    found = {c: who_is_asked(c, beside[c], week) for c in people_in}
    return {c: people for c, people in found.items() if people is not None}


def test_a_circle_of_five_asks_all_of_them_and_a_smaller_one_nobody() -> None:
    people_in = {"C1": set(FIVE), "C2": set(FIVE[:4])}
    assert who_is_asked("C1", people_in, "2026-W45") == set(FIVE)
    assert who_is_asked("C2", people_in, "2026-W45") is None


def test_those_in_two_circles_are_asked_in_each_by_turns() -> None:
    people_in = {"C1": set(FIVE), "C2": {"UD", "UE", "UF", "UG", "UH"}}
    even, odd = (asked_in_each(people_in, week) for week in ("2026-W46", "2026-W45"))
    for who in ("UD", "UE"):
        assert [who in even[c] for c in ("C1", "C2")] == [who in odd[c] for c in ("C2", "C1")]
    assert all({"UA", "UB", "UC"} <= asked["C1"] for asked in (even, odd))


@given(st.dictionaries(st.sampled_from(["C1", "C2", "C3", "C4"]), st.sets(st.integers(0, 14).map(str))), WEEKS)
def test_everybody_in_a_circle_large_enough_is_asked_once(people_in: dict[str, set[str]], week: str) -> None:
    asked = asked_in_each(people_in, week)
    everybody = [who for people in asked.values() for who in people]
    assert sorted(everybody) == sorted(set().union(*(p for p in people_in.values() if len(p) >= FEWEST)))
    assert all(people <= people_in[channel_id] for channel_id, people in asked.items())


@given(st.lists(st.integers(1, 5), max_size=12), st.lists(st.text(min_size=1, max_size=5), max_size=5), st.randoms())
def test_the_order_in_which_answers_come_leaves_no_trace(scores: list[int], said: list[str], random: Any) -> None:
    def gathered(scores: list[int], said: list[str]) -> Answers:
        answers = Answers("2026-W45")
        for score in scores:
            answers = answers.with_score(score)
        for sentence in said:
            answers = answers.with_sentence(sentence)
        return answers

    in_order = gathered(scores, said)
    assert gathered(random.sample(scores, len(scores)), random.sample(said, len(said))) == in_order
    assert in_order.can_be_told == (len(scores) >= 5)
    assert (in_order.count, in_order.total) == (len(scores), sum(scores))


@pytest.mark.parametrize("sentence", ["", "   ", ":tada:", "x" * 501])
def test_a_sentence_has_words_and_is_short(sentence: str) -> None:
    with pytest.raises(CareError):
        check_sentence(sentence)


def test_a_sentence_is_kept_as_it_is() -> None:
    assert check_sentence("Ines asked how I was.") == "Ines asked how I was."

"""The care note's rules: when it is due, and what is in it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careapp.practice.answer import draft_thanks
from careapp.practice.note import A_WEEK, SHOWN, SOME_WEEKS, Line, Note, NoteWeek, draft, due_weeks, gather
from careapp.practice.story import Story
from tests.practice.made import CHANNEL, NOW, at, circle, kudos, story

WEEK = NoteWeek(CHANNEL, "2026-W45", NOW)
FRIDAY = "2026-11-06"


def noted(
    told: list[Story], manager: str = "UBOSS", given: tuple[object, ...] = (), thanked: tuple[str, ...] = ()
) -> Note:
    people = [f"U{n}" for n in range(1, 60)] + ["UONE", "UGIVER"]
    return gather(WEEK, manager, people, told=told, unanswered=told, given=list(given), thanked=thanked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "reasons"),
    [
        (f"{FRIDAY} 08:59", []),
        (f"{FRIDAY} 09:00", [""]),
        ("2026-11-07 09:00", [""]),
        ("2026-11-07 09:01", ["Care was not awake on Friday at 09:00"]),
    ],
)
def test_a_note_is_due_for_a_day_from_the_morning_of_the_highlights(now: str, reasons: list[str]) -> None:
    due = due_weeks(circle(writes_care_note=True, since=at("2026-11-02 12:00")), (), at(now))
    assert [week.missed_because for week in due] == reasons
    assert [week.until for week in due] == [at(f"{FRIDAY} 09:00")] * len(reasons)


@pytest.mark.parametrize(
    "changes",
    [{"writes_care_note": False}, {"state": "paused"}, {"zone": "Mars/Base"}, {"since": at(f"{FRIDAY} 09:01")}],
)
def test_no_note_is_due_where_none_is_wanted_or_the_settings_are_newer(changes: dict[str, object]) -> None:
    ours = circle(**{"writes_care_note": True, **changes})
    assert due_weeks(ours, ("2026-W44", "2026-W43"), at(f"{FRIDAY} 10:00")) == []


@given(st.datetimes(min_value=NOW.replace(tzinfo=None), max_value=(NOW + timedelta(days=400)).replace(tzinfo=None)))
def test_a_week_is_due_once_whenever_it_is_looked_at(moment: object) -> None:
    now = moment.replace(tzinfo=NOW.tzinfo)  # type: ignore[attr-defined]
    ours = circle(writes_care_note=True)
    due = due_weeks(ours, (), now)
    assert len({week.week for week in due}) == len(due)
    assert due_weeks(ours, {week.week for week in due}, now) == []


def test_a_note_tells_of_the_week_and_reasons_go_back_three() -> None:
    told = [story(n, told_at=NOW - weeks + timedelta(hours=1)) for n, weeks in ((1, SOME_WEEKS), (2, A_WEEK))]
    note = noted(told)
    assert [line.about for line in note.of_kind("told")] == ["U2"]
    assert [line.about for line in note.of_kind("unthanked")] == ["U1", "U2"]
    assert [line.about for line in noted(told, thanked=("U1",)).of_kind("unthanked")] == ["U2"]


def test_ones_own_stories_and_thanks_are_in_nobodys_note() -> None:
    note = noted([story(1)], manager="U1", given=(kudos(1, giver="U1"), kudos(2, receivers=("U1",))), thanked=("UONE",))
    assert note.lines == ()


def test_a_customers_praise_is_to_the_credit_of_those_it_is_about() -> None:
    note = noted([story(1, is_praise=True, thanked=("U7",))], given=(kudos(1, story_id=1, receivers=("U7",)),))
    assert all(line.concerns("U7") and not line.concerns("U1") for line in note.lines)
    assert all(line.story for line in note.lines)
    assert draft(note.of_kind("unthanked")[0], "Ravi Rai", "").startswith("Thank you, Ravi! A customer said: “")


def test_thanks_for_a_story_are_no_help_and_no_reason_beside_that_story() -> None:
    note = noted([story(1)], given=(kudos(1, receivers=("U1",), answers=1, given_at=NOW + timedelta(hours=1)),))
    assert note.of_kind("helped") == []
    assert [line.kudos for line in note.of_kind("unthanked")] == [None]


def test_each_person_has_one_reason_their_latest_and_the_oldest_comes_first() -> None:
    told = [story(n, teller=f"U{n % 3 + 1}", told_at=NOW - timedelta(hours=50 - n)) for n in range(1, 10)]
    reasons = noted(told).of_kind("unthanked")
    assert [line.story and line.story.id for line in reasons] == [7, 8, 9]


def test_a_long_week_is_shown_in_part_and_the_rest_is_counted_together() -> None:
    told = [story(n, told_at=NOW - timedelta(minutes=100 - n)) for n in range(1, 41)]
    note = noted(told)
    assert {kind: len(note.of_kind(kind)) for kind in SHOWN} == {**SHOWN, "helped": 0}
    assert note.more == 40 - SHOWN["told"]


def test_a_line_holds_no_longer_than_what_it_shows() -> None:
    assert not Line("told", "U1").is_true_still("UBOSS")
    assert not Line("unthanked", "U2", kudos=kudos(1)).is_true_still("UBOSS")
    assert not Line("told", "U7", story(1, is_praise=True)).is_true_still("UBOSS")
    assert Line("helped", "", kudos=kudos(1)).is_true_still("UBOSS")


def test_a_story_of_poor_care_is_told_but_no_reason_for_thanks_and_an_answer_thanks_for_telling_it() -> None:
    told = story(1, is_poor_care=True)
    note = noted([told])
    assert [line.kind for line in note.lines] == ["told", "unanswered"]
    assert draft_thanks(["Ravi Rai"], told) == "Thank you, Ravi, for telling us."

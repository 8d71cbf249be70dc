"""Days as people say them, and where they are said."""

from datetime import timedelta

import pytest

from careapp.blocks.day import past_day
from careapp.blocks.note import note_message
from careapp.blocks.story import kept_message
from careapp.practice.note import Line, Note
from tests.practice.made import DAY, NOW, circle, story
from tests.team import words

NAMES = {"U1": "Ada", "UBOSS": "Bo"}


@pytest.mark.parametrize(
    ("days_ago", "said"),
    [(0, "Monday"), (6, "Tuesday"), (7, "Monday, 26 October"), (17, "Friday, 16 October")],
)
def test_a_weekday_alone_is_for_the_last_six_days(days_ago: int, said: str) -> None:
    assert past_day(DAY - timedelta(days=days_ago), DAY) == said


def test_without_knowing_when_it_is_read_a_day_has_its_date() -> None:
    assert past_day(DAY) == "Monday, 2 November"


def test_a_care_note_dates_what_is_older_than_its_week() -> None:
    lines = [
        Line("unthanked", "U1", story(1, day=DAY - timedelta(days=17))),
        Line("told", "U1", story(2)),
    ]
    said = words(note_message(Note("C1", "2026-W45", "UBOSS", NOW, tuple(lines)), circle(), NAMES))
    assert "Ada, Friday, 16 October:" in said
    assert "Ada, Monday: " in said


def test_a_late_story_joins_a_round_that_is_named_by_its_date() -> None:
    told = story(round_day=DAY - timedelta(days=10))
    assert "in the round of Friday, 23 October." in kept_message(told, today=DAY)["text"]

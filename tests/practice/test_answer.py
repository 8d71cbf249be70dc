"""On which morning the stories that nobody has answered are brought to somebody."""

from datetime import date, timedelta

import pytest

from careapp.practice.answer import due_morning
from tests.practice.made import at, circle

MONDAY = date(2026, 11, 2)
SUNDAY_TO_THURSDAY = (1, 2, 3, 4, 7)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def next_morning(weekdays: tuple[int, ...], told_on: str) -> str:
    """Return the weekday of the first morning that brings what was told on one."""
    told = MONDAY + timedelta(days=DAYS.index(told_on))
    ours = circle(weekdays=weekdays)
    days = (told + timedelta(days=n) for n in range(1, 8))
    due = (due_morning(ours, (), at(f"{day} 09:00")) for day in days)
    morning = next(filter(None, due))
    assert morning.since < at(f"{told} 16:55") < morning.until
    return f"{morning.day:%a}"


@pytest.mark.parametrize(
    ("weekdays", "told_on", "brought_on"),
    [
        ((1, 2, 3, 4, 5), "Thu", "Fri"),
        ((1, 2, 3, 4, 5), "Fri", "Mon"),
        (SUNDAY_TO_THURSDAY, "Thu", "Sun"),
        (SUNDAY_TO_THURSDAY, "Wed", "Thu"),
        (SUNDAY_TO_THURSDAY, "Sat", "Sun"),
        ((2, 3, 4, 5, 6), "Sat", "Tue"),
        ((2, 3, 4, 5, 6), "Fri", "Sat"),
        ((1, 2, 3, 4), "Thu", "Mon"),
        ((1,), "Mon", "Tue"),
        ((1,), "Fri", "Mon"),
        ((6,), "Fri", "Sat"),
        ((6,), "Sat", "Mon"),
        ((1, 3, 5), "Wed", "Thu"),
        ((1, 2, 3, 4, 5, 6, 7), "Sat", "Sun"),
    ],
)
def test_a_story_is_brought_on_the_next_morning_on_which_its_circle_works(
    weekdays: tuple[int, ...], told_on: str, brought_on: str
) -> None:
    assert next_morning(weekdays, told_on) == brought_on

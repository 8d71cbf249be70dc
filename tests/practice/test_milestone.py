"""When years of rounds are full."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careapp.practice.milestone import years_of_rounds


@pytest.mark.parametrize(
    ("first", "day", "years"),
    [
        ("2026-11-02", "2026-11-02", 0),
        ("2026-11-02", "2027-11-01", 0),
        ("2026-11-02", "2027-11-02", 1),
        ("2026-11-02", "2027-12-03", 1),
        ("2026-11-02", "2027-12-04", 0),
        ("2026-11-02", "2028-11-05", 2),
        ("2028-02-29", "2029-02-28", 0),
        ("2028-02-29", "2029-03-01", 1),
        ("2028-02-29", "2032-03-01", 4),
        ("2026-12-20", "2028-01-05", 1),
    ],
)
def test_years_are_full_on_their_day_and_told_within_a_month(first: str, day: str, years: int) -> None:
    assert years_of_rounds(date.fromisoformat(first), date.fromisoformat(day)) == years


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(-100, 4000))
def test_a_year_is_told_of_in_the_month_after_it_and_no_more(first: date, later: int) -> None:
    years = years_of_rounds(first, first + timedelta(days=later))
    assert years == 0 or 0 <= later - years * 365.25 + 2 <= 36

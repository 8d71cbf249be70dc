"""How long somebody is away, as people say it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careapp.practice.pause import read_back_on
from careapp.practice.refusal import CareError
from careapp.practice.rest import LONGEST_PAUSE

TODAY = date(2026, 11, 4)  # a Wednesday
SAID = {
    "until friday": "2026-11-06",
    "until Friday!": "2026-11-06",
    "till fri": "2026-11-06",
    "friday": "2026-11-07",
    "for friday": "2026-11-07",
    "tomorrow": "2026-11-06",
    "weekend": "2026-11-09",
    "for the weekend": "2026-11-09",
    "next week": "2026-11-16",
    "for next week": "2026-11-16",
    "through next week": "2026-11-16",
    "next month": "2027-01-01",
    "for december": "2027-01-01",
    "january 2027": "2027-02-01",
    "24 december": "2026-12-25",
    "until wednesday": "2026-11-11",
    "until thurs": "2026-11-05",
    "until next friday": "2026-11-13",
    "through friday": "2026-11-07",
    "until tomorrow": "2026-11-05",
    "today": "2026-11-05",
    "for today": "2026-11-05",
    "until next week": "2026-11-09",
    "for the rest of the week": "2026-11-09",
    "this week": "2026-11-09",
    "until next month": "2026-12-01",
    "for two weeks": "2026-11-18",
    "two weeks": "2026-11-18",
    "for  Two   Weeks": "2026-11-18",
    "for the next two weeks": "2026-11-18",
    "for a week": "2026-11-11",
    "for a fortnight": "2026-11-18",
    "for 3 days": "2026-11-07",
    "for one day": "2026-11-05",
    "for a couple of days": "2026-11-06",
    "for a month": "2026-12-04",
    "for three months": "2027-02-04",
    "until 24 December": "2026-12-24",
    "until the 24th of december": "2026-12-24",
    "until december 24th, 2026": "2026-12-24",
    "until dec 24": "2026-12-24",
    "until 24.12.": "2026-12-24",
    "until 24.12.2026": "2026-12-24",
    "until 3 march": "2027-03-03",
    "until 2026-12-01": "2026-12-01",
    "until 2026/12/01": "2026-12-01",
    "until next Monday.": "2026-11-09",
    "*until Friday*, please": "2026-11-06",
    "`until “friday”`": "2026-11-06",
    "untill weds": "2026-11-11",
    "by friday": "2026-11-06",
    "until and including friday": "2026-11-07",
    "until Monday, 30 November": "2026-11-30",
    "until friday the 27th": "2026-11-27",
    "until friday morning": "2026-11-06",
    "until the 24th": "2026-11-24",
    "until the 1st": "2026-12-01",
    "until the 31st": "2026-12-31",
    "until january": "2027-01-01",
    "until march 2027": "2027-03-01",
    "until the day after tomorrow": "2026-11-06",
    "until the weekend": "2026-11-07",
    "until the end of the week": "2026-11-09",
    "all week": "2026-11-09",
    "for the rest of the month": "2026-12-01",
    "all day": "2026-11-05",
    "for the next week": "2026-11-11",
    "for a year": "2027-11-04",
}
REFUSED = {
    "until the cows come home": "I cannot tell how long",
    "until": "I cannot tell how long",
    "for": "I cannot tell how long",
    "for weeks": "I cannot tell how long",
    "for 0 days": "I cannot tell how long",
    "until fr": "I cannot tell how long",
    "until christmas": "I cannot tell how long",
    "off": "`/care pause` alone lasts until you type `/care back`",
    "<@U1>": "I cannot tell how long",
    "until 12/24": "which of these is the month",
    "until 31 february": "Write it as in `/care pause until 24 December`",
    "until 2026-13-01": "no such day",
    "until 2026-11-04": "4 November 2026 is not ahead of us",
    "until today": "4 November 2026 is not ahead of us",
    "until 1 may 2020": "1 May 2020 is not ahead of us",
    "until yesterday": "3 November 2026 is not ahead of us",
    "until Tuesday 27 November": "27 November 2026 is a Friday. Name the date alone",
    "until the 32nd": "no such day",
    "from monday": "A pause begins at once",
    "on friday": "A pause begins at once",
    "between 1 and 10 December": "A pause begins at once",
    "for 2 hours": "A pause lasts whole days",
    "until noon": "A pause lasts whole days",
    "until 3pm": "A pause lasts whole days",
    "until friday 17:00": "A pause lasts whole days",
    "for 2 years": "more than a year",
    "for 400 days": "more than a year",
    "for 99999999999999999999 weeks": "more than a year",
    "until 1 may 2031": "more than a year",
    "for 900 months": "more than a year",
    "through 31 december 9999": "more than a year",
    f"for {'9' * 5000} days": "I cannot tell how long",
}


@pytest.mark.parametrize(("said", "back_on"), SAID.items())
def test_people_say_how_long_they_are_away(said: str, back_on: str) -> None:
    assert read_back_on(said, TODAY) == date.fromisoformat(back_on)


@pytest.mark.parametrize("said", ["", "  ", "until further notice", "until I am back", "until I’m back", "forever!"])
def test_who_says_nothing_of_an_end_is_away_until_they_are_back(said: str) -> None:
    assert read_back_on(said, TODAY) is None


@pytest.mark.parametrize(("said", "because"), REFUSED.items())
def test_what_cannot_be_read_is_refused_in_a_clear_sentence(said: str, because: str) -> None:
    with pytest.raises(CareError) as refusal:
        read_back_on(said, TODAY)
    assert because in refusal.value.sentence
    assert refusal.value.sentence.endswith(".")


def test_the_weekend_is_the_one_that_has_begun() -> None:
    monday = date(2026, 11, 9)
    assert [read_back_on("weekend", monday - timedelta(days=n)) for n in range(1, 8)] == [monday] * 7


def test_a_month_that_is_shorter_ends_on_its_last_day() -> None:
    assert read_back_on("for a month", date(2027, 1, 31)) == date(2027, 2, 28)
    assert read_back_on("for a month", date(2027, 12, 31)) == date(2028, 1, 31)


@pytest.mark.parametrize("said", ["until 29 february", "until feb 29"])
def test_a_day_that_only_some_years_have_is_found_in_the_next_of_them(said: str) -> None:
    assert read_back_on(said, date(2027, 11, 4)) == date(2028, 2, 29)
    with pytest.raises(CareError):
        read_back_on(said, date(2025, 3, 1))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([*SAID, *REFUSED]) | st.text(max_size=40) | st.from_regex(r"(until|for) [0-9a-z./ -]{1,20}"),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_whatever_is_said_on_whatever_day_it_is_a_day_ahead_or_refused(said: str, today: date) -> None:
    try:
        back_on = read_back_on(said, today)
    except CareError:
        return
    assert back_on is None or timedelta() < back_on - today <= LONGEST_PAUSE

"""A circle's settings: what is kept, who may change them, and when it meets next."""

from datetime import date, time
from typing import Any

import pytest

from careapp.practice.circle import Circle, check_may_lead, check_may_set_up, check_settings
from careapp.practice.refusal import CareError
from tests.practice.made import CHANNEL, NOW, at, circle, person


def test_the_defaults_are_sensible() -> None:
    ours = Circle(CHANNEL, "Europe/Berlin", NOW)
    assert (ours.round_time, ours.minutes, ours.weekdays) == (time(16, 55), 5, (1, 2, 3, 4, 5))
    assert check_settings(ours) is ours


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"weekdays": ()}, "weekdays"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 61}, "minutes"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"zone": ""}, "zone"),
        ({"country": "ZZ"}, "country"),
    ],
)
def test_settings_that_cannot_be_kept_name_their_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(CareError) as refusal:
        check_settings(circle(**changes))
    assert refusal.value.field == field
    assert refusal.value.sentence.endswith(".")


@pytest.mark.parametrize("country", [None, "DE", "NP", "US", "AU"])
@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe", "UTC"])
def test_any_zone_and_country_can_be_kept(zone: str, country: str | None) -> None:
    assert check_settings(circle(zone=zone, country=country)).zone == zone


@pytest.mark.parametrize(
    ("facilitators", "who", "may"),
    [
        (None, person("UONE"), True),
        ((), person("UONE"), True),
        (("UONE",), person("UONE"), True),
        (("UONE", "UTWO"), person("UTWO"), True),
        (("UONE",), person("UTWO"), False),
        (None, person("UONE", is_guest=True), False),
        (("UONE",), person("UONE", is_guest=True), False),
    ],
)
def test_the_first_to_set_up_keeps_the_settings_and_guests_never_do(facilitators: Any, who: Any, may: bool) -> None:
    before = None if facilitators is None else circle(facilitators=frozenset(facilitators))
    if may:
        check_may_set_up(before, who)
    else:
        with pytest.raises(CareError):
            check_may_set_up(before, who)


def test_a_refusal_names_whom_to_ask() -> None:
    with pytest.raises(CareError, match="<@UONE> or <@UTWO>"):
        check_may_set_up(circle(facilitators=frozenset({"UTWO", "UONE"})), person("UTHREE"))


@pytest.mark.parametrize(("who", "may"), [("UBOSS", True), ("ULEAD", True), ("UONE", False)])
def test_facilitators_and_managers_lead(who: str, may: bool) -> None:
    ours = circle(facilitators=frozenset({"ULEAD"}), managers=frozenset({"UBOSS"}))
    if may:
        check_may_lead(ours, who, "open a round")
    else:
        with pytest.raises(CareError, match="<@ULEAD> can open a round here"):
            check_may_lead(ours, who, "open a round")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-02 16:54", "2026-11-02 16:55"),
        ("2026-11-02 16:55", "2026-11-03 16:55"),
        ("2026-11-06 18:00", "2026-11-09 16:55"),
        ("2026-12-24 18:00", "2026-12-28 16:55"),
        ("2026-03-27 18:00", "2026-03-30 16:55"),  # clocks change in between
    ],
)
def test_the_next_round_is_on_the_next_round_day(now: str, expected: str) -> None:
    assert circle(country="DE").next_round_at(at(now)) == at(expected)


def test_a_circle_that_meets_on_no_day_has_no_next_round() -> None:
    assert circle(weekdays=()).next_round_at(NOW) is None
    assert not circle().is_round_day(date(2026, 11, 7))


@pytest.mark.parametrize(
    ("day", "weekdays", "works"),
    [
        (date(2026, 11, 3), (1,), True),
        (date(2026, 11, 7), (1,), False),
        (date(2026, 11, 7), (6,), True),
        (date(2026, 11, 6), (1, 2, 3, 4, 7), False),
        (date(2026, 11, 7), (1, 2, 3, 4, 7), False),
        (date(2026, 11, 8), (1, 2, 3, 4, 7), True),
        (date(2026, 11, 2), (2, 3, 4, 5, 6), False),
        (date(2026, 11, 6), (1, 3, 7), True),
        (date(2026, 12, 25), (5,), False),
        (date(2026, 12, 25), (1, 2, 3, 4, 5), False),
    ],
)
def test_working_days_are_those_it_meets_on_and_where_they_are_few_monday_to_friday_too(
    day: date, weekdays: tuple[int, ...], works: bool
) -> None:
    assert circle(weekdays=weekdays, country="DE").is_working_day(day) is works

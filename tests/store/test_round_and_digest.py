"""Rounds and digests as they are kept, one for a circle and its scheduled day or week."""

import sqlite3
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlite_utils import Database

from careapp.practice.prompt import Asked
from careapp.practice.round import Round
from careapp.store import digest as digests
from careapp.store import round as rounds
from careapp.store import story as stories
from tests.practice.made import CHANNEL, DAY, NOW, at, digest, round_, story

A_DAY = timedelta(days=1)


def _missed(day: date) -> Round:
    return Round(CHANNEL, day, "missed", NOW, "Care was not awake at 16:55")


def test_a_round_comes_back_as_it_was_kept(db: Database) -> None:
    rounds.put(db, round_())
    rounds.put(db, _missed(DAY - A_DAY))
    assert rounds.get(db, CHANNEL, DAY) == round_()
    assert rounds.get(db, CHANNEL, DAY - A_DAY) == _missed(DAY - A_DAY)
    assert rounds.get(db, CHANNEL, DAY + A_DAY) is None


def test_the_latest_round_is_the_last_that_opened(db: Database) -> None:
    assert rounds.latest(db, CHANNEL, NOW) is None
    rounds.put(db, _missed(DAY + A_DAY * 2))
    assert rounds.latest(db, CHANNEL, NOW + A_DAY * 2) is None
    rounds.put(db, round_(DAY))
    rounds.put(db, round_(DAY + A_DAY))
    assert rounds.latest(db, CHANNEL, NOW) == round_(DAY + A_DAY)  # tomorrow has begun somewhere


def test_a_round_that_a_wrong_clock_opened_is_not_the_latest(db: Database) -> None:
    rounds.put(db, round_(DAY))
    rounds.put(db, round_(date(2031, 11, 21)))
    assert rounds.latest(db, CHANNEL, NOW) == round_(DAY)


def test_days_that_are_settled_include_missed_ones(db: Database) -> None:
    for each in (round_(DAY - A_DAY), round_(DAY), _missed(DAY + A_DAY)):
        rounds.put(db, each)
    assert rounds.days_since(db, CHANNEL, DAY) == {DAY, DAY + A_DAY}
    assert rounds.days_since(db, "COTHER", DAY) == set()


def test_closing_a_round_takes_it_off_the_open_ones(db: Database) -> None:
    rounds.put(db, round_(DAY))
    rounds.put(db, round_(DAY + A_DAY))
    rounds.close(db, round_(DAY))
    assert rounds.all_open(db) == [round_(DAY + A_DAY)]
    assert rounds.get(db, CHANNEL, DAY) == replace(round_(DAY), state="closed")


def test_a_row_of_rounds_goes_back_to_the_last_that_was_not_held(db: Database) -> None:
    told = {0: 2, 1: 1, 2: 0, 3: 3, 5: 1, 6: 4}
    for n, count in told.items():
        rounds.put(db, round_(DAY + A_DAY * n, state="closed", told=count))
    rounds.put(db, _missed(DAY + A_DAY * 4))
    found = rounds.run_up_to(db, CHANNEL, DAY + A_DAY * 5)
    assert [(each.day - DAY).days for each in found] == [5, 4, 3, 2]
    assert [(each.day - DAY).days for each in rounds.run_up_to(db, CHANNEL, DAY + A_DAY)] == [1, 0]


def test_rounds_that_opened_between_two_digests_also_west_of_greenwich(db: Database) -> None:
    evening = at("2026-11-06 20:30", "America/New_York")  # Saturday already in UTC
    rounds.put(db, round_(date(2026, 11, 6), opened_at=evening, closes_at=evening))
    rounds.put(db, round_(date(2026, 11, 5), opened_at=evening - A_DAY, closes_at=evening))
    rounds.put(db, _missed(date(2026, 11, 9)))
    since = at("2026-11-06 20:00", "America/New_York")
    assert [each.day.day for each in rounds.opened_between(db, CHANNEL, since, since + A_DAY * 7)] == [6]
    assert [each.day.day for each in rounds.opened_between(db, CHANNEL, since - A_DAY, since)] == [5]


def test_what_a_circle_was_asked_is_known_newest_first_without_what_was_missed(db: Database) -> None:
    for n, (prompt, value) in enumerate([("p1", "empathy"), ("p2", "empathy"), ("p1", "product")]):
        rounds.put(db, round_(DAY + A_DAY * n, prompt_id=prompt, value_id=value))
    rounds.put(db, _missed(DAY + A_DAY * 3))
    newest = [Asked(DAY + A_DAY * 2, "p1", "product"), Asked(DAY + A_DAY, "p2", "empathy")]
    assert rounds.asked_since(db, CHANNEL, DAY + A_DAY) == newest
    assert rounds.asked_since(db, CHANNEL, DAY) == [*newest, Asked(DAY, "p1", "empathy")]
    assert rounds.asked_since(db, "C2", DAY) == []


def test_the_last_day_of_a_value_is_that_of_the_latest_story_still_told(db: Database) -> None:
    told = []
    for n, value in enumerate(("empathy", "product", "empathy", None), 1):
        told.append(stories.add(db, story(n, day=DAY + A_DAY * n, value_id=value)))
    values = ["empathy", "product", "beyond"]
    days = {"empathy": DAY + A_DAY * 3, "product": DAY + A_DAY * 2}
    assert stories.value_days(db, CHANNEL, values, DAY + A_DAY * 9) == days
    assert stories.value_days(db, CHANNEL, values, DAY + A_DAY * 2)["empathy"] == DAY + A_DAY  # not of a day to come
    assert told[2]
    stories.remove(db, told[2], NOW)
    assert stories.value_days(db, CHANNEL, values, DAY + A_DAY * 9) == {**days, "empathy": DAY + A_DAY}


def test_a_digest_is_kept_with_who_was_in_its_highlights(db: Database) -> None:
    told = [each for n in (1, 2) if (each := stories.add(db, story(n)))]
    digests.put(db, digest(stories=told, week="2026-W44"))
    digests.put(db, digest(stories=told[:1], week="2026-W45", now=NOW + A_DAY * 7))
    assert digests.last_shown(db, CHANNEL, ["U1", "U1", "U2", "U3"]) == {"U1": "2026-W45", "U2": "2026-W44"}
    assert digests.last_shown(db, "COTHER", ["U1"]) == {}
    assert digests.last_until(db, CHANNEL, NOW + A_DAY * 7) == NOW + A_DAY * 7
    assert digests.last_until(db, CHANNEL, NOW + A_DAY) == NOW


def test_the_highlights_of_a_digest_come_back_in_order_with_their_reasons(db: Database) -> None:
    told = [each for n in (3, 1, 2) if (each := stories.add(db, story(n, cheers=n)))]
    made = digest(stories=told)
    digests.put(db, made)
    first = "their first time in the highlights"
    assert digests.highlights(db, made.span) == [(told[0].id, first), (told[2].id, first), (told[1].id, first)]
    assert digests.highlights(db, digest(week="2026-W46").span) == []


def test_the_digest_that_told_of_an_instant_is_found(db: Database) -> None:
    first = digest(week="2026-W44", since=NOW - A_DAY * 7)
    second = digest(week="2026-W45", since=NOW, now=NOW + A_DAY * 7)
    for each in (first, second):
        digests.put(db, each)
    found = [digests.covering(db, CHANNEL, NOW + A_DAY * days) for days in (-7, -6, 0, 1, 7, 8)]
    assert found == [None, first.span, first.span, second.span, second.span, None]
    assert digests.covering(db, "COTHER", NOW) is None


def test_what_was_missed_lately_is_told_with_its_reason(db: Database) -> None:
    for each in (_missed(DAY - A_DAY), round_(DAY), _missed(DAY + A_DAY), _missed(DAY + A_DAY * 2)):
        rounds.put(db, each)
    assert [each.day for each in rounds.missed_since(db, CHANNEL, DAY)] == [DAY + A_DAY, DAY + A_DAY * 2]
    digests.put(db, digest(week="2026-W44"))
    for week in ("2026-W43", "2026-W45"):
        digests.miss(db, CHANNEL, week, "Care was not running", NOW)
    assert digests.missed_since(db, CHANNEL, "2026-W44") == [("2026-W45", "Care was not running")]


def test_a_missed_digest_is_known_but_told_nothing(db: Database) -> None:
    assert digests.last_until(db, CHANNEL, NOW) is None
    digests.put(db, digest(week="2026-W44"))
    digests.miss(db, CHANNEL, "2026-W45", "Care was not awake at 16:00", NOW + A_DAY * 7)
    assert digests.weeks(db, CHANNEL) == {"2026-W44", "2026-W45"}
    assert digests.last_until(db, CHANNEL, NOW + A_DAY * 7) == NOW


def test_a_week_has_one_digest(db: Database) -> None:
    digests.put(db, digest())
    with pytest.raises(sqlite3.IntegrityError):
        digests.put(db, digest())
    with pytest.raises(sqlite3.IntegrityError):
        digests.miss(db, CHANNEL, digest().span.week, "late", NOW)

"""The digest: when it is owed, whose stories it reads back, and what it counts."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careapp.practice.digest import HIGHLIGHTS, DueDigest, choose, due_digests
from tests.practice.made import DAY, NOW, at, circle, digest, kudos, round_, story

WEEK = "2026-W45"
NOT_RUNNING = "Care was not awake at 16:00"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-06 15:59", []),
        ("2026-11-06 16:00", [DueDigest(WEEK)]),
        ("2026-11-07 16:00", [DueDigest(WEEK)]),
        ("2026-11-07 16:01", [DueDigest(WEEK, NOT_RUNNING)]),
        ("2026-11-13 16:00", [DueDigest(WEEK, NOT_RUNNING), DueDigest("2026-W46")]),
    ],
)
def test_a_digest_is_posted_within_a_day_and_missed_with_a_reason_later(now: str, expected: list[DueDigest]) -> None:
    assert due_digests(circle(since=at("2026-11-02 09:00")), set(), at(now)) == expected


@pytest.mark.parametrize(
    "changes",
    [{"state": "paused"}, {"since": at("2026-11-06 16:01")}, {"digest_weekday": 7}, {"digest_time": time(18)}],
)
def test_no_digest_is_owed_before_its_time_or_while_paused(changes: dict[str, Any]) -> None:
    ours = circle(**{"since": at("2026-11-02 09:00"), **changes})
    assert due_digests(ours, set(), at("2026-11-06 17:00")) == []


def test_a_week_has_one_digest_also_where_its_day_is_moved() -> None:
    moved = circle(since=at("2026-11-02 09:00"), digest_weekday=6)
    assert due_digests(moved, {WEEK}, at("2026-11-07 17:00")) == []


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"])
def test_each_zone_has_its_digest_at_its_own_hour(zone: str) -> None:
    ours = circle(zone=zone, since=at("2026-11-02 09:00", zone))
    assert due_digests(ours, set(), at("2026-11-06 16:00", zone) - timedelta(seconds=1)) == []
    assert due_digests(ours, set(), at("2026-11-06 16:00", zone)) == [DueDigest(WEEK)]


def test_a_digest_on_new_years_day_belongs_to_the_iso_week() -> None:
    ours = circle(since=at("2026-12-28 09:00"))
    assert due_digests(ours, set(), at("2027-01-01 16:00")) == [DueDigest("2026-W53")]


def _shown(stories: list[Any], last_shown: dict[str, str] | None = None) -> list[int]:
    return [highlight.story.id for highlight in choose(stories, last_shown or {}, WEEK)]


def test_each_teller_is_shown_once_with_the_story_most_cheered() -> None:
    told = [story(1, teller="UA", cheers=1), story(2, teller="UA", cheers=4), story(3, teller="UB")]
    assert _shown(told) == [2, 3]


def test_people_shown_least_recently_come_first_and_newcomers_before_them() -> None:
    told = [story(1, teller="UA", cheers=9), story(2, teller="UB", cheers=5), story(3, teller="UC")]
    assert _shown(told, {"UA": "2026-W44", "UB": "2026-W40"}) == [3, 2, 1]


def test_cheers_only_break_a_tie_and_then_the_earlier_story_comes_first() -> None:
    told = [
        story(1, teller="UA", cheers=1, told_at=NOW + timedelta(hours=1)),
        story(2, teller="UB", cheers=1),
        story(3, teller="UC", cheers=2),
    ]
    assert _shown(told) == [3, 2, 1]
    assert _shown(told, {"UC": "2026-W44"}) == [2, 1, 3]


@pytest.mark.parametrize(
    ("last_shown", "changes", "reason"),
    [
        (None, {"cheers": 9, "lesson": "Ask first"}, "their first time in the highlights"),
        ("2026-W43", {"cheers": 9, "lesson": "Ask first"}, "last in the highlights 2 weeks ago"),
        ("2025-W45", {}, "last in the highlights 52 weeks ago"),
        ("2026-W44", {"cheers": 9, "lesson": "Ask first"}, "with a lesson for all of us"),
        ("2026-W44", {"cheers": 10}, "the most cheered of the week, by 10"),
        ("2026-W44", {"cheers": 9}, "cheered by 9 people"),
        ("2026-W44", {"cheers": 1}, "cheered by 1 person"),
        ("2026-W44", {"cheers": 3}, "cheered by 3 people"),
        ("2026-W45", {"cheers": 3}, "cheered by 3 people"),
        ("2026-W44", {}, "worth hearing again"),
    ],
)
def test_every_choice_has_one_short_reason(last_shown: str | None, changes: dict[str, Any], reason: str) -> None:
    known = {"U1": last_shown} if last_shown else {}
    told = [story(1, **changes), story(2, cheers=9)]
    chosen = {highlight.story.id: highlight for highlight in choose(told, known, WEEK)}
    assert chosen[1].reason == reason


weeks = st.integers(1, 44).map(lambda n: f"2026-W{n:02}")
tellers = st.sampled_from([f"U{n}" for n in range(9)])


@settings(deadline=None)
@given(st.lists(st.tuples(tellers, st.integers(0, 9)), max_size=40), st.dictionaries(tellers, weeks))
def test_nobody_who_waited_longer_is_passed_over(told: list[tuple[str, int]], last: dict[str, str]) -> None:
    stories = [story(n, teller=who, cheers=cheers) for n, (who, cheers) in enumerate(told, 1)]
    chosen = [highlight.story.teller for highlight in choose(stories, last, WEEK)]
    everyone = {who for who, _ in told}
    assert len(chosen) == len(set(chosen)) == min(HIGHLIGHTS, len(everyone))
    waited = [last.get(who, "") for who in chosen]
    assert waited == sorted(waited)
    assert all(last.get(who, "") >= max(waited) for who in everyone - set(chosen))


def test_everyone_who_told_is_named_once() -> None:
    told = [story(n, teller=f"U{n % 8}") for n in range(1, 25)]
    made = digest(stories=told)
    shown = [highlight.story.teller for highlight in made.highlights]
    assert len(shown) == HIGHLIGHTS
    assert sorted([*shown, *made.tellers]) == sorted({s.teller for s in told})


def test_managers_kudos_stand_apart_and_those_within_stories_are_not_told_twice() -> None:
    plain, boss = kudos(1), kudos(2, from_manager=True)
    in_story, boss_in_story = kudos(3, story_id=1), kudos(4, story_id=2, from_manager=True)
    made = digest(kudos=[plain, boss, in_story, boss_in_story])
    assert made.kudos == (plain,)
    assert made.from_managers == (boss, boss_in_story)
    assert made.numbers.kudos == 4


def test_a_week_without_a_word_is_quiet_and_one_with_thanks_is_not() -> None:
    assert digest(rounds=[round_(state="closed")]).is_quiet
    assert not digest(kudos=[kudos()]).is_quiet
    assert not digest(kudos=[kudos(from_manager=True)]).is_quiet
    assert not digest(stories=[story()]).is_quiet


def test_the_numbers_of_the_week() -> None:
    tuesday = DAY + timedelta(days=1)
    told = [
        story(1, teller="UA", cheers=2, value_id="empathy"),
        story(2, teller="UA", day=tuesday, value_id="empathy"),
        story(3, teller="UB", day=tuesday, value_id="ownership"),
    ]
    given_ = [kudos(1, cheers=1, value_id="ownership"), kudos(2, story_id=1, value_id="empathy"), kudos(3)]
    rounds = [
        round_(told=1, state="closed"),
        round_(tuesday, told=2, state="open"),
        round_(date(2026, 11, 4), told=0, state="closed"),
        round_(date(2026, 11, 5), state="missed"),
    ]
    numbers = digest(stories=told, kudos=given_, rounds=rounds).numbers
    assert (numbers.stories, numbers.tellers, numbers.kudos, numbers.cheers) == (3, 2, 3, 3)
    assert numbers.rounds_held == 2
    assert numbers.stories_by_day == ((DAY, 1), (tuesday, 2), (date(2026, 11, 4), 0))
    assert dict(numbers.values) == {"empathy": 2, "ownership": 2}


def test_the_values_shown_most_come_first() -> None:
    told = [story(n, value_id=value) for n, value in enumerate(["product", "empathy", "empathy", None], 1)]
    assert digest(stories=told).numbers.values == (("empathy", 2), ("product", 1))


def test_a_digest_has_one_key_for_ever() -> None:
    assert digest().key == "digest:C1:2026-W45"

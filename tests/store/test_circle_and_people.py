"""Circles, the people in them, and drafts."""

from dataclasses import replace
from datetime import time, timedelta

from sqlite_utils import Database

from careapp.store import circle as circles
from careapp.store import draft as drafts
from careapp.store import person as people
from tests.practice.made import CHANNEL, NOW, circle, person


def test_a_circle_comes_back_as_it_was_kept_and_changed(db: Database) -> None:
    ours = circle(
        round_time=time(7, 5),
        weekdays=(1, 3, 7),
        minutes=20,
        country="NP",
        digest_weekday=1,
        digest_time=time(0, 0),
        decks=("front-line", "colleagues"),
        facilitators=frozenset({"UA", "UB"}),
        managers=frozenset({"UB", "UC"}),
        zone="Asia/Kathmandu",
    )
    circles.put(db, ours)
    assert circles.get(db, CHANNEL) == ours
    changed = replace(ours, facilitators=frozenset({"UC"}), managers=frozenset(), country=None, decks=())
    circles.put(db, changed)
    assert circles.get(db, CHANNEL) == changed
    assert circles.get(db, "CNONE") is None


def test_pausing_renaming_and_listing_circles(db: Database) -> None:
    circles.put(db, circle(channel_id="C0", name="other"))
    circles.set_state(db, CHANNEL, "paused", "the channel is archived")
    circles.rename(db, "C0", "another")
    circles.rename(db, "CNONE", "nothing")
    found = {c.channel_id: (c.name, c.state, c.paused_because) for c in circles.every(db)}
    assert found == {"C0": ("another", "active", ""), CHANNEL: ("care", "paused", "the channel is archived")}
    circles.set_state(db, CHANNEL, "active")
    assert circles.get(db, CHANNEL) == circle()


def test_who_is_in_which_circle(db: Database) -> None:
    circles.put(db, circle(channel_id="C2"))
    people.set_members(db, CHANNEL, ["UA", "UB"])
    people.set_members(db, "C2", ["UB"])
    people.set_members(db, "CNOCIRCLE", ["UA"])
    people.join(db, CHANNEL, "UC")
    people.join(db, CHANNEL, "UC")
    people.leave(db, CHANNEL, "UA")
    people.leave(db, CHANNEL, "UA")
    assert people.members(db, CHANNEL) == {"UB", "UC"}
    assert [c.channel_id for c in circles.with_member(db, "UB")] == [CHANNEL, "C2"]
    assert circles.with_member(db, "UA") == []
    people.set_members(db, CHANNEL, [])
    assert people.members(db, CHANNEL) == set()


def test_people_are_kept_as_they_are_now(db: Database) -> None:
    people.put(db, [person("UA"), person("UB", is_bot=True), person("UC", is_deleted=True, is_guest=True)])
    people.put(db, [person("UA", name="Anna 🧯 <!channel>", zone="Asia/Kathmandu")])
    assert people.get(db, "UA") == person("UA", name="Anna 🧯 <!channel>", zone="Asia/Kathmandu")
    assert set(people.of(db, ["UA", "UB", "UB", "UX"])) == {"UA", "UB"}
    assert people.get(db, "UX") is None
    assert people.of(db, []) == {}


def test_a_draft_is_for_its_writer_and_for_a_month(db: Database) -> None:
    kept = drafts.keep(db, "UA", "ж" * 50_000, NOW)
    assert drafts.words_of(db, kept, "UA") == "ж" * 50_000
    assert drafts.words_of(db, kept, "UB") == ""
    assert drafts.words_of(db, kept + 1, "UA") == ""
    drafts.sweep(db, NOW + timedelta(days=30))
    assert drafts.words_of(db, kept, "UA") != ""
    drafts.sweep(db, NOW + timedelta(days=30, seconds=1))
    assert drafts.words_of(db, kept, "UA") == ""

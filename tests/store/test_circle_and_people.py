"""Circles, the people in them, and drafts."""

from dataclasses import replace
from datetime import time, timedelta

from sqlite_utils import Database

from careapp.store import circle as circles
from careapp.store import draft as drafts
from careapp.store import person as people
from tests.practice.made import CHANNEL, NOW, circle, person

# Whoever adds a column says here, or in PEOPLE_COLUMNS, whether a user id stands in it.
NO_PERSON_STANDS_IN = """
about answers applied_at asked_at asks_pulse attempt back_on backup_at barrier_id began_at began_on behaviour_id
brings_unanswered channel_id cheers closes_at content count country day decks definition delivered_revision
digest_time digest_weekday done_at due_at emoji ended_at event_ts from_manager given_at gone_at guards_privacy
guide_id id is_bot is_closed is_deleted is_edited is_external is_guest is_mirrored is_on is_paused is_poor_care
is_praise is_removed is_settled is_whole is_written_to kept_at key kind kudos_id last lesson lessons_on letter mark
marks meant message_ts migration_set minutes month more moved_at name not_after not_before not_today not_yet note noun
number opened_at outcome partly paused_because paused_on place posted_in prompt prompt_id pulse_time pulse_weekday
quiet_from quiet_until rating reached_at reason restored_at revision role round_day round_time said_in said_ts
sent_at sentences shows_milestones since source_key state step_id story_id subject subject_id text thread_key
thread_ts times told told_at total ts until value_id way week weekdays words workshop_id writes_care_note yes
zone
"""


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


def test_of_every_column_it_is_known_whether_people_stand_in_it(db: Database) -> None:
    names = {column for _, column in people.every_column(db.conn)}
    assert names == set(NO_PERSON_STANDS_IN.split()) | set(people.PEOPLE_COLUMNS)

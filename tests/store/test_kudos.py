"""Kudos as they are kept, with their receivers."""

from dataclasses import replace
from datetime import timedelta

from sqlite_utils import Database

from careapp.practice.cheer import Cheer
from careapp.store import cheer as cheers
from careapp.store import kudos as all_kudos
from careapp.store import story as stories
from tests.practice.made import CHANNEL, NOW, kudos, story

HOUR = timedelta(hours=1)


def test_kudos_come_back_as_they_were_given(db: Database) -> None:
    given = kudos(0, receivers=("UA", "UB"), value_id="ownership", from_manager=True)
    kept = all_kudos.add(db, given)
    assert kept
    assert kept == replace(given, id=kept.id)
    assert all_kudos.get(db, kept.id) == kept


def test_the_same_act_is_kept_once_and_its_receivers_too(db: Database) -> None:
    assert all_kudos.add(db, kudos(receivers=("UA", "UB")))
    assert all_kudos.add(db, kudos(receivers=("UA", "UB", "UC"))) is None
    assert db.table("kudos_receivers").count == 2


def test_kudos_given_after_one_instant_and_up_to_another(db: Database) -> None:
    for n in range(4):
        all_kudos.add(db, kudos(n, given_at=NOW + HOUR * n))
    found = all_kudos.given_between(db, CHANNEL, NOW, NOW + HOUR * 2)
    assert [each.source_key for each in found] == ["command:k1", "command:k2"]
    assert all_kudos.given_between(db, "COTHER", NOW - HOUR, NOW + HOUR * 9) == []


def test_the_kudos_of_a_story_are_found_by_it(db: Database) -> None:
    told = stories.add(db, story())
    assert told
    kept = all_kudos.add(db, kudos(story_id=told.id))
    all_kudos.add(db, kudos(2))
    assert all_kudos.of_story(db, told.id) == [kept]


def test_whom_somebody_thanked_is_not_of_whom_they_saved_a_customers_praise(db: Database) -> None:
    praise, told = stories.add(db, story(is_praise=True)), stories.add(db, story(2))
    assert praise
    assert told
    all_kudos.add(db, kudos(1, story_id=praise.id, receivers=("UA",)))
    all_kudos.add(db, kudos(2, story_id=told.id, receivers=("UB",)))
    all_kudos.add(db, kudos(3, receivers=("UC",)))
    assert all_kudos.thanked_by(db, CHANNEL, "UGIVER", NOW - HOUR) == {"UB", "UC"}


def test_changed_words_are_kept(db: Database) -> None:
    kept = all_kudos.add(db, kudos(receivers=("UA",)))
    assert kept
    all_kudos.edit(db, replace(kept, reason="stayed later", value_id="empathy", giver="UELSE"))
    assert all_kudos.get(db, kept.id) == replace(kept, reason="stayed later", value_id="empathy")


def test_kudos_taken_back_leave_nothing(db: Database) -> None:
    kept = all_kudos.add(db, kudos(receivers=("UA", "UB")))
    assert kept
    cheers.put(db, Cheer("kudos", kept.id, "U2", "heart", True, "1.0"))
    all_kudos.remove(db, kept, NOW)
    assert all_kudos.get(db, kept.id) is None
    assert [db.table(name).count for name in ("kudos", "kudos_receivers", "cheers")] == [0, 0, 0]

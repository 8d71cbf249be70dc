"""Stories as they are kept, found, changed and forgotten."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlite_utils import Database

from careapp.practice.cheer import Cheer
from careapp.practice.story import Gathered, Story
from careapp.store import cheer as cheers
from careapp.store import kudos as all_kudos
from careapp.store import round as rounds
from careapp.store import story as stories
from tests.practice.made import CHANNEL, DAY, NOW, kudos, round_, story

HOUR = timedelta(hours=1)


def _add(db: Database, story_: Story) -> Story:
    kept = stories.add(db, story_)
    assert kept
    return kept


def test_a_story_comes_back_as_it_was_told(db: Database) -> None:
    told = story(
        0,
        text="Zoë’s 🧯 — <@U2> helped\n\nand waited",
        meant="She slept",
        lesson="Ask first",
        value_id="empathy",
        thanked=("U2", "U3"),
        way="reply",
        message_ts="17.1",
        told_at=NOW + timedelta(microseconds=1),
    )
    kept = _add(db, told)
    assert kept == replace(told, id=kept.id)
    assert stories.get(db, kept.id) == kept
    assert stories.by_message(db, CHANNEL, "17.1") == kept
    assert stories.by_message(db, "COTHER", "17.1") is None


def test_ten_thousand_characters_are_kept_and_more_than_there_is_room_for_are_not(db: Database) -> None:
    kept = _add(db, story(text="ж" * 40_000))
    assert kept.text == "ж" * 40_000
    with pytest.raises(sqlite3.IntegrityError):
        stories.add(db, story(2, text="ж" * 40_001))


def test_the_same_act_is_kept_once(db: Database) -> None:
    rounds.put(db, round_())
    kept = _add(db, story())
    assert stories.add(db, story()) is None
    assert stories.by_source(db, "command:1") == kept
    assert stories.by_source(db, "command:2") is None
    assert [stories.is_known(db, f"command:{n}") for n in (1, 2)] == [True, False]
    assert [s.id for s in stories.of_round(db, CHANNEL, DAY)] == [kept.id]


def test_a_round_counts_its_stories_up_and_down(db: Database) -> None:
    rounds.put(db, round_())
    one, _ = _add(db, story(1)), _add(db, story(2))
    _add(db, story(3, round_day=None))
    found = rounds.get(db, CHANNEL, DAY)
    assert found
    assert found.told == 2
    stories.remove(db, one, NOW)
    found = rounds.get(db, CHANNEL, DAY)
    assert found
    assert found.told == 1


def test_stories_of_a_round_come_in_the_order_they_were_told(db: Database) -> None:
    for n, hours in ((1, 2), (2, 0), (3, 1)):
        _add(db, story(n, told_at=NOW + HOUR * hours))
    _add(db, story(4, round_day=None))
    _add(db, story(5, round_day=DAY + timedelta(days=1)))
    assert [s.teller for s in stories.of_round(db, CHANNEL, DAY)] == ["U2", "U3", "U1"]


def test_what_a_round_holds_is_what_its_stories_come_to(db: Database) -> None:
    assert stories.gathered(db, CHANNEL, DAY) == Gathered()
    for n, teller, hours in ((1, "U1", 2), (2, "U2", 0), (3, "U2", 3), (4, "U3", 1), (5, "U4", 0)):
        _add(db, story(n, teller=teller, told_at=NOW + HOUR * hours, cheers=n))
    _add(db, story(6, round_day=None))
    _add(db, story(7, round_day=DAY + timedelta(days=1)))
    stories.remove(db, stories.of_round(db, CHANNEL, DAY)[1], NOW)
    assert stories.gathered(db, CHANNEL, DAY) == Gathered(4, 10, ("U2", "U3", "U1"))


def test_stories_told_after_one_instant_and_up_to_another(db: Database) -> None:
    for n in range(4):
        _add(db, story(n, told_at=NOW + HOUR * n))
    assert [s.teller for s in stories.told_between(db, CHANNEL, NOW, NOW + HOUR * 2)] == ["U1", "U2"]
    assert stories.told_between(db, "COTHER", NOW - HOUR, NOW + HOUR * 9) == []


def test_whether_somebody_told_in_a_round(db: Database) -> None:
    kept = _add(db, story())
    assert stories.has_told(db, CHANNEL, DAY, "U1")
    assert not stories.has_told(db, CHANNEL, DAY, "U2")
    assert not stories.has_told(db, CHANNEL, DAY + timedelta(days=1), "U1")
    stories.remove(db, kept, NOW)
    assert not stories.has_told(db, CHANNEL, DAY, "U1")


def test_changed_words_are_kept_and_said_to_be_changed(db: Database) -> None:
    kept = _add(db, story(thanked=("U2",)))
    stories.edit(db, replace(kept, text="new", meant="m", lesson="l", value_id="product", teller="UELSE"))
    expected = replace(kept, text="new", meant="m", lesson="l", value_id="product", is_edited=True)
    assert stories.get(db, kept.id) == expected


def test_a_story_taken_back_is_gone_with_its_words_thanks_and_cheers_and_is_never_kept_again(db: Database) -> None:
    told = story(
        text="a secret word", meant="a secret word", lesson="a secret word", thanked=("U2",), message_ts="17.1"
    )
    kept = _add(db, told)
    given = all_kudos.add(db, kudos(story_id=kept.id, reason="a secret word"))
    assert given
    cheers.put(db, Cheer("story", kept.id, "U2", "heart", True, "1.0"))
    stories.remove(db, kept, NOW)
    assert stories.get(db, kept.id) is None
    assert stories.by_message(db, CHANNEL, "17.1") is None
    assert all_kudos.get(db, given.id) is None
    assert stories.add(db, told) is None
    assert "secret" not in "".join(db.conn.iterdump())
    for table in ("story_thanks", "cheers", "kudos_receivers"):
        assert db.table(table).count == 0

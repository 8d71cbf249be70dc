"""Tombstones stand in the table and in the file beside the backups, and know no words."""

from datetime import timedelta
from pathlib import Path

import pytest

from careapp.faults import arm, disarm
from careapp.practice.tombstone import Tombstone
from careapp.store import Store
from careapp.store import circle as circles
from careapp.store import kudos as all_kudos
from careapp.store import story as stories
from careapp.store import tombstone as tombstones
from tests.practice.made import NOW, circle, kudos, story

STORY = Tombstone("story", "command:1", NOW)
PERSON = Tombstone("person", "UADA", NOW)
LATER = Tombstone("person", "UADA", NOW + timedelta(days=9))


async def test_what_is_to_be_forgotten_is_told_until_it_is_done(store: Store) -> None:
    async with store.transaction() as db:
        tombstones.put(db, STORY, NOW)
        tombstones.put(db, PERSON, None)
        assert tombstones.to_do(db) == [PERSON]
        assert tombstones.last_forgotten(db) is None
        tombstones.done(db, PERSON, NOW)
        assert tombstones.to_do(db) == []
        assert tombstones.last_forgotten(db) == NOW


async def test_a_person_can_be_forgotten_again_later_and_a_story_but_once(store: Store) -> None:
    async with store.transaction() as db:
        for one in (STORY, PERSON):
            tombstones.put(db, one, NOW)
        tombstones.mirrored(db, [STORY, PERSON])
        tombstones.put(db, PERSON, None)
        tombstones.put(db, Tombstone("story", STORY.name, LATER.gone_at), None)
        assert tombstones.to_do(db) == []
        tombstones.put(db, LATER, None)
        assert tombstones.to_do(db) == [LATER]
        assert tombstones.to_mirror(db) == [LATER]


def test_the_file_holds_what_was_added_and_the_latest_wish_of_a_person(tmp_path: Path) -> None:
    assert tombstones.read_file(tmp_path / "backups") == []
    tombstones.add_to_file(tmp_path / "backups", [STORY, LATER])
    tombstones.add_to_file(tmp_path / "backups", [PERSON])
    assert set(tombstones.read_file(tmp_path / "backups")) == {STORY, LATER}
    file = tmp_path / "backups" / tombstones.FILE
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("point", ["tombstone.before_rename", "tombstone.after_rename"])
def test_a_file_that_is_being_replaced_is_whole_at_every_moment(tmp_path: Path, point: str) -> None:
    tombstones.add_to_file(tmp_path, [STORY])

    def cut() -> None:
        raise RuntimeError("cut short")

    arm(point, end=cut)
    try:
        with pytest.raises(RuntimeError):
            tombstones.add_to_file(tmp_path, [PERSON])
    finally:
        disarm()
    assert set(tombstones.read_file(tmp_path)) == {STORY} | ({PERSON} if point == "tombstone.after_rename" else set())
    tombstones.add_to_file(tmp_path, [PERSON])
    assert set(tombstones.read_file(tmp_path)) == {STORY, PERSON}


@pytest.mark.parametrize("words", ["not ours", '{"kind": "story"}', "\x00\x00"])
def test_a_file_that_is_not_ours_is_said_to_be_so_and_left_alone(tmp_path: Path, words: str) -> None:
    (tmp_path / tombstones.FILE).write_text(words)
    with pytest.raises(ValueError):
        tombstones.read_file(tmp_path)
    with pytest.raises(ValueError):
        tombstones.add_to_file(tmp_path, [STORY])
    assert (tmp_path / tombstones.FILE).read_text() == words


async def test_taking_back_leaves_a_tombstone_that_keeps_the_act_away_even_without_its_row(store: Store) -> None:
    async with store.transaction() as db:
        circles.put(db, circle())
        told, given = stories.add(db, story()), all_kudos.add(db, kudos())
        assert told
        assert given
        stories.remove(db, told, NOW)
        all_kudos.remove(db, given, NOW)
        stories.erase(db, told.id)
        assert db.table("stories").count == 0
        assert stories.add(db, story()) is None
        assert all_kudos.add(db, kudos()) is None
        assert {(one.kind, one.name) for one in tombstones.every(db)} == {
            ("story", "command:1"),
            ("kudos", "command:k1"),
        }


async def test_a_number_is_given_out_once_also_where_what_bore_it_is_gone(store: Store) -> None:
    async with store.transaction() as db:
        circles.put(db, circle())
        told, given = stories.add(db, story()), all_kudos.add(db, kudos())
        assert told
        assert given
        stories.remove(db, told, NOW)
        stories.erase(db, told.id)
        all_kudos.remove(db, given, NOW)
        again, anew = stories.add(db, story(2)), all_kudos.add(db, kudos(2))
    assert again
    assert anew
    assert (again.id, anew.id) == (told.id + 1, given.id + 1)

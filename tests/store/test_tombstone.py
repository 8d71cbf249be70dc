"""Tombstones stand in the table and in the file beside the backups, and know no words."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from careapp.faults import arm, disarm
from careapp.practice.tombstone import Tombstone
from careapp.store import FailingDiskError, Store, UnusableDatabaseError
from careapp.store import circle as circles
from careapp.store import kudos as all_kudos
from careapp.store import story as stories
from careapp.store import tombstone as tombstones
from tests.practice.made import NOW, circle, kudos, story

STORY = Tombstone("story", "command:1", NOW)
PERSON = Tombstone("person", "UADA", NOW)
ODD = '{"kind": "channel", "name": "C1", "gone_at": "2026-11-23T12:00:00.000000Z"}'
FOREIGN = '{"kind": "story", "name": "é", "gone_at": "2026-11-23T12:00:00.000000Z"}'
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


def cut_short(folder: Path, point: str) -> None:
    """Add Ada's tombstone, cut short at a point."""

    def cut() -> None:
        raise RuntimeError("cut short")

    arm(point, end=cut)
    try:
        with pytest.raises(RuntimeError):
            tombstones.add_to_file(folder, [PERSON])
    finally:
        disarm()


@pytest.mark.parametrize("point", ["before_append", "after_append", "before_rename", "after_rename"])
def test_a_file_that_grows_or_is_replaced_is_whole_at_every_moment(tmp_path: Path, point: str) -> None:
    tombstones.add_to_file(tmp_path, [STORY])
    if "rename" in point:
        tear(tmp_path / tombstones.FILE, '{"kind": "per')
    cut_short(tmp_path, f"tombstone.{point}")
    assert set(tombstones.read_file(tmp_path)) == {STORY} | ({PERSON} if "after" in point else set())
    tombstones.add_to_file(tmp_path, [PERSON])
    assert set(tombstones.read_file(tmp_path)) == {STORY, PERSON}


def tear(path: Path, begun: str) -> None:
    with path.open("a") as file:
        file.write(begun)


@pytest.mark.parametrize("begun", ["{", '{"kind": "person", "na', "\0\0\0"])
def test_a_line_that_was_cut_short_is_left_out_and_the_next_is_whole(tmp_path: Path, begun: str) -> None:
    tombstones.add_to_file(tmp_path, [STORY])
    tear(tmp_path / tombstones.FILE, begun)
    assert tombstones.read_file(tmp_path) == [STORY]
    tombstones.add_to_file(tmp_path, [PERSON])
    assert set(tombstones.read_file(tmp_path)) == {STORY, PERSON}


def test_one_more_tombstone_leaves_the_file_in_place_and_is_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / tombstones.FILE
    tombstones.add_to_file(tmp_path, [STORY])
    before, begun = file.stat().st_ino, file.read_text()
    synced: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "fsync", lambda fd: synced.append((os.fstat(fd).st_ino, os.fstat(fd).st_size)))
    tombstones.add_to_file(tmp_path, [PERSON])
    assert file.stat().st_ino == before
    assert file.read_text().startswith(begun)
    assert synced == [(before, file.stat().st_size)]


def test_what_is_being_written_is_for_its_owner_alone_from_the_first_byte(tmp_path: Path) -> None:
    before = os.umask(0o022)
    (tmp_path / f"{tombstones.FILE}.part").touch(0o644)
    try:
        cut_short(tmp_path, "tombstone.before_rename")
    finally:
        os.umask(before)
    assert (tmp_path / f"{tombstones.FILE}.part").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("words", ["not ours", '{"kind": "story"}', "\x00\x00"])
def test_a_file_that_is_not_ours_is_said_to_be_so_and_left_alone(tmp_path: Path, words: str) -> None:
    (tmp_path / tombstones.FILE).write_text(words)
    with pytest.raises(UnusableDatabaseError, match=r"its line 1 is not one of Care's\. .* move the file away"):
        tombstones.read_file(tmp_path)
    with pytest.raises(UnusableDatabaseError):
        tombstones.add_to_file(tmp_path, [STORY])
    assert (tmp_path / tombstones.FILE).read_text() == words


@pytest.mark.parametrize("broken", ["not ours", ODD, FOREIGN])
def test_the_broken_line_is_named_by_its_number(tmp_path: Path, broken: str) -> None:
    tombstones.add_to_file(tmp_path, [STORY, PERSON])
    file = tmp_path / tombstones.FILE
    file.write_text(file.read_text() + f"{broken}\n" + file.read_text())
    with pytest.raises(UnusableDatabaseError, match="but its line 3 is not one of Care's"):
        tombstones.read_file(tmp_path)


def test_a_file_that_cannot_be_opened_is_the_disks_trouble_and_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / tombstones.FILE).mkdir()
    with pytest.raises(FailingDiskError, match=r"cannot be read: Is a directory\. Let the user that Care runs as read"):
        tombstones.read_file(tmp_path)


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


async def test_what_a_wrong_clock_dated_ahead_is_dated_now_in_both_places(store: Store, tmp_path: Path) -> None:
    later = NOW + timedelta(days=1)
    tombstones.add_to_file(tmp_path, [STORY, LATER])
    async with store.transaction() as db:
        tombstones.put(db, STORY, NOW)
        tombstones.put(db, LATER, LATER.gone_at)
        assert tombstones.is_ahead(db, later)
        tombstones.bound(db, later)
        assert not tombstones.is_ahead(db, later)
        assert set(tombstones.every(db)) == {STORY, Tombstone("person", "UADA", later)}
        assert tombstones.last_forgotten(db) == later
        assert tombstones.to_mirror(db) == [STORY, Tombstone("person", "UADA", later)]
    assert set(tombstones.bound_file(tmp_path, later)) == {STORY, Tombstone("person", "UADA", later)}
    assert set(tombstones.read_file(tmp_path)) == {STORY, Tombstone("person", "UADA", later)}

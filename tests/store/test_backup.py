"""Backups are whole, sound and private; the old ones stay until the new one is good."""

import asyncio
import os
import shutil
import sqlite3
import sys
from asyncio.subprocess import PIPE
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from careapp.practice.backup import Backup
from careapp.store import Database, Store
from careapp.store import backup as backups
from careapp.store import circle as circles
from careapp.store import story as stories
from tests.practice.made import circle, story

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MAKE = """
import sqlite3, sys
from datetime import datetime
from pathlib import Path
from careapp.faults import arm
from careapp.store import backup
arm(sys.argv[3])
backup.make_of_file(Path(sys.argv[1]), Path(sys.argv[2]), datetime.fromisoformat(sys.argv[4]))
"""


def told(path: Path) -> set[str]:
    with sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True) as conn:
        return {key for (key,) in conn.execute("SELECT source_key FROM stories")}


async def back_up(store: Store, now: datetime = NOW) -> Path:
    return await store.beside(partial(backups.make, folder=store.backups, now=now))


async def fill(store: Store, number: int = 50) -> None:
    async with store.transaction() as db:
        circles.put(db, circle())
        for n in range(number):
            assert stories.add(db, story(n, text="words " * 500, source_key=f"before:{n}", round_day=None))


async def test_a_backup_holds_everything_and_is_for_its_owner_alone(store: Store) -> None:
    await fill(store)
    made = await back_up(store)
    assert told(made) == {f"before:{n}" for n in range(50)}
    assert made.name == "care-2026-11-23T120000Z.db"
    assert made.stat().st_mode & 0o777 == 0o600
    assert made.parent.stat().st_mode & 0o777 == 0o700
    assert {path.name for path in made.parent.iterdir()} == {made.name, ".lock"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in made.parent.iterdir())


async def test_a_hundred_writers_go_on_while_backups_are_made_and_each_holds_what_was_kept_before_it(
    store: Store,
) -> None:
    await fill(store)
    kept, begun, stopped = {f"before:{n}" for n in range(50)}, asyncio.Event(), asyncio.Event()

    async def write(writer: int) -> None:
        n = 0
        while not stopped.is_set():
            n += 1
            key = f"{writer}:{n}"
            async with store.transaction() as db:
                stories.add(db, story(1, teller=f"U{writer}", source_key=key, round_day=None))
            kept.add(key)
            begun.set()

    writers = [asyncio.create_task(write(n)) for n in range(100)]
    grown = []
    try:
        await begun.wait()
        for n in range(5):
            before = set(kept)
            made = await back_up(store, NOW + timedelta(days=n))
            grown.append(len(kept) - len(before))
            assert backups.flaw(made) == ""
            assert before <= told(made)
        elsewhere = store.path.with_name("elsewhere")
        other = await asyncio.create_subprocess_exec(
            sys.executable, "-c", MAKE, str(store.path), str(elsewhere), "nothing", NOW.isoformat()
        )
        before = set(kept)
        assert await other.wait() == 0
    finally:
        stopped.set()
        await asyncio.gather(*writers)
    assert all(grown)
    copy = backups.newest_good(elsewhere, NOW + timedelta(days=30))
    assert copy
    assert {key for key in before if key.startswith("before")} <= told(copy) <= kept


async def test_a_copy_that_is_disturbed_again_and_again_is_made_in_one_go(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(store)
    monkeypatch.setattr(backups, "_PAGES", 1)
    other = sqlite3.connect(store.path, isolation_level=None)
    watch = backups._Steadiness.watch
    steps = 0

    def disturb(self: backups._Steadiness, status: int, remaining: int, total: int) -> None:
        nonlocal steps
        steps += 1
        if remaining:
            other.execute("UPDATE circles SET minutes = minutes % 50 + 1")
        watch(self, status, remaining, total)

    monkeypatch.setattr(backups._Steadiness, "watch", disturb)
    made = backups.make_of_file(store.path, store.backups, NOW)
    other.close()
    assert len(told(made)) == 50
    assert 4 < steps < 40


@pytest.mark.parametrize(
    "point",
    ["backup.before_copy", "backup.copying", "backup.after_copy", "backup.before_rename", "backup.after_rename"],
)
async def test_a_backup_that_is_killed_leaves_the_old_ones_and_no_trace_in_the_next(store: Store, point: str) -> None:
    await fill(store)
    old = await back_up(store)
    later = NOW + timedelta(days=1)
    arguments = [str(store.path), str(store.backups), point, later.isoformat()]
    killed = await asyncio.create_subprocess_exec(sys.executable, "-c", MAKE, *arguments)
    assert await killed.wait() == -9
    assert backups.flaw(old) == ""
    newest = backups.newest_good(store.backups, NOW + timedelta(days=30))
    assert newest == (store.backups / Backup(later).name if point == "backup.after_rename" else old)
    await fill_more(store)
    made = await back_up(store, NOW + timedelta(days=2))
    assert "after" in told(made)
    assert not list(store.backups.glob("*.part*"))


async def fill_more(store: Store) -> None:
    async with store.transaction() as db:
        assert stories.add(db, story(1, source_key="after", round_day=None))


async def test_a_killed_drop_of_old_backups_is_done_by_the_next(store: Store) -> None:
    await fill(store, 1)
    for n in range(14):
        await back_up(store, NOW + timedelta(days=n))
    later = NOW + timedelta(days=14)
    arguments = [str(store.path), str(store.backups), "backup.before_drop", later.isoformat()]
    killed = await asyncio.create_subprocess_exec(sys.executable, "-c", MAKE, *arguments)
    assert await killed.wait() == -9
    assert backups.newest_good(store.backups, NOW + timedelta(days=30)) == store.backups / Backup(later).name
    before = len(backups.listed(store.backups))
    await back_up(store, later + timedelta(hours=1))
    assert len(backups.listed(store.backups)) < before


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE songs (name TEXT)")


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('care', 'm999_x', '2030-01-01')"
        )


def _orphan(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute("INSERT INTO story_thanks VALUES (99, 'U1')")


@pytest.mark.parametrize("spoil", [_cut, _empty, _foreign, _newer, _orphan])
async def test_what_is_not_a_sound_backup_is_passed_over_and_never_counts_as_one(
    store: Store, spoil: object, tmp_path: Path
) -> None:
    await fill(store)
    old = await back_up(store)
    new = await back_up(store, NOW + timedelta(days=1))
    assert backups.newest_good(store.backups, NOW + timedelta(days=30)) == new
    spoil(new)  # type: ignore[operator]
    assert backups.flaw(new)
    assert backups.newest_good(store.backups, NOW + timedelta(days=30)) == old
    assert backups.good_on(store.backups, NOW.date() + timedelta(days=1)) == []
    await back_up(store, NOW + timedelta(days=2))
    assert new.exists()


async def test_a_disk_that_is_full_leaves_the_old_backup_and_nothing_half_done(store: Store) -> None:
    await fill(store, 200)
    old = await back_up(store)
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000));{MAKE}"
    limited = limited.replace(
        "\nimport sqlite3", "\nimport signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nimport sqlite3"
    )
    arguments = [str(store.path), str(store.backups), "nothing", (NOW + timedelta(days=1)).isoformat()]
    failed = await asyncio.create_subprocess_exec(sys.executable, "-c", limited, *arguments, stderr=PIPE)
    _, said = await failed.communicate()
    assert failed.returncode == 1
    assert b"sqlite3." in said
    assert [path for path in store.backups.iterdir() if path.suffix == ".part"] == []
    assert backups.newest_good(store.backups, NOW + timedelta(days=30)) == old


async def test_a_copy_of_less_than_there_is_is_no_backup(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    await fill(store)
    old = await back_up(store)
    async with store.transaction() as db:
        db.execute("INSERT INTO digests VALUES (?, '2026-W47', 'missed', 'x', '', '')", [circle().channel_id])
    monkeypatch.setattr(backups, "_copy", lambda source, draft: shutil.copyfile(old, draft))
    with pytest.raises(sqlite3.DatabaseError, match="less"):
        await back_up(store, NOW + timedelta(days=1))
    assert backups.listed(store.backups) == [Backup(NOW)]


def test_a_database_that_is_not_there_gets_no_backup(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        backups.make_of_file(tmp_path / "care.db", tmp_path / "backups", NOW)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_has_no_backup(tmp_path: Path) -> None:
    assert backups.newest_good(tmp_path / "backups", NOW + timedelta(days=30)) is None
    assert backups.listed(tmp_path / "backups") == []


async def test_a_write_ahead_log_is_part_of_the_backup(store: Store) -> None:
    async with store.reading() as db:
        assert db.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
    await fill(store)
    made = await back_up(store)
    assert len(told(made)) == 50
    assert Database(sqlite3.connect(made)).execute("PRAGMA journal_mode").fetchone() == ("delete",)


async def test_a_new_folder_for_backups_is_on_disk_with_those_that_it_lies_in(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: set[int] = set()
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: (synced.add(os.fstat(fd).st_ino), fsync(fd)))
    folder = tmp_path / "far" / "away"
    await store.beside(partial(backups.make, folder=folder, now=NOW))
    assert {path.stat().st_ino for path in (tmp_path, tmp_path / "far", folder)} <= synced


async def test_a_backup_from_the_future_drops_none_and_comes_last(store: Store) -> None:
    await fill(store, 1)
    ahead = await back_up(store, NOW.replace(year=2031))
    change = Backup(NOW, "before-change")
    await store.beside(partial(backups.make, folder=store.backups, now=NOW, reason="before-change"))
    newest = await back_up(store, NOW + timedelta(days=1))
    assert set(backups.listed(store.backups)) == {
        Backup(NOW.replace(year=2031)),
        change,
        Backup(NOW + timedelta(days=1)),
    }
    assert backups.newest_good(store.backups, NOW + timedelta(days=1)) == newest
    newest.unlink()
    (store.backups / change.name).unlink()
    assert backups.newest_good(store.backups, NOW) == ahead

"""Putting a backup in the place of the database: refused where it is not safe, and whole wherever it is cut short."""

import asyncio
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from careapp.practice.backup import Backup, Restore
from careapp.practice.post import Post
from careapp.store import DatabaseInUseError, Store, UnusableDatabaseError
from careapp.store import backup as backups
from careapp.store import number as numbers
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import restore as restores
from tests.practice.made import CHANNEL, DAY, person

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)
BACKUP = Backup(NOW)
BRING_BACK = """
import sys
from datetime import datetime
from pathlib import Path
from careapp.faults import arm
from careapp.practice.backup import read_name
from careapp.store import restore
arm(sys.argv[3])
database = Path(sys.argv[1])
restore.bring_back(database, database.with_name("backups"), read_name(sys.argv[2]), datetime.fromisoformat(sys.argv[4]))
"""


async def live(path: Path) -> None:
    """Make a database that knows Ada, back it up, and let it get to know Ben."""
    store = Store.open(path)
    async with store.transaction() as db:
        people.put(db, [person("UADA")])
        posts.put(db, Post("story:1", "message", CHANNEL, {"text": "x"}))
    await store.beside(partial(backups.make, folder=store.backups, now=NOW))
    async with store.transaction() as db:
        people.put(db, [person("UBEN")])
    await store.close()


async def known(path: Path) -> set[str]:
    store = Store.open(path)
    async with store.reading() as db:
        found = set(people.of(db, ["UADA", "UBEN"]))
    await store.close()
    return found


def beside(path: Path) -> set[Path]:
    return set(path.parent.iterdir()) - {path}


def bring_back(path: Path, backup: Backup = BACKUP) -> Path | None:
    return restores.bring_back(path, path.with_name("backups"), backup, LATER)


async def test_the_database_of_before_is_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "care.db"
    await live(path)
    aside = bring_back(path)
    assert aside == tmp_path / "care.db.before-restore-2026-11-23T150000Z"
    assert beside(path) == {aside, path.with_name("care.db.lock"), path.with_name("backups")}
    assert await known(path) == {"UADA"}
    assert await known(aside) == {"UADA", "UBEN"}
    assert [each.stat().st_mode & 0o077 for each in (path, aside)] == [0, 0]


async def test_a_database_that_is_gone_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "care.db"
    await live(path)
    path.unlink()
    assert bring_back(path) is None
    assert await known(path) == {"UADA"}


@pytest.mark.parametrize("spoil", [b"", b"not a database at all" * 1000])
async def test_a_database_that_cannot_be_read_is_replaced_and_kept_aside_as_it_is(tmp_path: Path, spoil: bytes) -> None:
    path = tmp_path / "care.db"
    await live(path)
    path.write_bytes(spoil)
    aside = bring_back(path)
    assert aside
    assert aside.read_bytes() == spoil
    assert await known(path) == {"UADA"}


async def test_a_journal_of_the_database_of_before_goes_with_it_and_never_into_the_restored_one(tmp_path: Path) -> None:
    path = tmp_path / "care.db"
    await live(path)
    path.write_bytes(b"torn" * 5000)
    journal = path.with_name("care.db-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"half done" * 500)
    aside = bring_back(path)
    assert aside
    assert not journal.exists()
    assert aside.with_name(f"{aside.name}-journal").read_bytes().endswith(b"half done")
    assert await known(path) == {"UADA"}


async def test_it_is_refused_while_care_runs(tmp_path: Path) -> None:
    path = tmp_path / "care.db"
    await live(path)
    running = Store.open(path)
    with pytest.raises(DatabaseInUseError, match="Stop it first"):
        bring_back(path)
    await running.close()
    assert await known(path) == {"UADA", "UBEN"}


@pytest.mark.parametrize(
    ("sql", "because"),
    [
        (
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('care', 'm999_x', '2030-01-01')",
            r"newer release of Care \(m999_x\)",
        ),
        ("PRAGMA application_id = 7", "another program"),
    ],
)
async def test_a_backup_that_is_not_good_for_this_release_is_refused_and_nothing_changes(
    tmp_path: Path, sql: str, because: str
) -> None:
    path = tmp_path / "care.db"
    await live(path)
    with sqlite3.connect(tmp_path / "backups" / BACKUP.name) as conn:
        conn.execute(sql)
    before = path.read_bytes()
    with pytest.raises(UnusableDatabaseError, match=because):
        bring_back(path)
    assert path.read_bytes() == before
    assert beside(path) == {path.with_name("care.db.lock"), path.with_name("backups")}


@pytest.mark.parametrize(
    "point",
    [
        "restore.before_copy",
        "restore.after_copy",
        "restore.before_aside",
        "restore.after_aside",
        "restore.before_replace",
        "restore.after_replace",
    ],
)
async def test_a_restore_that_is_killed_leaves_a_whole_database_and_can_be_made_again(
    tmp_path: Path, point: str
) -> None:
    path = tmp_path / "care.db"
    await live(path)
    arguments = [str(path), BACKUP.name, point, LATER.isoformat()]
    killed = await asyncio.create_subprocess_exec(sys.executable, "-c", BRING_BACK, *arguments)
    assert await killed.wait() == -9
    assert await known(path) == ({"UADA"} if point == "restore.after_replace" else {"UADA", "UBEN"})
    aside = restores.bring_back(path, tmp_path / "backups", BACKUP, LATER + timedelta(minutes=1))
    assert aside
    assert await known(path) == {"UADA"}
    asides = [each for each in beside(path) if each.name.endswith("Z")]
    assert {each.stat().st_nlink for each in [path, *asides]} == {1}
    assert any([await known(each) == {"UADA", "UBEN"} for each in asides])


async def test_what_was_not_sent_at_the_backup_is_to_be_looked_up_from_the_backup_on(tmp_path: Path) -> None:
    path = tmp_path / "care.db"
    await live(path)
    bring_back(path)
    store = Store.open(path)
    async with store.transaction() as db:
        doubted = posts.get(db, "story:1")
        assert doubted
        assert (doubted.state, doubted.sent_at) == ("checking", NOW)
        assert restores.last(db) == Restore(LATER, NOW)
        assert numbers.take(db, "story") > 100_000
        for day in (DAY, LATER.date() + timedelta(days=1), LATER.date() + timedelta(days=2)):
            posts.put(db, Post(f"round:{CHANNEL}:{day}", "message", CHANNEL, {"text": "x"}))
            restores.doubt(db, f"round:{CHANNEL}:{day}", day)
        assert [row["state"] for row in db.query("SELECT state FROM posts WHERE key LIKE 'round:%' ORDER BY key")] == [
            "checking",
            "checking",
            "waiting",
        ]
    await store.close()


async def test_without_a_restore_nothing_is_doubted(store: Store) -> None:
    async with store.transaction() as db:
        posts.put(db, Post("round:C1:2026-11-23", "message", CHANNEL, {"text": "x"}))
        restores.doubt(db, "round:C1:2026-11-23", DAY)
        post = posts.get(db, "round:C1:2026-11-23")
        assert post
        assert post.state == "waiting"


async def test_a_digest_is_doubted_with_all_its_pages_and_its_picture_and_nothing_else(store: Store) -> None:
    keys = [
        "digest:C1:2026-W4",
        "digest:C1:2026-W47",
        "digest:C1:2026-W47:2",
        "digest:C1:2026-W47:picture",
        "digest:C2",
    ]
    async with store.transaction() as db:
        for key in keys:
            posts.put(db, Post(key, "message", CHANNEL, {"text": "x"}))
        posts.look_up_first(db, "digest:C1:2026-W47", NOW, LATER)
        found = {row["key"] for row in db.query("SELECT key FROM posts WHERE state = 'checking'")}
    assert found == set(keys[1:4])

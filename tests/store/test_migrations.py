"""Upgrades: each release becomes this one as a whole, with a backup first, or stays as it was."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database

from careapp.settings import HOUSE
from careapp.store import DatabaseInUseError, Store, UnusableDatabaseError
from careapp.store import backup as backups
from careapp.store.migrations.numbered import migrations
from tests.store.invariants import flaws
from tests.store.released import RELEASES, rows, schema, write_release

# Opens a database in a process of its own, which a fault point ends, or holds until its input closes.
OPEN = """
import pathlib, sys
from careapp import faults
from careapp.store import Store
def hold():
    print("here", flush=True)
    sys.stdin.read()
faults.arm(sys.argv[2], end=hold if sys.argv[3:] else faults._die)
Store.open(pathlib.Path(sys.argv[1]))
"""


@pytest.fixture(params=RELEASES, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A filled database of an earlier release."""
    write_release(request.param, tmp_path / "care.db")
    return tmp_path / "care.db"


@pytest.fixture
async def new(tmp_path: Path) -> Path:
    """A new database of this release."""
    path = tmp_path / "new" / "care.db"
    await Store.open(path).close()
    return path


@contextmanager
def one_more_step(sql: str) -> Iterator[None]:
    """Let this release have a step that does not go well."""

    @migrations()
    def m998_not_well(db: Database) -> None:
        db.execute("CREATE TABLE half_done (n)")
        db.execute(sql)

    try:
        yield
    finally:
        del migrations._migrations[-1]


async def test_every_row_of_an_earlier_release_is_there_after_the_upgrade(old: Path) -> None:
    before = rows(old)
    assert all(before.values()), "a table of the release is empty, so that nothing would be seen to be lost"
    await Store.open(old).close()
    after = rows(old)
    for table, known in before.items():
        assert len(after[table]) == len(known), table
        for row, kept in zip(known, after[table], strict=True):
            assert row.items() <= kept.items(), table
    assert flaws(old) == []


async def test_an_upgraded_database_is_built_as_a_new_one(old: Path, new: Path) -> None:
    """It fails, too, where somebody changes a step that was released."""
    await Store.open(old).close()
    assert schema(old) == schema(new)
    for path in (old, new):
        with closing(sqlite3.connect(path)) as conn:
            assert conn.execute("PRAGMA application_id").fetchone() == (0x43617265,)
            assert conn.execute("PRAGMA user_version").fetchone() == (len(migrations._migrations),)


async def test_before_an_upgrade_the_database_is_backed_up_as_it_was(old: Path) -> None:
    before, built = rows(old), schema(old)
    await Store.open(old).close()
    (kept,) = backups.folder_of(old).glob("care-*.db")
    assert kept.name.endswith("-before-change.db")
    assert backups.flaw(kept) == ""
    assert (rows(kept), schema(kept)) == (before, built)
    await Store.open(old).close()
    assert len(list(backups.folder_of(old).glob("care-*.db"))) == 1


def test_a_new_database_needs_no_backup(new: Path) -> None:
    assert not backups.folder_of(new).exists()


def test_where_no_backup_can_be_made_nothing_is_changed(old: Path) -> None:
    backups.folder_of(old).write_text("a file where the folder should be")
    before = old.read_bytes()
    with pytest.raises(UnusableDatabaseError, match=r"the backup that comes before the change failed: .*Nothing was"):
        Store.open(old)
    assert old.read_bytes() == before


@pytest.mark.parametrize(
    ("sql", "because"),
    [
        ("INSERT INTO nowhere VALUES (1)", "no such table: nowhere"),
        ("DELETE FROM kudos", "a row of kudos_receivers would belong to a row of kudos that is not there"),
        ("DELETE FROM circles", "would belong to a row of circles that is not there"),
    ],
)
async def test_a_step_that_fails_undoes_all_steps(old: Path, new: Path, sql: str, because: str) -> None:
    before, built = rows(old), schema(old)
    with one_more_step(sql), pytest.raises(UnusableDatabaseError, match=because):
        Store.open(old)
    assert (rows(old), schema(old)) == (before, built)
    await Store.open(old).close()
    assert schema(old) == schema(new)


async def test_a_table_may_be_built_anew_without_losing_what_belongs_to_it(old: Path) -> None:
    """SQLite would delete what refers to a table that is dropped, were foreign keys on."""
    before = rows(old)
    with one_more_step("ALTER TABLE half_done ADD COLUMN m"):

        @migrations()
        def m999_circles(db: Database) -> None:
            (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'circles'").fetchone()
            db.execute(sql.replace("circles", "circles_anew", 1))
            db.execute("INSERT INTO circles_anew SELECT * FROM circles")
            db.execute("DROP TABLE circles")
            db.execute("ALTER TABLE circles_anew RENAME TO circles")

        store = Store.open(old)
        async with store.reading() as db:
            assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
        await store.close()
        del migrations._migrations[-1]
    assert {table: len(rows(old)[table]) for table in before} == {table: len(kept) for table, kept in before.items()}


@pytest.mark.parametrize(
    "point",
    ["migration.before_backup", "backup.before_rename", "migration.after_backup", "migration.before_commit"],
)
async def test_a_process_killed_in_an_upgrade_leaves_the_old_database(old: Path, new: Path, point: str) -> None:
    before, built = rows(old), schema(old)
    assert _open(old, point).returncode == -signal.SIGKILL
    with closing(sqlite3.connect(old)):
        assert (rows(old), schema(old)) == (before, built)
    await Store.open(old).close()
    assert schema(old) == schema(new)


async def test_a_process_killed_after_an_upgrade_leaves_the_new_database(old: Path, new: Path) -> None:
    assert _open(old, "migration.after_commit").returncode == -signal.SIGKILL
    assert schema(old) == schema(new)
    await Store.open(old).close()


@pytest.mark.parametrize("point", ["migration.before_commit", "migration.after_commit", "opening.before_rename"])
async def test_a_process_killed_while_a_database_is_made_leaves_none(tmp_path: Path, new: Path, point: str) -> None:
    path = tmp_path / "fresh" / "care.db"
    assert _open(path, point).returncode == -signal.SIGKILL
    assert not path.exists()
    await Store.open(path).close()
    assert schema(path) == schema(new)
    assert sorted(each.name for each in path.parent.iterdir()) == ["care.db", "care.db.lock"]


def test_nobody_else_opens_a_database_in_the_middle_of_its_upgrade(old: Path) -> None:
    command = [sys.executable, "-c", OPEN, str(old), "migration.before_commit", "hold"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=HOUSE, text=True) as upgrading:
        assert upgrading.stdout
        assert upgrading.stdout.readline() == "here\n"
        with pytest.raises(DatabaseInUseError):
            Store.open(old)
        upgrading.communicate()
    assert upgrading.returncode == 0
    assert len(list(backups.folder_of(old).glob("care-*.db"))) == 1


async def test_every_table_without_rowid_begins_with_its_key(new: Path) -> None:
    """SQLite 3.40 takes a sound table for a damaged one where it does not."""
    with closing(sqlite3.connect(new)) as conn:
        for table, declared in schema(new).items():
            if "WITHOUT ROWID" in declared:
                keys = [row[5] for row in conn.execute(f"PRAGMA table_info({table})") if row[5]]
                first = [row[5] for row in conn.execute(f"PRAGMA table_info({table})")][: len(keys)]
                assert first == sorted(keys), table


def _open(path: Path, point: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", OPEN, str(path), point]
    return subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False, env={**os.environ})


async def test_of_an_earlier_release_the_latest_round_of_each_circle_is_written_anew(old: Path) -> None:
    """It was stopped between a late story and the word of it in the round's post, perhaps, and marked nothing."""
    with closing(sqlite3.connect(old)) as conn:
        conn.execute("UPDATE rounds SET state = 'missed' WHERE day = (SELECT max(day) FROM rounds)")
        conn.commit()
        days = {
            (where, day) for where, day in conn.execute("SELECT channel_id, day FROM rounds WHERE state <> 'missed'")
        }
    await Store.open(old).close()
    latest = {where: max(day for there, day in days if there == where) for where, _ in days}
    assert latest
    with closing(sqlite3.connect(old)) as conn:
        behind = dict(conn.execute("SELECT channel_id, key FROM posts_behind"))
    assert behind == {where: f"round:{where}:{day}" for where, day in latest.items()}

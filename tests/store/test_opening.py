"""Opening a database: for one process alone, readable by its owner alone, and never one that cannot be trusted."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from careapp.store import DatabaseInUseError, Store, UnusableDatabaseError
from careapp.store import person as people
from careapp.store.database import _wal_is_safe
from tests.practice.made import person

OPEN = "import sys, pathlib; from careapp.store import Store; Store.open(pathlib.Path(sys.argv[1]))"


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})


async def test_a_new_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "care.db"
    store = Store.open(path)
    async with store.transaction() as db:
        people.put(db, [person("UA")])
    assert path.stat().st_mode & 0o777 == 0o600
    await store.close()


async def test_what_was_kept_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    for n in range(3):
        store = Store.open(tmp_path / "care.db")
        async with store.transaction() as db:
            people.put(db, [person(f"U{n}")])
            assert set(people.of(db, ["U0", "U1", "U2"])) == {f"U{i}" for i in range(n + 1)}
        await store.close()


async def test_every_commit_is_synced_and_foreign_keys_hold(store: Store) -> None:
    async with store.reading() as db:
        asked = ("synchronous", "foreign_keys", "secure_delete", "trusted_schema", "application_id")
        kept = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
        (journal,) = db.execute("PRAGMA journal_mode").fetchone()
    assert kept == [2, 1, 1, 0, 0x43617265]
    assert journal == ("wal" if _wal_is_safe(sqlite3.sqlite_version_info) else "delete")


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_write_ahead_is_used_only_where_sqlite_is_mended(version: tuple[int, ...], is_safe: bool) -> None:
    assert _wal_is_safe(version) is is_safe


async def test_a_second_process_is_refused_with_a_sentence(store: Store) -> None:
    second = _run("-c", OPEN, str(store.path))
    assert second.returncode != 0
    assert second.stderr.strip().endswith(f"Another Care is running with {store.path}. Stop it first.")
    with pytest.raises(DatabaseInUseError):
        Store.open(store.path)


async def test_the_command_leaves_with_75_and_one_line_where_another_care_runs(store: Store) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": "http://127.0.0.1:1/api/"}
    second = _run("-m", "careapp", "run", **tokens, CARE_DATABASE=str(store.path))
    assert second.returncode == 75
    assert second.stderr.splitlines()[-1].startswith("Another Care is running with ")
    assert "Traceback" not in second.stderr


async def test_a_process_that_was_killed_leaves_the_way_free(tmp_path: Path) -> None:
    killed = f"{OPEN}; import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert _run("-c", killed, str(tmp_path / "care.db")).returncode == -signal.SIGKILL
    await Store.open(tmp_path / "care.db").close()


FILLED = f"""
{OPEN.replace("Store.open", "store = Store.open")}
kept = (("U%d" % n, "x" * 200, "UTC", 0, 0, 0) for n in range(500))
store._db.conn.executemany("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?)", kept)
"""


def _care_database(path: Path) -> None:
    assert _run("-c", FILLED, str(path)).returncode == 0


def _empty(path: Path) -> None:
    path.touch()


def _words(path: Path) -> None:
    path.write_text("this is a letter, not a database\n" * 200)


def _foreign(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes (name)")
    other.commit()
    other.close()


def _foreign_in_wal(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("PRAGMA application_id=77")
    other.execute("CREATE TABLE recipes (name)")
    other.commit()
    other.close()


def _newer(path: Path) -> None:
    _care_database(path)
    ours = sqlite3.connect(path)
    ours.execute("INSERT INTO _sqlite_migrations VALUES (99, 'care', 'm099_holograms', '2040-01-01')")
    ours.commit()
    ours.close()


def _cut_short(path: Path) -> None:
    _care_database(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _scribbled_on(path: Path) -> None:
    _care_database(path)
    content = bytearray(path.read_bytes())
    content[-3 * 4096 : -2 * 4096] = b"\xa5" * 4096
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("write", "because"),
    [
        (_empty, "is empty where a database was expected. Move it away to begin anew."),
        (_words, "cannot be used as Care's database: file is not a database."),
        (_foreign, "cannot be used as Care's database: it belongs to another program."),
        (_foreign_in_wal, "cannot be used as Care's database: it belongs to another program."),
        (_newer, "cannot be used as Care's database: it was made by a newer release of Care (m099_holograms)."),
        (_cut_short, "cannot be used as Care's database: database disk image is malformed."),
        (_scribbled_on, "cannot be used as Care's database: it is damaged ("),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_with_a_sentence_and_left_as_it_is(
    tmp_path: Path, write: Callable[[Path], None], because: str
) -> None:
    path = tmp_path / "care.db"
    write(path)
    before = path.read_bytes()
    with pytest.raises(UnusableDatabaseError) as refusal:
        Store.open(path)
    assert str(refusal.value).startswith(f"{path} {because}")
    assert path.read_bytes() == before


DISK_FULL = """
import asyncio, pathlib, resource, sqlite3, sys
from careapp.store import Store
from careapp.store import person as people
from tests.practice.made import person

async def keep(store, name, size):
    async with store.transaction() as db:
        people.put(db, [person(name, name="x" * size)])

async def main(path):
    store = Store.open(path)
    await keep(store, "UFIRST", 10)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 4096, most))
    both = await asyncio.gather(keep(store, "UBIG", 500_000), keep(store, "USMALL", 10), return_exceptions=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    await keep(store, "ULAST", 10)
    async with store.reading() as db:
        print([isinstance(each, sqlite3.Error) for each in both], sorted(people.of(db, NAMES)))
    await store.close()

NAMES = ("UFIRST", "UBIG", "USMALL", "ULAST")
asyncio.run(main(pathlib.Path(sys.argv[1])))
"""


def test_a_full_disk_fails_all_who_wait_and_the_next_commit_works_again(tmp_path: Path) -> None:
    ran = _run("-c", DISK_FULL, str(tmp_path / "care.db"))
    assert ran.stderr == ""
    assert ran.stdout.strip() == "[True, True] ['UFIRST', 'ULAST']"

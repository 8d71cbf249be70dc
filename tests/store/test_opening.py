"""Opening a database: for one process alone, readable by its owner alone, and never one that cannot be trusted."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from careapp.store import DatabaseInUseError, Store
from careapp.store import person as people
from careapp.store.opening import wal_is_safe
from tests.practice.made import person

OPEN = "import sys, pathlib; from careapp.store import Store; Store.open(pathlib.Path(sys.argv[1]))"


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})


@pytest.mark.parametrize("journal", ["delete", "wal"])
async def test_what_care_writes_is_for_its_owner_alone(tmp_path: Path, journal: str) -> None:
    before = os.umask(0o022)
    try:
        path = tmp_path / "deep" / "down" / "care.db"
        store = Store.open(path)
        async with store.reading() as db:
            db.execute(f"PRAGMA journal_mode={journal}").fetchone()
        async with store.transaction() as db:
            people.put(db, [person("UA")])
            files = {each.name: each.stat().st_mode & 0o777 for each in path.parent.iterdir()}
        await store.close()
    finally:
        os.umask(before)
    beside = {"delete": ["-journal"], "wal": ["-wal", "-shm"]}[journal]
    assert files == {f"care.db{suffix}": 0o600 for suffix in ("", ".lock", *beside)}
    assert [folder.stat().st_mode & 0o777 for folder in (path.parent, path.parent.parent)] == [0o700, 0o700]


async def test_a_database_that_came_from_elsewhere_is_hidden_from_others(tmp_path: Path) -> None:
    path = tmp_path / "care.db"
    await Store.open(path).close()
    path.chmod(0o644)
    await Store.open(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


async def test_what_was_kept_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    for n in range(3):
        store = Store.open(tmp_path / "care.db")
        async with store.transaction() as db:
            people.put(db, [person(f"U{n}")])
            assert set(people.of(db, ["U0", "U1", "U2"])) == {f"U{i}" for i in range(n + 1)}
        await store.close()


async def test_every_commit_is_synced_and_foreign_keys_hold(store: Store) -> None:
    async with store.reading() as db:
        asked = ("synchronous", "foreign_keys", "secure_delete", "trusted_schema", "temp_store", "application_id")
        kept = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
        (journal,) = db.execute("PRAGMA journal_mode").fetchone()
    assert kept == [2, 1, 1, 0, 2, 0x43617265]
    assert journal == ("wal" if wal_is_safe(sqlite3.sqlite_version_info) else "delete")


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
    assert wal_is_safe(version) is is_safe


async def test_a_second_process_is_refused_with_a_sentence(store: Store) -> None:
    second = _run("-c", OPEN, str(store.path))
    assert second.returncode != 0
    assert second.stderr.strip().endswith(f"Another Care is running with {store.path}. Stop it first.")
    with pytest.raises(DatabaseInUseError):
        Store.open(store.path)


async def test_another_name_for_the_file_is_no_way_around_the_lock(store: Store) -> None:
    alias = store.path.with_name("alias.db")
    alias.symlink_to(store.path)
    with pytest.raises(DatabaseInUseError):
        Store.open(alias)


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

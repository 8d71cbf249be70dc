"""A restore that is killed loses nothing of what was in the journal alone, and gives no journal to the backup."""

import asyncio
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from careapp.store import restore as restores
from tests.store.test_restore import BACKUP, BRING_BACK, LATER, beside, known, live

POINTS = [
    "restore.before_copy",
    "restore.after_copy",
    "restore.before_aside",
    "restore.after_aside",
    "restore.after_part",
    "restore.before_replace",
    "restore.after_replace",
]
OPEN = """
import sys
from pathlib import Path
from careapp.faults import arm
from careapp.store.opening import open_alone
arm("opening.after_part")
open_alone(Path(sys.argv[1]), Path(sys.argv[1]).with_name("backups"))
"""


def live_wal(path: Path) -> None:
    """Leave a commit in the write-ahead log alone: what Ben says."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode=WAL")
        conn.execute("PRAGMA wal_autocheckpoint=0")
        conn.execute("INSERT INTO drafts (user_id, words, kept_at) VALUES ('UBEN', 'acknowledged', '2026-01-01')")
        _as_a_power_cut_leaves_it(path, conn, "-wal")


def hot_journal(path: Path) -> None:
    """Leave half a transaction in the file, and in the journal alone what Ben said before it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("INSERT INTO drafts (user_id, words, kept_at) VALUES ('UBEN', 'acknowledged', '2026-01-01')")
        conn.execute("PRAGMA cache_size=1")
        conn.execute("PRAGMA synchronous=FULL")
        conn.execute("BEGIN")
        conn.execute("DELETE FROM drafts")
        conn.execute("DELETE FROM people")
        for n in range(300):
            row = [f"U{n}", "half done " * 100]
            conn.execute("INSERT INTO drafts (user_id, words, kept_at) VALUES (?, ?, '2026-01-01')", row)
        _as_a_power_cut_leaves_it(path, conn, "-journal")


def _as_a_power_cut_leaves_it(path: Path, conn: sqlite3.Connection, suffix: str) -> None:
    copies = [(Path(f"{path}{part}"), Path(f"{path}{part}.cut")) for part in ("", suffix)]
    for part, its_copy in copies:
        shutil.copyfile(part, its_copy)
    conn.close()
    Path(f"{path}-shm").unlink(missing_ok=True)
    for part, its_copy in copies:
        its_copy.replace(part)


def words(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [text for (text,) in conn.execute("SELECT words FROM drafts")]


async def kill(code: str, *arguments: str) -> None:
    killed = await asyncio.create_subprocess_exec(sys.executable, "-c", code, *arguments)
    assert await killed.wait() == -9


@pytest.mark.parametrize("leave", [live_wal, hot_journal])
@pytest.mark.parametrize("point", POINTS)
async def test_what_was_acknowledged_is_in_the_old_database_and_nothing_of_it_in_the_new(
    tmp_path: Path, point: str, leave: Callable[[Path], None]
) -> None:
    path = tmp_path / "care.db"
    await live(path)
    leave(path)
    await kill(BRING_BACK, str(path), BACKUP.name, point, LATER.isoformat())
    is_restored = point == "restore.after_replace"
    assert await known(path) == ({"UADA"} if is_restored else {"UADA", "UBEN"})
    assert words(path) == ([] if is_restored else ["acknowledged"])
    asides = [each for each in beside(path) if each.name.endswith("Z")]
    assert [words(each) for each in asides] == ([["acknowledged"]] if is_restored else [])


@pytest.mark.parametrize("leave", [live_wal, hot_journal])
async def test_a_restore_after_a_killed_one_keeps_the_journal_with_its_database(
    tmp_path: Path, leave: Callable[[Path], None]
) -> None:
    path = tmp_path / "care.db"
    await live(path)
    leave(path)
    await kill(BRING_BACK, str(path), BACKUP.name, "restore.before_replace", LATER.isoformat())
    aside = restores.bring_back(path, path.with_name("backups"), BACKUP, LATER + timedelta(minutes=1))
    assert aside
    assert await known(path) == {"UADA"}
    assert words(path) == []
    assert words(aside) == ["acknowledged"]


@pytest.mark.parametrize("leave", [live_wal, hot_journal])
async def test_a_start_that_is_killed_while_it_gives_the_journal_back_is_gone_on_with(
    tmp_path: Path, leave: Callable[[Path], None]
) -> None:
    path = tmp_path / "care.db"
    await live(path)
    leave(path)
    await kill(BRING_BACK, str(path), BACKUP.name, "restore.before_replace", LATER.isoformat())
    await kill(OPEN, str(path))
    assert await known(path) == {"UADA", "UBEN"}
    assert words(path) == ["acknowledged"]
    assert path.stat().st_nlink == 1

"""Every call that Care makes of its disk fails once, or is its last: nothing is damaged, half there, or lost."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from careapp.acts import round as round_acts
from careapp.library import Library
from careapp.practice.round import Due
from careapp.store import Store
from careapp.store import backup as backups
from careapp.store import circle as circles
from careapp.store.migrations.numbered import migrations
from tests.store.disk_driver import ACTS, CHANNEL, NOW, PREPARED, make_care, tell
from tests.store.faulty_disk import ENDS, FIGURES, FaultyDisk, Run, faulty_disk
from tests.store.invariants import flaws, round_state, source_keys
from tests.store.released import RELEASES, rows, write_release

DAY = NOW.date().isoformat()
NO_STRACE = "strace is not here, or may not trace"
# All of them with `make disk`; else every few, of the calls of commits the most.
STEP = {"main": 17, "commit": 7, "backup": 13}
if os.environ.get("CARE_DISK") == "every":
    STEP = dict.fromkeys(STEP, 1)
WAYS = [(s, j, t) for s in ACTS for j in ("delete", "wal") for t in ("main", "commit", "backup")]


@pytest.fixture(scope="module", params=ENDS)
def disk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultyDisk]:
    """A disk that fails in one way; where strace cannot play it skipped, or failed where CARE_DISK is set."""
    if not shutil.which("strace"):
        _go_without()
    nothing = tmp_path_factory.mktemp("nothing")
    with faulty_disk(request.param, tmp_path_factory.mktemp("disk") / request.param) as disk:
        try:
            first = disk.run(nothing, scenario="open", kind="pwrite64", thread="main", nth=1)
        except OSError:
            _go_without()
        assert first.has_fired, "strace is there, and no call fails"
        yield disk


def _go_without() -> None:
    (pytest.fail if os.environ.get("CARE_DISK") else pytest.skip)(NO_STRACE)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    """A folder with a database in which a round is open and a story is told."""
    folder = tmp_path_factory.mktemp("prepared")
    write_release(RELEASES[0], folder / "care.db")

    async def prepare() -> None:
        store = Store.open(folder / "care.db")
        care = make_care(store, library)
        async with store.transaction() as db:
            circle = circles.get(db, CHANNEL)
            assert circle
            round_acts.settle_due(db, care, circle, Due(NOW.date(), NOW), NOW)
        await tell(PREPARED)(care)
        await store.close()

    asyncio.run(prepare())
    shutil.rmtree(folder / "backups")
    return folder


@pytest.mark.parametrize(
    ("scenario", "journal", "thread"), [way for way in WAYS if way[0] == "backup" or way[2] != "backup"]
)
def test_an_act_is_kept_as_a_whole_or_refused_and_works_again(
    disk: FaultyDisk, prepared: Path, scenario: str, journal: str, thread: str
) -> None:
    before = round_state(prepared / "care.db", DAY)
    for name, run in disk.faults(prepared, thread, STEP[thread], scenario=scenario, journal=journal):
        FIGURES[disk.end, scenario] += 1
        _check_ending(disk, name, run, set(ACTS[scenario]))
        after = round_state(disk.folder / "care.db", DAY)
        assert (after[0] == "closed") == (scenario == "close" and after[1] != before[1]), name
        assert {key for key in run.told("kept") if key.startswith("command:")} <= source_keys(
            disk.folder / "care.db"
        ), name
        assert all(not backups.flaw(path) for path in (disk.folder / "backups").glob("care-*.db")), name


def test_a_new_database_is_there_as_a_whole_or_not_at_all(disk: FaultyDisk, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    for name, run in disk.faults(tmp_path / "new", "main", STEP["commit"], scenario="open"):
        FIGURES[disk.end, "new"] += 1
        _opens_again(disk, name, run)


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
def test_an_upgrade_is_there_as_a_whole_or_not_at_all(disk: FaultyDisk, tmp_path: Path, release: Path) -> None:
    (tmp_path / "old").mkdir()
    old = tmp_path / "old" / "care.db"
    write_release(release, old)
    known_steps = [step.name for step in migrations._migrations]
    for name, run in disk.faults(old.parent, "main", STEP["main"], scenario="open"):
        FIGURES[disk.end, "upgrade"] += 1
        assert _steps(disk.folder / "care.db") in (_steps(old), known_steps), name
        after = rows(disk.folder / "care.db")
        for table, known in rows(old).items():
            assert all(row.items() <= kept.items() for row, kept in zip(known, after[table], strict=True)), name
        _opens_again(disk, name, run)


def _steps(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        return [step for (step,) in conn.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]


def _check_ending(disk: FaultyDisk, name: str, run: Run, asked: set[str]) -> None:
    """Whoever was refused could do it again; whoever was killed left a database that is whole."""
    assert run.exit_code == (-9 if disk.end == "KILL" else 0), name
    assert not run.told("kept though refused"), name
    assert disk.end == "KILL" or run.told("kept") == asked, name
    assert flaws(disk.folder / "care.db") == [], name


def _opens_again(disk: FaultyDisk, name: str, run: Run) -> None:
    sentences = [each[2:] for each in run.said if each[0] == "refused"]
    assert all(kind == "FailingDiskError" and text.endswith(".") for kind, text in sentences), name
    assert disk.end == "KILL" or run.told("kept") == {"open"}, name

    async def open_it() -> None:
        await Store.open(disk.folder / "care.db").close()

    asyncio.run(open_it())
    assert flaws(disk.folder / "care.db") == [], name

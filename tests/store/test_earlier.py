"""Backups that an earlier release put into one folder for all: each database takes over its own, and no other's."""

import asyncio
import logging
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from careapp.practice.backup import Backup
from careapp.practice.tombstone import Tombstone
from careapp.store import Store, UnusableDatabaseError, earlier
from careapp.store import backup as backups
from careapp.store import tombstone as tombstones

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
GONE = Tombstone("person", "UADA", NOW)
DIE_WHILE_OPENING = """
import sys
from pathlib import Path
from careapp.faults import arm
from careapp.store import Store
arm(sys.argv[2], 2)
Store.open(Path(sys.argv[1]))
"""


async def open_and_close(path: Path) -> None:
    await Store.open(path).close()


async def back_up_as_before(path: Path, *days_ago: int) -> list[Backup]:
    """Make a database, and backups of it, newest first, in the folder that an earlier release had for all."""
    path.with_name("backups").mkdir(exist_ok=True)
    await open_and_close(path)
    kept = [Backup(NOW - timedelta(days=n)) for n in days_ago]
    for one in kept:
        made = backups.make_of_file(path, path.with_name("aside"), one.made_at)
        shutil.copyfile(made, path.with_name("backups") / one.name)
        made.unlink()
    return kept


async def test_each_database_takes_over_its_own_and_the_list_of_what_was_taken_back(tmp_path: Path) -> None:
    sales, support, common = tmp_path / "sales.db", tmp_path / "support.db", tmp_path / "backups"
    of_sales, of_support = await back_up_as_before(sales, 1, 2), await back_up_as_before(support, 3)
    tombstones.add_to_file(common, [GONE])
    await open_and_close(sales)
    assert (backups.listed(tmp_path / "sales.db.backups"), backups.listed(common)) == (of_sales, of_support)
    assert tombstones.read_file(tmp_path / "sales.db.backups") == [GONE]
    await open_and_close(support)
    assert (backups.listed(tmp_path / "support.db.backups"), backups.listed(common)) == (of_support, [])
    assert all(not backups.flaw(tmp_path / "sales.db.backups" / one.name) for one in of_sales)


async def test_what_was_taken_over_goes_when_its_time_has_come(tmp_path: Path) -> None:
    sales, folder = tmp_path / "sales.db", tmp_path / "sales.db.backups"
    await back_up_as_before(sales, 300)
    await open_and_close(sales)
    for n in range(35):
        backups.make_of_file(sales, folder, NOW + timedelta(days=n))
    assert min(one.made_at for one in backups.listed(folder)) > NOW
    assert backups.listed(tmp_path / "backups") == []


@pytest.mark.parametrize("is_there", [True, False])
async def test_those_of_care_db_stay_in_its_folder_also_while_it_is_gone(tmp_path: Path, is_there: bool) -> None:
    kept = await back_up_as_before(tmp_path / "care.db", 1)
    if not is_there:
        (tmp_path / "care.db").unlink()
    await open_and_close(tmp_path / "elsewhere" / "sales.db")
    (tmp_path / "elsewhere" / "sales.db").rename(tmp_path / "sales.db")
    await open_and_close(tmp_path / "sales.db")
    assert backups.listed(tmp_path / "backups") == kept
    assert not (tmp_path / "sales.db.backups").exists()


async def test_a_copy_of_a_database_takes_nothing_from_it(tmp_path: Path) -> None:
    kept = await back_up_as_before(tmp_path / "care.db", 1)
    shutil.copyfile(tmp_path / "care.db", tmp_path / "trial.db")
    await open_and_close(tmp_path / "trial.db")
    assert backups.listed(tmp_path / "backups") == kept


async def test_a_database_that_is_new_beside_others_begins_though_their_backups_are_there(tmp_path: Path) -> None:
    kept = await back_up_as_before(tmp_path / "support.db", 1)
    await open_and_close(tmp_path / "sales.db")
    assert backups.listed(tmp_path / "backups") == kept


async def test_a_database_that_is_gone_is_not_begun_anew_where_backups_may_be_of_it(tmp_path: Path) -> None:
    sales = tmp_path / "sales.db"
    (only,), _ = await back_up_as_before(sales, 2), await back_up_as_before(tmp_path / "support.db", 1)
    (tmp_path / "uv.lock").touch()
    sales.unlink()
    maybe = rf"sales.db is not there, but backups that may be of it are in {tmp_path / 'backups'}\. `careapp "
    with pytest.raises(UnusableDatabaseError, match=rf"{maybe}restore {only.name}` brings back the newest good"):
        Store.open(sales)
    (tmp_path / "support.db").unlink()
    with pytest.raises(UnusableDatabaseError, match=rf"{maybe}backups` lists them"):
        Store.open(sales)
    assert earlier.newest_good(sales, tmp_path / "sales.db.backups", NOW) is None
    assert not sales.exists()


async def test_a_folder_that_the_operator_chose_is_the_only_one(tmp_path: Path) -> None:
    kept = await back_up_as_before(tmp_path / "sales.db", 1)
    await Store.open(tmp_path / "sales.db", tmp_path / "chosen").close()
    assert backups.listed(tmp_path / "backups") == kept


@pytest.mark.parametrize("point", ["earlier.before_move", "earlier.after_move"])
async def test_a_taking_over_that_is_killed_loses_nothing_and_goes_on_at_the_next_start(
    tmp_path: Path, point: str
) -> None:
    sales = tmp_path / "sales.db"
    kept = await back_up_as_before(sales, 1, 2, 3)
    killed = await asyncio.create_subprocess_exec(sys.executable, "-c", DIE_WHILE_OPENING, str(sales), point)
    assert await killed.wait() == -9
    here, there = backups.listed(tmp_path / "sales.db.backups"), backups.listed(tmp_path / "backups")
    assert here
    assert there
    assert sorted([*here, *there], reverse=True) == kept
    await open_and_close(sales)
    assert backups.listed(tmp_path / "sales.db.backups") == kept


@pytest.fixture
def other_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on another disk than the databases."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no other disk here")
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


async def test_those_on_another_disk_are_taken_over_too(tmp_path: Path, other_disk: Path) -> None:
    (tmp_path / "backups").symlink_to(other_disk)
    kept = await back_up_as_before(tmp_path / "sales.db", 1, 2)
    await open_and_close(tmp_path / "sales.db")
    folder = tmp_path / "sales.db.backups"
    assert (backups.listed(folder), backups.listed(other_disk)) == (kept, [])
    assert [backups.flaw(folder / one.name) for one in kept] == ["", ""]
    assert not list(folder.glob("*.part"))


async def test_a_disk_that_refuses_the_move_is_named_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept = await back_up_as_before(tmp_path / "sales.db", 1)
    (tmp_path / "sales.db.backups").write_text("a file in the place of the folder")
    with caplog.at_level(logging.ERROR):
        await open_and_close(tmp_path / "sales.db")
    assert "cannot be moved into" in caplog.text
    assert backups.listed(tmp_path / "backups") == kept

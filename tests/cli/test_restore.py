"""`careapp restore`, as an operator types it."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from careapp.practice.backup import Backup
from careapp.practice.tombstone import Tombstone
from careapp.store import Store
from careapp.store import backup as backups
from careapp.store import tombstone as tombstones
from tests.cli.conftest import known, make_database, type_in

YESTERDAY = Backup(datetime.now(UTC).replace(microsecond=0) - timedelta(days=1))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def renamed(path: Path) -> Path:
    return path.rename(path.with_name("latest.db"))


@pytest.fixture
async def copy(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup that knows Ada alone, kept elsewhere; the database has come to know Ben since."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    made = backups.make_of_file(folder / "care.db", elsewhere, YESTERDAY.made_at)
    await make_database(folder / "care.db", "UBEN")
    return made


async def test_a_copy_from_elsewhere_is_restored_by_its_path(folder: Path, copy: Path) -> None:
    code, said = await type_in(folder, "restore", str(copy))
    assert code == 0, said
    assert said.startswith(f"{copy.name}, made on ")
    assert await known(folder / "care.db") == {"UADA"}
    assert backups.flaw(copy) == ""


async def test_the_path_may_begin_where_the_operator_stands(folder: Path, copy: Path) -> None:
    shutil.copyfile(copy, folder / copy.name)
    for words in (copy.name, f"./{copy.name}"):
        code, said = await type_in(folder, "restore", words)
        assert code == 0, said
    assert await known(folder / "care.db") == {"UADA"}


async def test_what_the_list_beside_the_copy_says_was_taken_back_stays_so_too(folder: Path, copy: Path) -> None:
    gone = Tombstone("person", "UADA", YESTERDAY.made_at + timedelta(hours=1))
    tombstones.add_to_file(copy.parent, [gone])
    code, said = await type_in(folder, "restore", str(copy))
    assert code == 0, said
    store = Store.open(folder / "care.db")
    async with store.reading() as db:
        assert tombstones.to_do(db) == [gone]
    await store.close()
    assert tombstones.read_file(folder / "backups") == [gone]


async def test_a_copy_without_its_name_is_refused_because_nobody_knows_of_when_it_is(folder: Path, copy: Path) -> None:
    nameless = renamed(copy)
    code, said = await type_in(folder, "restore", str(nameless))
    assert code == 65
    assert said.startswith(f"{nameless} must bear the name that it was made with, which says when that was")
    assert await known(folder / "care.db") == {"UADA", "UBEN"}


async def test_a_copy_that_is_damaged_is_refused(folder: Path, copy: Path) -> None:
    cut(copy)
    code, said = await type_in(folder, "restore", str(copy))
    assert (code, said.split(": ")[0]) == (65, f"{copy.name} cannot be restored")
    assert await known(folder / "care.db") == {"UADA", "UBEN"}


async def test_an_empty_name_is_not_taken_for_the_newest(folder: Path, copy: Path) -> None:
    assert (await type_in(folder, "backup"))[0] == 0
    code, said = await type_in(folder, "restore", "")
    assert code == 65
    assert said.startswith("Name the backup to restore, or type nothing after `careapp restore`")
    assert await known(folder / "care.db") == {"UADA", "UBEN"}


@pytest.mark.parametrize("name", ["care-2020-01-01T000000Z.db", "../elsewhere.db", "backups", "/nowhere/care.db"])
async def test_what_is_no_file_is_refused(folder: Path, name: str) -> None:
    code, said = await type_in(folder, "restore", name)
    where = f"{name} is no backup in {folder / 'backups'}, nor a file."
    assert (code, said) == (65, f"{where} `careapp backups` lists what is there.\n")


@pytest.mark.parametrize("name", ["../care.db", "care.db", "tombstones.jsonl"])
async def test_what_is_no_backup_is_refused(folder: Path, name: str) -> None:
    tombstones.add_to_file(folder / "backups", [])
    code, said = await type_in(folder, "restore", name)
    assert code == 65
    assert "must bear the name that it was made with" in said


async def test_without_any_backup_it_says_so(tmp_path: Path) -> None:
    code, said = await type_in(tmp_path, "restore")
    assert (code, said.split(".")[0]) == (65, f"There is no good backup in {tmp_path / 'backups'}")


async def test_a_list_that_is_not_cares_is_named_with_what_to_do(folder: Path, copy: Path) -> None:
    tombstones.add_to_file(folder / "backups", [Tombstone("story", "view:V1", YESTERDAY.made_at)])
    with (folder / "backups" / tombstones.FILE).open("a") as file:
        file.write("not ours\n")
    code, said = await type_in(folder, "restore", str(copy))
    assert code == 65
    assert said.startswith(
        f"{folder / 'backups' / tombstones.FILE} says what people took back and must not come back, "
    )
    assert "its line 2 is not one of Care's. If the database in place is sound" in said
    assert "move the file away, and Care writes it anew. Else put a copy of it in its place" in said
    assert await known(folder / "care.db") == {"UADA", "UBEN"}


async def test_a_list_beside_a_copy_that_is_not_cares_is_not_said_to_be_written_anew(folder: Path, copy: Path) -> None:
    (copy.parent / tombstones.FILE).write_text("not ours\n")
    code, said = await type_in(folder, "restore", str(copy))
    assert code == 65
    assert said.startswith(f"{copy.parent / tombstones.FILE} says what people took back and must not come back, ")
    assert "its line 1 is not one of Care's. It came with copies of backups: put a whole copy of it in its" in said
    assert "writes it anew" not in said
    assert await known(folder / "care.db") == {"UADA", "UBEN"}

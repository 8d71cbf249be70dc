"""`careapp backup` and `careapp backups`, as an operator types them."""

import asyncio
import re
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from careapp.practice.backup import Backup
from careapp.store import backup as backups
from tests.cli.conftest import known, make_database, type_in


async def test_a_backup_is_made_listed_and_restored(folder: Path) -> None:
    code, said = await type_in(folder, "backup")
    assert code == 0, said
    (backup,) = backups.listed(folder / "backups")
    assert said == f"{folder / 'backups' / backup.name} is made and verified.\n"
    code, said = await type_in(folder, "backups")
    assert code == 0
    assert re.fullmatch(rf"{backup.name} +\d\.\d MB +0 hours +good\n", said)
    code, said = await type_in(folder, "restore")
    assert code == 0, said
    assert said.startswith(f"{backup.name}, made on ")
    assert f"is kept as {folder}/care.db.before-restore-" in said


async def test_the_folder_is_the_operators_choice(folder: Path) -> None:
    code, _ = await type_in(folder, "backup", CARE_BACKUPS=str(folder / "elsewhere"))
    assert code == 0
    assert backups.newest_good(folder / "elsewhere", datetime.now(UTC))
    assert not backups.listed(folder / "backups")


async def test_without_a_good_backup_of_the_last_day_listing_fails(folder: Path) -> None:
    code, said = await type_in(folder, "backups")
    assert (code, said) == (1, f"Error: There is no good backup in {folder / 'backups'}.\n")
    long_ago = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)
    backups.make_of_file(folder / "care.db", folder / "backups", long_ago)
    spoiled = folder / "backups" / Backup(long_ago + timedelta(days=2)).name
    spoiled.write_bytes(b"x" * 9000)
    code, said = await type_in(folder, "backups")
    assert code == 1
    assert "is not a database" in said.splitlines()[0]
    assert said.splitlines()[-1] == "Error: The newest good backup is 3 days old."


async def test_a_backup_made_under_a_wrong_clock_is_named_and_hides_no_other(folder: Path) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    ahead, old = (now + timedelta(days=1000), now - timedelta(days=40))
    for at in (ahead, old):
        backups.make_of_file(folder / "care.db", folder / "backups", at)
    code, said = await type_in(folder, "backups")
    assert code == 1
    assert said.splitlines()[0].endswith("MB             from the future: made while the clock was wrong")
    assert said.splitlines()[1].endswith("40 days  good")
    assert said.splitlines()[2] == "Error: The newest good backup is 40 days old."
    code, said = await type_in(folder, "restore")
    assert code == 0, said
    assert said.startswith(f"{Backup(old).name}, made on ")
    (folder / "backups" / Backup(old).name).unlink()
    code, said = await type_in(folder, "backups")
    assert (code, said.splitlines()[1]) == (1, f"Error: There is no good backup in {folder / 'backups'}.")
    code, said = await type_in(folder, "restore")
    assert said.startswith(f"{Backup(ahead).name}, made on ")


def _scribbled_on(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"x" * 8192)


def _foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE songs (name TEXT)")
    conn.close()


UNUSABLE: list[tuple[Callable[[Path], object], str]] = [
    (_scribbled_on, "cannot be backed up: "),
    (_foreign, "cannot be used as Care's database: it belongs to another program."),
    (lambda path: path.write_text("not a database" * 999), "cannot be backed up: file is not a database."),
    (lambda path: path.write_bytes(b""), "is empty where a database was expected."),
    (Path.unlink, "is not there, but backups of it are."),
]


@pytest.mark.parametrize(("spoil", "because"), UNUSABLE)
async def test_of_a_database_that_is_no_good_none_is_made_and_the_newest_good_one_is_named(
    folder: Path, spoil: Callable[[Path], object], because: str
) -> None:
    code, said = await type_in(folder, "backup")
    assert code == 0, said
    (good,) = backups.listed(folder / "backups")
    spoil(folder / "care.db")
    code, said = await type_in(folder, "backup")
    assert code == 65
    assert said.startswith(f"{folder / 'care.db'} {because}")
    assert f" `careapp restore {good.name}` brings back the newest good backup." in said
    assert said.count("\n") == 1
    assert backups.listed(folder / "backups") == [good]


async def test_where_there_is_no_database_it_is_said_that_there_is_none(tmp_path: Path) -> None:
    code, said = await type_in(tmp_path, "backup")
    where = "Is this Care's folder, and its environment?"
    assert (code, said) == (65, f"There is no database {tmp_path / 'care.db'}. {where}\n")
    assert backups.listed(tmp_path / "backups") == []


def test_a_disk_that_has_no_room_for_a_backup_is_to_blame_and_not_the_database(tmp_path: Path) -> None:
    asyncio.run(make_database(tmp_path / "care.db", "UADA"))
    ran = subprocess.run(
        [sys.executable, "-B", "-m", "careapp", "backup"],
        env={"CARE_DATABASE": str(tmp_path / "care.db")},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 74
    assert ran.stderr.startswith(f"No backup could be made in {tmp_path / 'backups'}: ")
    assert ran.stderr.endswith(". Those that are there are as they were.\n")
    assert backups.listed(tmp_path / "backups") == []


async def test_one_that_was_asked_for_stays_when_the_next_one_of_the_day_is_made(folder: Path) -> None:
    today = datetime.now(UTC).replace(microsecond=0)
    assert (await type_in(folder, "backup"))[0] == 0
    (by_hand,) = backups.listed(folder / "backups")
    assert by_hand.name.endswith("Z-by-hand.db")
    for n in (1, 2):
        backups.make_of_file(folder / "care.db", folder / "backups", today + timedelta(minutes=n))
    assert backups.listed(folder / "backups") == [Backup(today + timedelta(minutes=2)), by_hand]


async def test_databases_in_one_folder_keep_their_backups_apart(folder: Path) -> None:
    await make_database(folder / "sales.db", "UBEN")
    sales = {"CARE_DATABASE": str(folder / "sales.db")}
    for environment in ({}, sales):
        assert (await type_in(folder, "backup", **environment))[0] == 0
    (folder / "sales.db").unlink()
    code, said = await type_in(folder, "restore", **sales)
    assert code == 0, said
    assert await known(folder / "sales.db") == {"UBEN"}
    assert await known(folder / "care.db") == {"UADA"}
    assert [len(backups.listed(folder / name)) for name in ("backups", "sales.db.backups")] == [1, 1]

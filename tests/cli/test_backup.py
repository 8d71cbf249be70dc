"""`careapp backup`, `backups`, `restore` and `forget`, as an operator types them, also while Care runs."""

import asyncio
import re
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from careapp.demo.replay import person
from careapp.practice.backup import Backup
from careapp.store import Store
from careapp.store import backup as backups
from tests.process import care_process, set_up, workspace

FRONTLINE = {"channel": "CCAREFRONTLINE"}


async def type_in(folder: Path, *words: str, **environment: str) -> tuple[int, str]:
    """Type a `careapp` command in a folder; return its exit code and what it said."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "careapp",
        *words,
        env={"CARE_DATABASE": str(folder / "care.db"), **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """A folder with a database that nobody uses."""
    await Store.open(tmp_path / "care.db").close()
    return tmp_path


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


@pytest.mark.parametrize("name", ["care-2020-01-01T000000Z.db", "../care.db", "care.db", "tombstones.jsonl"])
async def test_a_name_that_is_no_backup_is_refused(folder: Path, name: str) -> None:
    code, said = await type_in(folder, "restore", name)
    assert (code, said) == (
        65,
        f"{name} is no backup in {folder / 'backups'}. `careapp backups` lists what is there.\n",
    )


async def test_where_there_is_nothing_each_says_so(tmp_path: Path) -> None:
    code, said = await type_in(tmp_path, "backup")
    assert (code, said) == (74, f"{tmp_path / 'care.db'} cannot be used: there is no database.\n")
    code, said = await type_in(tmp_path, "restore")
    assert (code, said.split(".")[0]) == (65, f"There is no good backup in {tmp_path / 'backups'}")


@pytest.mark.parametrize("user_id", ["jonas", "@jonas", "u1", "U1; DROP"])
async def test_a_person_is_forgotten_by_user_id_only(folder: Path, user_id: str) -> None:
    code, said = await type_in(folder, "forget", user_id)
    assert code == 65
    assert "is not a user id" in said


async def test_nobody_is_forgotten_where_there_is_no_database(tmp_path: Path) -> None:
    code, said = await type_in(tmp_path, "forget", "UJONAS")
    assert (code, said.split(". ")[0]) == (65, f"There is no database {tmp_path / 'care.db'}")
    assert not (tmp_path / "care.db").exists()


async def test_somebody_unknown_is_not_said_to_be_forgotten(folder: Path) -> None:
    code, said = await type_in(folder, "forget", "--yes", "UNOBODY")
    assert (code, said) == (65, "Care knows nobody with the id UNOBODY. Nothing was done.\n")


def _texts(database: Path) -> list[str]:
    with sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True) as conn:
        return [text for (text,) in conn.execute("SELECT text FROM stories")]


async def test_a_running_care_is_backed_up_and_asked_to_forget_and_not_restored_over(tmp_path: Path) -> None:
    async with workspace() as sandbox, care_process(sandbox, tmp_path) as care:
        await care.says("Care is running")
        await set_up(sandbox)
        for who, text in (("UJONAS", "My canary flew off"), ("UPRIYA", "I stayed until her oven worked")):
            await sandbox.act("command", user=who, **FRONTLINE, command="/story", text=text)
        assert (await type_in(tmp_path, "backup"))[0] == 0
        newest = backups.newest_good(tmp_path / "backups", datetime.now(UTC))
        assert newest
        assert _texts(newest) == ["My canary flew off", "I stayed until her oven worked"]
        code, said = await type_in(tmp_path, "restore")
        assert code == 75
        assert "Stop it first" in said
        code, said = await type_in(tmp_path, "forget", "--yes", person("jonas"))
        assert code == 0, said
        assert said.startswith("Care is running, and forgets UJONAS within seconds.")
        await care.says("UJONAS is forgotten")
        await care.says("backup: care-")
    assert _texts(tmp_path / "care.db") == ["I stayed until her oven worked"]
    newest = backups.newest_good(tmp_path / "backups", datetime.now(UTC))
    assert newest
    assert _texts(newest) == ["I stayed until her oven worked"]


async def test_a_stopped_care_forgets_at_once(tmp_path: Path) -> None:
    async with workspace() as sandbox:
        async with care_process(sandbox, tmp_path) as care:
            await care.says("Care is running")
            await set_up(sandbox)
            await sandbox.act("command", user="UJONAS", **FRONTLINE, command="/story", text="My canary flew off")
        code, said = await type_in(tmp_path, "forget", "--yes", person("jonas"))
        assert code == 0, said
        assert said.startswith("UJONAS is forgotten, and a new backup is made.")
        newest = backups.newest_good(tmp_path / "backups", datetime.now(UTC))
        assert newest
        for path in (newest, tmp_path / "care.db"):
            assert b"canary" not in path.read_bytes()

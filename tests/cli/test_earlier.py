"""Backups of an earlier release, which had one folder for all databases, as an operator finds them."""

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

OF_SALES = Backup(datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2))
OF_SUPPORT = Backup(datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1))
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": "http://127.0.0.1:1/api/"}


@pytest.fixture
async def sales(tmp_path: Path) -> dict[str, str]:
    """The environment of a database that knows Ben and has a backup from before, beside another one that has too."""
    (tmp_path / "backups").mkdir()
    for name, user_id, backup in (("sales.db", "UBEN", OF_SALES), ("support.db", "UADA", OF_SUPPORT)):
        await make_database(tmp_path / name, user_id)
        made = backups.make_of_file(tmp_path / name, tmp_path / "aside", backup.made_at)
        shutil.copyfile(made, tmp_path / "backups" / backup.name)
    (tmp_path / "uv.lock").touch()
    return {"CARE_DATABASE": str(tmp_path / "sales.db")}


async def test_they_are_listed_and_no_others_before_any_start(tmp_path: Path, sales: dict[str, str]) -> None:
    code, said = await type_in(tmp_path, "backups", **sales)
    assert (code, [line.split()[0] for line in said.splitlines()]) == (0, [OF_SALES.name])


@pytest.mark.parametrize("words", [[], [OF_SALES.name]])
@pytest.mark.parametrize("is_empty", [True, False])
async def test_a_database_that_is_gone_is_brought_back_from_them(
    tmp_path: Path, sales: dict[str, str], words: list[str], is_empty: bool
) -> None:
    (tmp_path / "sales.db").unlink()
    if is_empty:
        (tmp_path / "sales.db").touch()
    gone = Tombstone("person", "UCY", OF_SALES.made_at)
    tombstones.add_to_file(tmp_path / "backups", [gone])
    code, said = await type_in(tmp_path, "run", **sales, **TOKENS)
    assert code == 65
    assert f"`careapp restore {OF_SALES.name}` brings back the newest good backup." in said
    code, said = await type_in(tmp_path, "restore", *words, **sales)
    assert code == 0, said
    assert await known(tmp_path / "sales.db") == {"UBEN"}
    assert tombstones.read_file(tmp_path / "sales.db.backups") == [gone]
    assert backups.listed(tmp_path / "sales.db.backups") == [OF_SALES]
    assert backups.listed(tmp_path / "backups") == [OF_SUPPORT]


async def test_where_two_are_gone_none_is_taken_unnamed(tmp_path: Path, sales: dict[str, str]) -> None:
    for name in ("sales.db", "support.db"):
        (tmp_path / name).unlink()
    code, said = await type_in(tmp_path, "restore", **sales)
    where = f"There is no good backup in {tmp_path / 'sales.db.backups'}."
    assert (code, said) == (65, f"{where} `careapp backups` lists what is there.\n")
    code, said = await type_in(tmp_path, "backups", **sales)
    assert (code, [line.split()[0] for line in said.splitlines()]) == (0, [OF_SUPPORT.name, OF_SALES.name])
    code, said = await type_in(tmp_path, "restore", OF_SALES.name, **sales)
    assert code == 0, said
    assert await known(tmp_path / "sales.db") == {"UBEN"}


async def test_they_are_taken_over_before_somebody_is_forgotten(tmp_path: Path, sales: dict[str, str]) -> None:
    code, said = await type_in(tmp_path, "forget", "--yes", "UBEN", **sales)
    assert code == 0, said
    assert f"Older backups in {tmp_path / 'sales.db.backups'} still know them" in said
    assert backups.listed(tmp_path / "backups") == [OF_SUPPORT]


async def test_another_database_that_comes_meanwhile_changes_nothing_for_a_running_one(
    tmp_path: Path, sales: dict[str, str]
) -> None:
    store = Store.open(tmp_path / "sales.db")
    await make_database(tmp_path / "new.db")
    assert (await type_in(tmp_path, "backup", **sales))[0] == 0
    await store.close()
    assert backups.listed(store.backups)[0].reason == "by-hand"
    assert backups.listed(tmp_path / "backups") == [OF_SUPPORT]

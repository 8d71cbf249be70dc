"""`careapp forget`, as an operator types it, also while Care runs and while the disk is full."""

import asyncio
import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from careapp.cli import main
from careapp.demo.replay import person
from careapp.faults import arm, disarm
from careapp.store import backup as backups
from careapp.store import person as people
from careapp.store import tombstone as tombstones
from tests.cli.conftest import known, make_database, type_in
from tests.process import care_process, set_up, workspace
from tests.store.full_disk import small_disk
from tests.store.test_restore_killed import hot_journal, live_wal, words

FRONTLINE = {"channel": "CCAREFRONTLINE"}


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


@contextmanager
def _file_in_the_way(folder: Path) -> Iterator[Callable[[], None]]:
    folder.write_text("a file in the place of the folder")
    yield folder.unlink


@contextmanager
def _no_room(folder: Path) -> Iterator[Callable[[], None]]:
    try:
        with small_disk(folder) as disk:
            disk.fill()
            yield disk.free
    except PermissionError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize(
    ("hindered", "because"), [(_file_in_the_way, "File exists"), (_no_room, "No space left on device")]
)
async def test_a_forgetting_that_the_backups_cannot_be_told_of_is_said_to_be_done_and_they_learn_it_later(
    folder: Path, hindered: Callable[[Path], AbstractContextManager[Callable[[], None]]], because: str
) -> None:
    with hindered(folder / "backups") as make_room:
        code, said = await type_in(folder, "forget", "--yes", "UADA")
        assert code == 74
        done, sentence = said.split(" But ")
        assert done == "UADA is forgotten, and Slack shows it when Care runs again."
        unsaid = f"the backups do not know it yet, because {folder / 'backups'} cannot be written: {because}."
        assert sentence.startswith(f"{unsaid} Mend that and start Care: it makes a new backup by itself. Older backups")
        assert await known(folder / "care.db") == set()
        make_room()
        async with workspace() as sandbox, care_process(sandbox, folder) as care:
            await care.says("backup: care-")
        assert [one.name for one in tombstones.read_file(folder / "backups")] == ["UADA"]


@pytest.mark.parametrize(
    ("point", "code", "sentence"),
    [
        ("commit.before_disk", 74, "The disk cannot be used: No space left on device. Nothing was done: UADA is not"),
        ("forget.before_rest", 74, "UADA is not forgotten yet, because {database} cannot be written: No space left on"),
    ],
)
def test_a_forgetting_that_the_disk_stops_says_how_far_it_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str, code: int, sentence: str
) -> None:
    asyncio.run(make_database(tmp_path / "care.db", "UADA"))
    monkeypatch.setenv("CARE_DATABASE", str(tmp_path / "care.db"))

    def fail() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    arm(point, end=fail)
    try:
        left = CliRunner().invoke(main, ["forget", "--yes", "UADA"])
    finally:
        disarm()
    assert left.exit_code == code
    assert left.output.startswith(sentence.format(database=tmp_path / "care.db"))
    assert asyncio.run(known(tmp_path / "care.db")) == {"UADA"}


def test_a_forgetting_that_anything_else_stops_is_not_said_to_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(make_database(tmp_path / "care.db", "UADA"))
    monkeypatch.setenv("CARE_DATABASE", str(tmp_path / "care.db"))

    def fail() -> None:
        raise ValueError("a row that nobody can read")

    arm("forget.before_rest", end=fail)
    try:
        left = CliRunner().invoke(main, ["forget", "--yes", "UADA"])
    finally:
        disarm()
    assert left.exit_code == 74
    assert left.output.startswith("UADA is not forgotten yet, as the log above says.")
    assert asyncio.run(known(tmp_path / "care.db")) == {"UADA"}
    assert CliRunner().invoke(main, ["forget", "--yes", "UADA"]).exit_code == 0
    assert asyncio.run(known(tmp_path / "care.db")) == set()


async def test_in_a_damaged_database_nobody_is_forgotten_and_the_way_back_is_named(folder: Path) -> None:
    assert (await type_in(folder, "backup"))[0] == 0
    (folder / "care.db").write_text("not a database" * 999)
    code, said = await type_in(folder, "forget", "--yes", "UADA")
    assert code == 65
    assert "brings back the newest good backup." in said


async def test_another_programs_database_is_not_taken_for_a_failing_disk(folder: Path) -> None:
    (folder / "care.db").unlink()
    with sqlite3.connect(folder / "care.db") as conn:
        conn.execute("CREATE TABLE songs (name TEXT)")
    conn.close()
    code, said = await type_in(folder, "forget", "--yes", "UADA")
    sentence = f"{folder / 'care.db'} cannot be used as Care's database: it belongs to another program."
    assert (code, said) == (65, f"{sentence}\n")


async def test_after_a_power_cut_in_the_middle_of_a_commit_somebody_is_forgotten(folder: Path) -> None:
    hot_journal(folder / "care.db")
    assert (folder / "care.db-journal").stat().st_size
    code, said = await type_in(folder, "forget", "--yes", "UADA")
    assert code == 0, said
    assert said.startswith("UADA is forgotten, and a new backup is made.")
    assert await known(folder / "care.db") == set()
    assert words(folder / "care.db") == ["acknowledged"]


async def test_after_a_restore_that_was_killed_somebody_is_forgotten_with_what_the_journal_alone_held(
    folder: Path,
) -> None:
    live_wal(folder / "care.db")
    os.link(folder / "care.db", folder / "care.db.before-restore-2026-01-01T000000Z")
    (folder / "care.db-wal").rename(folder / "care.db.before-restore-2026-01-01T000000Z-wal")
    code, said = await type_in(folder, "forget", "--yes", "UADA")
    assert code == 0, said
    assert words(folder / "care.db") == ["acknowledged"]


STORY = "INSERT INTO stories (channel_id, day, teller, text, way, told_at, source_key) VALUES"
KUDOS = "INSERT INTO kudos (id, channel_id, day, giver, reason, given_at, source_key) VALUES"
NAMELESS = {
    "told": [f"{STORY} ('C1', '', 'UCY', 'I stayed', 'command', '', 'a')"],
    "is thanked in a story": [
        f"{STORY} ('C1', '', 'UADA', 'I stayed', 'command', '', 'a')",
        "INSERT INTO story_thanks SELECT id, 'UCY' FROM stories",
    ],
    "gave": [f"{KUDOS} (1, 'C1', '', 'UCY', 'for staying', '', 'a')"],
    "received": [
        f"{KUDOS} (1, 'C1', '', 'UADA', 'for staying', '', 'a')",
        "INSERT INTO kudos_receivers (kudos_id, channel_id, day, giver, receiver) VALUES (1, 'C1', '', 'UADA', 'UCY')",
    ],
    "cheered": ["INSERT INTO cheers VALUES ('story', 1, 'UCY', 'tada', 1, '1')"],
    "kept a draft": ["INSERT INTO drafts (user_id, words, kept_at) VALUES ('UCY', 'I', '2026-01-01')"],
    "is in a channel": ["INSERT INTO members (channel_id, user_id) VALUES ('C1', 'UCY')"],
    "asked to be left in peace": [
        "INSERT INTO rests (user_id, is_paused, quiet_from, quiet_until) VALUES ('UCY', 1, '19:00', '08:00')"
    ],
    "wants no letters of a kind": ["INSERT INTO letters_unwanted (user_id, letter) VALUES ('UCY', 'pulse')"],
    "told a first story": [
        "INSERT INTO milestones (channel_id, kind, name, reached_at) VALUES ('C1', 'first-story', 'UCY', '')"
    ],
    "said what was learned": [
        f"{STORY} ('C1', '', 'UADA', 'I stayed', 'command', '', 'a')",
        "INSERT INTO lesson_supports SELECT id, 'UCY' FROM stories",
    ],
    "has a task": ["INSERT INTO circle_roles (channel_id, role, user_id) VALUES ('C1', 'manager', 'UCY')"],
}


@pytest.mark.parametrize("statements", NAMELESS.values(), ids=NAMELESS.keys())
async def test_somebody_whose_name_slack_never_told_is_known_all_the_same(folder: Path, statements: list[str]) -> None:
    with closing(sqlite3.connect(folder / "care.db", isolation_level=None)) as conn:
        for statement in statements:
            conn.execute(statement)
    assert (people.name_in(folder / "care.db", "UCY"), people.name_in(folder / "care.db", "UDEE")) == ("", None)


async def test_somebody_without_a_name_is_forgotten_too(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "care.db", isolation_level=None)) as conn:
        conn.execute(f"{STORY} ('C1', '2026-11-23', 'UCY', 'I stayed', 'command', '2026-11-23T12:00:00Z', 'a')")
    code, said = await type_in(folder, "forget", "UCY")
    assert (code, said.split("?")[0]) == (1, "Forget somebody without a name (UCY) for good")
    code, said = await type_in(folder, "forget", "--yes", "UCY")
    assert code == 0, said
    assert _texts(folder / "care.db") == []

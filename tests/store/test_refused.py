"""A database that cannot be trusted, or worked with, is refused with a sentence that names the way back."""

import asyncio
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from careapp.settings import HOUSE
from careapp.store import Store, UnusableDatabaseError
from careapp.store import backup as backups
from tests.store.released import rows

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)


def _care_database(path: Path) -> None:
    if path.exists():
        return

    async def fill() -> None:
        store = Store.open(path)
        async with store.transaction() as db:
            db.table("drafts").insert_all(
                {"user_id": f"U{n}", "words": "x" * 200, "kept_at": "2026"} for n in range(500)
            )
        await store.close()

    asyncio.run(fill())


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _words(path: Path) -> None:
    path.write_text("this is a letter, not a database\n" * 200)


def _foreign(path: Path, *pragmas: str) -> None:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as other:
        for pragma in pragmas:
            other.execute(f"PRAGMA {pragma}")
        other.execute("CREATE TABLE recipes (name)")
        other.commit()


def _foreign_in_wal(path: Path) -> None:
    _foreign(path, "journal_mode=WAL", "application_id=77")


def _changed(path: Path, sql: str) -> None:
    _care_database(path)
    with closing(sqlite3.connect(path)) as ours:
        ours.execute(sql)
        ours.commit()


def _newer(path: Path) -> None:
    _changed(path, "INSERT INTO _sqlite_migrations VALUES (99, 'care', 'm099_holograms', '2040-01-01')")


def _newer_by_number(path: Path) -> None:
    _changed(path, "PRAGMA user_version = 4000")


def _cut_short(path: Path) -> None:
    _care_database(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _scribbled_on(path: Path) -> None:
    _care_database(path)
    content = bytearray(path.read_bytes())
    content[-3 * 4096 : -2 * 4096] = b"\xa5" * 4096
    path.write_bytes(content)


UNTRUSTED = [
    (_empty, "is empty where a database was expected."),
    (_words, "cannot be used as Care's database: file is not a database."),
    (_foreign, "cannot be used as Care's database: it belongs to another program."),
    (_foreign_in_wal, "cannot be used as Care's database: it belongs to another program."),
    (_newer, "cannot be used as Care's database: it was made by a newer release of Care (m099_holograms)."),
    (_newer_by_number, "cannot be used as Care's database: it was made by a newer release of Care (step 4000)."),
    (_cut_short, "cannot be used as Care's database: database disk image is malformed."),
    (_scribbled_on, "cannot be used as Care's database: it is damaged ("),
]


def _refusal(path: Path) -> str:
    with pytest.raises(UnusableDatabaseError) as refusal:
        Store.open(path)
    return str(refusal.value)


@pytest.mark.parametrize(("write", "because"), UNTRUSTED)
def test_a_file_that_cannot_be_trusted_is_refused_with_a_sentence_and_left_as_it_is(
    tmp_path: Path, write: Callable[[Path], None], because: str
) -> None:
    path = tmp_path / "care.db"
    write(path)
    before = path.read_bytes()
    assert _refusal(path).startswith(f"{path} {because}")
    assert path.read_bytes() == before


@pytest.mark.parametrize(("write", "because"), [*UNTRUSTED, (Path.unlink, "is not there, but backups of it are.")])
def test_the_refusal_names_the_newest_good_backup_and_how_to_bring_it_back(
    tmp_path: Path, write: Callable[[Path], None], because: str
) -> None:
    path = tmp_path / "care.db"
    _, good, bad = _three_backups(path)
    write(path)
    refusal = _refusal(path)
    assert refusal.startswith(f"{path} {because}")
    assert f" `careapp restore {good.name}` brings back the newest good backup." in refusal
    assert bad.exists()


def test_a_database_brought_back_as_the_sentence_says_opens(tmp_path: Path) -> None:
    path = tmp_path / "care.db"
    _three_backups(path)
    held = rows(path)
    _words(path)
    command = _refusal(path).split("`")[1].split()
    restore = [sys.executable, "-m", *command]
    where = {**os.environ, "CARE_DATABASE": str(path)}
    ran = subprocess.run(restore, input="y\n", capture_output=True, text=True, check=False, cwd=HOUSE, env=where)
    assert ran.returncode == 0, ran.stderr
    assert rows(path)["drafts"] == held["drafts"]


@pytest.mark.parametrize("suffix", ["-journal", "-wal"])
def test_what_belongs_to_a_lost_database_is_not_taken_for_the_beginning(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"care.db{suffix}").write_bytes(b"part of something")
    assert _refusal(tmp_path / "care.db").startswith(f"{tmp_path}/care.db is not there, but care.db{suffix}, which is ")
    assert not (tmp_path / "care.db").exists()


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert _refusal(tmp_path) == f"{tmp_path} is a folder; name a file in it."


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    assert _refusal(tmp_path / "data" / "care.db") == f"{tmp_path}/data cannot be opened: File exists."


OPEN_AS_NOBODY = """
import os, pathlib, sys
from careapp.store import Store, UnusableDatabaseError
if os.getuid() == 0:
    os.setuid(65534)
try:
    Store.open(pathlib.Path(sys.argv[1]))
except UnusableDatabaseError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "sentence"),
    [
        (0o400, 0o700, "{path} cannot be opened: Permission denied."),
        (0o600, 0o500, "{path}.lock cannot be opened: Permission denied."),
    ],
)
def test_a_file_that_may_not_be_written_is_named_with_the_reason(
    file_mode: int, folder_mode: int, sentence: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own are closed to whoever is not the owner
        path = Path(folder) / "care.db"
        _care_database(path)
        path.with_name("care.db.lock").unlink()
        for each, mode in ((path, file_mode), (path.parent, folder_mode)):
            if os.getuid() == 0:
                os.chown(each, 65534, 65534)
            each.chmod(mode)
        ran = subprocess.run(
            [sys.executable, "-c", OPEN_AS_NOBODY, str(path)], cwd=HOUSE, capture_output=True, text=True, check=True
        )
        path.parent.chmod(0o700)
    assert ran.stdout == sentence.format(path=path) + "\n"


def test_the_command_leaves_with_the_sentence_and_a_code_after_which_it_is_not_started_again(tmp_path: Path) -> None:
    _words(tmp_path / "care.db")
    left = _run(tmp_path / "care.db")
    assert left.returncode == 65
    assert left.stderr.splitlines()[-1].endswith("cannot be used as Care's database: file is not a database.")
    assert "Traceback" not in left.stderr


def test_the_command_leaves_a_full_disk_with_a_code_after_which_it_is_started_again(tmp_path: Path) -> None:
    _care_database(tmp_path / "care.db")
    left = _run(tmp_path / "care.db", lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)))
    assert left.returncode == 74
    assert left.stderr.splitlines()[-1] == f"{tmp_path}/care.db cannot be read and written: disk I/O error."


def _run(path: Path, first: Callable[[], None] | None = None) -> "subprocess.CompletedProcess[str]":
    settings = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "CARE_DATABASE": str(path)}
    environment = {**os.environ, **settings, "SLACK_API_URL": "http://127.0.0.1:1/api/"}
    command = [sys.executable, "-B", "-m", "careapp", "run"]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=HOUSE, env=environment, preexec_fn=first
    )


def _three_backups(path: Path) -> list[Path]:
    """Make a database and three backups of it, of which the newest is damaged."""
    _care_database(path)
    folder = backups.folder_of(path)

    async def make() -> list[Path]:
        store = Store.open(path)
        made = [await store.beside(lambda db, n=n: backups.make(db, folder, NOW + timedelta(days=n))) for n in range(3)]
        await store.close()
        return made

    made = asyncio.run(make())
    made[-1].write_bytes(b"x" * 5000)
    shutil.copymode(made[0], made[-1])
    return made

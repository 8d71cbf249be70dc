"""Backups: verified copies of the database, made while it is in use."""

import contextlib
import errno
import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from sqlite_utils import Database

from careapp.faults import fault
from careapp.practice.backup import Backup, Reason, kept, read_name
from careapp.settings import backups_of
from careapp.store.migrations import APPLICATION_ID, check

_PAGES = 256  # of 4 KiB, copied while a commit waits
_RESTARTS = 3
_PAUSE = 0.002  # seconds until the next try, where a transaction is open
_GROWING = ("rounds", "digests")  # tables from which no row is ever taken
_trusted: dict[Path, tuple[int, int, int]] = {}  # what this process read through and found good, as it then was


class _RestartedTooOftenError(Exception):
    """Another connection's commits make the copy begin anew again and again."""


def folder_of(database: Path) -> Path:
    """Return where the backups of a database lie, unless the operator says otherwise."""
    return backups_of(database)


def listed(folder: Path) -> list[Backup]:
    """Return the backups of a folder, good or not, newest first."""
    found = (read_name(path.name) for path in folder.glob("care-*.db"))
    return sorted((backup for backup in found if backup), reverse=True)


def newest_good(folder: Path, now: datetime, among: Iterable[Backup] | None = None) -> Path | None:
    """Return the newest backup that this release can work with, None where there is none.

    `among` is which of them come into question, newest first, if not all. One from the future is returned only where
    there is no other.
    """
    last = sorted(listed(folder) if among is None else among, key=lambda backup: backup.is_from_the_future(now))
    return next((folder / backup.name for backup in last if not flaw(folder / backup.name)), None)


def good(folder: Path) -> list[Backup]:
    """Return the backups of a folder that this release can work with, newest first."""
    return [backup for backup in listed(folder) if not flaw(folder / backup.name)]


def good_on(folder: Path, day: date) -> list[Backup]:
    """Return the good backups of a UTC date, newest first; none is read through again that did not change since."""
    made = [backup for backup in listed(folder) if backup.made_at.date() == day]
    return [backup for backup in made if _is_trusted(folder / backup.name)]


def flaw(path: Path) -> str:
    """Read a backup through, and return what is wrong with it; empty where it is good."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as conn:
            _verify(Database(conn))
    except (sqlite3.Error, OSError) as error:
        return str(error)
    return ""


def make(db: Database, folder: Path, now: datetime, reason: Reason = "") -> Path:
    """Make a verified backup of an open database and return where it lies; older ones go when it is good.

    May run in a thread while other threads use the connection. Raises sqlite3.Error and OSError, leaving the older
    backups as they were.
    """
    backup = Backup(now.astimezone(UTC).replace(microsecond=0), reason)
    with alone_in(folder):
        draft = folder / f"{backup.name}.part"
        try:
            fault("backup.before_copy")
            _fill(db, draft)
            fault("backup.before_rename")
            draft.rename(folder / backup.name)
            sync(folder)
            _trusted[folder / backup.name] = _state(folder / backup.name)
            fault("backup.after_rename")
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _drop_old(folder, backup.made_at)
    return folder / backup.name


def make_of_file(database: Path, folder: Path, now: datetime, reason: Reason = "") -> Path:
    """Make a verified backup of a database that another process may be using. Raises as `make` does."""
    if not database.exists():
        raise FileNotFoundError(errno.ENOENT, "there is no database", str(database))
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=rw", uri=True, timeout=30)) as conn:
        if conn.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
            raise sqlite3.DatabaseError("it is no database of Care's")
        return make(Database(conn), folder, now, reason)


def make_folder(folder: Path) -> None:
    """Make a folder for its owner alone, with those that it lies in; on disk when this returns."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        sync(folder.parent)


def sync(path: Path) -> None:
    """Wait until a file, or which files a folder holds, is on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait for whoever makes a backup in this folder, and clear away what one that was killed has left."""
    make_folder(folder)
    with open(os.open(folder / ".lock", os.O_CREAT | os.O_RDWR, 0o600)) as lock:  # noqa: PTH123
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in folder.glob("care-*.db.part*"):
            left.unlink()
        yield


def _fill(db: Database, draft: Path) -> None:
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    expected = _counts(db)
    _copy(db.conn, draft)
    fault("backup.after_copy")
    sync(draft)
    with closing(sqlite3.connect(f"{draft.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as conn:
        copy = Database(conn)
        _verify(copy)
        if any(_count(copy, table) < count for table, count in expected.items()):
            raise sqlite3.DatabaseError("the copy holds less than what was copied")


def _copy(source: sqlite3.Connection, draft: Path) -> None:
    try:
        _copy_into(draft, source, _PAGES)
    except _RestartedTooOftenError:
        os.truncate(draft, 0)
        _copy_into(draft, source, -1)  # all at once; commits wait for it


def _copy_into(draft: Path, source: sqlite3.Connection, pages: int) -> None:
    with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        copy.execute("PRAGMA journal_mode=OFF")  # a copy that is cut short is thrown away
        copy.execute("PRAGMA synchronous=OFF")
        source.backup(copy, pages=pages, progress=_Steadiness().watch, sleep=_PAUSE)
        copy.execute("PRAGMA journal_mode=DELETE")


class _Steadiness:
    """Notices when a copy begins anew, because another connection than the copied one wrote."""

    def __init__(self) -> None:
        self._copied = 0
        self._restarts = 0

    def watch(self, status: int, remaining: int, total: int) -> None:
        """Take a step into account; raise where restarts are too many."""
        fault("backup.copying")
        self._restarts += status in (sqlite3.SQLITE_OK, sqlite3.SQLITE_DONE) and total - remaining <= self._copied
        self._copied = total - remaining
        if self._restarts > _RESTARTS:
            raise _RestartedTooOftenError


def _verify(db: Database) -> None:
    """Raise sqlite3.DatabaseError where a copy is not a whole, sound database of Care's."""
    check(db)
    if db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        raise sqlite3.DatabaseError("it is empty")
    if broken := db.execute("PRAGMA foreign_key_check").fetchone():
        raise sqlite3.DatabaseError(f"a row of {broken[0]} belongs to a row that is not there")


def _counts(db: Database) -> dict[str, int]:
    """Count what is on disk, through a connection of its own: this one may be in the middle of a transaction."""
    (_, _, path), *_ = db.execute("PRAGMA database_list").fetchall()
    with closing(sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True)) as conn:
        own = Database(conn)
        return {table: _count(own, table) for table in _GROWING}


def _count(db: Database, table: str) -> int:
    count: int = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
    return count


def _is_trusted(path: Path) -> bool:
    try:
        state = _state(path)
    except FileNotFoundError:  # another process dropped it meanwhile
        return False
    if _trusted.get(path) != state and not flaw(path):
        _trusted[path] = state
    return _trusted.get(path) == state


def _state(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _drop_old(folder: Path, now: datetime) -> None:
    """Drop what is not to be kept; one that cannot be read is left for the operator while newer ones are kept."""
    sound = good(folder)
    stay = kept(sound, now)
    oldest = min(backup.made_at for backup in stay)
    for backup in listed(folder):
        if backup not in stay and (backup in sound or backup.made_at < oldest):
            fault("backup.before_drop")
            (folder / backup.name).unlink()
            _trusted.pop(folder / backup.name, None)

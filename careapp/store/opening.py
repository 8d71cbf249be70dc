"""Opens the database file: for this process alone, for its owner's eyes alone, and never one that cannot be trusted."""

import contextlib
import fcntl
import glob
import logging
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from sqlite_utils import Database

from careapp.clock import SystemClock
from careapp.faults import fault
from careapp.store import backup as backups
from careapp.store import earlier
from careapp.store.migrations import APPLICATION_ID, check, migrate, missing
from careapp.store.trouble import DatabaseInUseError, FailingDiskError, UnusableDatabaseError

log = logging.getLogger(__name__)

# SQLite before these can corrupt a file in WAL mode when two connections meet (sqlite.org, "WAL-reset bug").
_WAL_IS_SAFE_FROM = (3, 51, 3)
_WAL_IS_SAFE_ALSO = ((3, 44, 6), (3, 50, 7))
BESIDE = ("-journal", "-wal", "-shm")  # what SQLite keeps beside a database file while it is in use
ASIDE = ".before-restore-"
_MAGIC = b"SQLite format 3\0"
_ID_AT = 68  # where in the file the application id lies, in four bytes


def open_alone(path: Path, folder: Path) -> tuple[Database, IO[str]]:
    """Open or create a database, brought to this release; return it with the lock that keeps others out.

    `folder` is where its backups lie. Raises DatabaseInUseError where another process has it, UnusableDatabaseError
    where it cannot be trusted.
    """
    with for_its_owner_alone(), in_a_sentence(path, folder):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = take_lock(path)
        try:
            return _open(path, folder), lock
        except BaseException:
            lock.close()
            raise


def take_lock(path: Path) -> IO[str]:
    """Keep every other process away from a database, under whichever name it knows it, until the lock is closed."""
    real = path.resolve()
    beside = real.with_name(f"{real.name}.lock")
    lock = beside.open("w")
    try:
        beside.chmod(0o600)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise DatabaseInUseError(f"Another Care is running with {path}. Stop it first.") from error
    except BaseException:
        lock.close()
        raise
    return lock


@contextlib.contextmanager
def for_its_owner_alone() -> Iterator[None]:
    """Let nobody but the owner read what is created meanwhile; files as 0600, folders as 0700."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def put_together(database: Path) -> None:
    """Give a database back its journal, where a restore was killed when only that was set aside; needs the lock.

    Without this, what is in the journal alone would be lost, though it was acknowledged.
    """
    if not database.exists():
        return
    for aside in database.parent.glob(f"{glob.escape(database.name)}{ASIDE}*Z"):
        if aside.samefile(database):
            for part, its_aside in zip(beside(database), beside(aside), strict=True):
                if its_aside.exists() and not part.exists():
                    its_aside.rename(part)
                    fault("opening.after_part")
            backups.sync(database.parent)
            aside.unlink()


def put_together_unless_in_use(database: Path) -> None:
    """Give a database back its journal as `put_together` does; where Care runs, it has done so."""
    if database.exists():
        with contextlib.suppress(DatabaseInUseError), take_lock(database):
            put_together(database)


def beside(path: Path) -> list[Path]:
    """Return where SQLite keeps what belongs to a database file while it is in use."""
    return [path.with_name(path.name + suffix) for suffix in BESIDE]


def look_at(path: Path, folder: Path) -> None:
    """Raise UnusableDatabaseError where there is no database to work with, OSError where it cannot be opened.

    Raises sqlite3.DatabaseError where it is another program's.
    """
    _refuse_a_folder(path)
    if not path.exists():
        _refuse_where_one_was(path, folder)
        raise UnusableDatabaseError(f"There is no database {path}. Is this Care's folder, and its environment?")
    _refuse_an_empty_one(path, folder)
    with path.open("r+b") as file:
        begin = file.read(_ID_AT + 4)
    if begin.startswith(_MAGIC) and begin[_ID_AT:] != APPLICATION_ID.to_bytes(4, "big"):
        raise sqlite3.DatabaseError("it belongs to another program")


@contextlib.contextmanager
def in_a_sentence(path: Path, folder: Path) -> Iterator[None]:
    """Put in one sentence why a database cannot be used."""
    try:
        yield
    except OSError as error:
        raise FailingDiskError(f"{error.filename or path} cannot be opened: {error.strerror}.") from error
    except sqlite3.OperationalError as error:  # the disk or its rights, not what is in the file
        raise FailingDiskError(f"{path} cannot be read and written: {error}.") from error
    except sqlite3.Error as error:
        sentence = f"{path} cannot be used as Care's database: {error}."
        raise UnusableDatabaseError(sentence + way_back(path, folder)) from error


def way_back(path: Path, folder: Path) -> str:
    """Say which command brings back the newest good backup; nothing where there is none."""
    newest = earlier.newest_good(path, folder, SystemClock().now())
    return f" `careapp restore {newest.name}` brings back the newest good backup." if newest else ""


def connect(path: Path) -> Database:
    """Connect to a database file, with Care's way of keeping it; no transaction is begun unasked."""
    db = Database(sqlite3.connect(path, check_same_thread=False, isolation_level=None))
    try:
        check(db)
        for pragma in _pragmas():
            db.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        db.conn.close()
        raise
    return db


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Say whether a version of SQLite can write ahead without risk to the file."""
    mended_line = any(version[:2] == fixed[:2] and version >= fixed for fixed in _WAL_IS_SAFE_ALSO)
    return version >= _WAL_IS_SAFE_FROM or mended_line


def _open(path: Path, folder: Path) -> Database:
    _refuse_a_folder(path)
    if not path.exists():
        _refuse_where_one_was(path, folder)
        _create(path)
    _refuse_an_empty_one(path, folder)
    put_together(path)
    os.close(os.open(path, os.O_RDWR))  # says why it cannot be read or written, where SQLite would only say that
    _hide(path)
    db = connect(path)
    try:
        _bring_to_this_release(path, folder, db)
        _try_to_write(db)
        earlier.take_over(path, folder)
    except BaseException:
        db.conn.close()
        raise
    (journal,) = db.execute("PRAGMA journal_mode").fetchone()
    log.info("%s is open: SQLite %s, journal mode %s", path, sqlite3.sqlite_version, journal)
    return db


def _refuse_a_folder(path: Path) -> None:
    if path.is_dir():
        raise UnusableDatabaseError(f"{path} is a folder; name a file in it.")


def _refuse_an_empty_one(path: Path, folder: Path) -> None:
    if path.stat().st_size == 0:
        sentence = f"{path} is empty where a database was expected."
        raise UnusableDatabaseError(sentence + (way_back(path, folder) or " Move it away to begin anew."))


def _refuse_where_one_was(path: Path, folder: Path) -> None:
    """Begin anew only where nothing says that there was a database before."""
    left = next((each for each in beside(path) if each.exists()), None)
    if backups.newest_good(folder, SystemClock().now()):
        sentence = f"{path} is not there, but backups of it are.{way_back(path, folder)}"
        raise UnusableDatabaseError(f"{sentence} To begin anew, move {folder} away.")
    if earlier.of(path, folder):
        sentence = f"{path} is not there, but backups that may be of it are in {earlier.common(path)}."
        way = way_back(path, folder) or " `careapp backups` lists them, and `careapp restore NAME` brings one back."
        raise UnusableDatabaseError(f"{sentence}{way} To begin anew, move them away.")
    if left:
        raise UnusableDatabaseError(
            f"{path} is not there, but {left.name}, which is a part of it, is. Put them together again,"
            " or move it away to begin anew."
        )


def _create(path: Path) -> None:
    """A new database comes into its place whole, so that an empty one is never Care's own doing."""
    new = path.with_name(f"{path.name}.new")
    for left in (new, *beside(new)):
        left.unlink(missing_ok=True)
    db = connect(new)
    try:
        migrate(db)
        db.execute("PRAGMA journal_mode=DELETE").fetchall()
    finally:
        db.conn.close()
    fault("opening.before_rename")
    new.rename(path)
    backups.sync(path.parent)
    fault("opening.after_rename")


def _hide(path: Path) -> None:
    """Files that came from elsewhere may be readable by all; who may not change that leaves it as it is."""
    for each in (path, *beside(path)):
        with contextlib.suppress(FileNotFoundError, PermissionError):
            each.chmod(0o600)


def _bring_to_this_release(path: Path, folder: Path, db: Database) -> None:
    steps = missing(db)
    if steps and db.table_names():
        _keep_as_it_is(path, folder, db)
    if steps:
        migrate(db)
        log.info("%s was brought to this release: %s", path, ", ".join(steps))


def _keep_as_it_is(path: Path, folder: Path, db: Database) -> None:
    try:
        fault("migration.before_backup")
        kept = backups.make(db, folder, SystemClock().now(), "before-change")
        fault("migration.after_backup")
    except (OSError, sqlite3.Error) as error:
        sentence = f"{path} is of an earlier release, and the backup that comes before the change failed: {error}."
        raise FailingDiskError(f"{sentence} Nothing was changed.") from error
    log.info("%s keeps %s as it was before this release", kept, path)


def _try_to_write(db: Database) -> None:
    """A disk that takes nothing must say so now, not when the first person is waiting; this changes nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("COMMIT")
    finally:
        if db.conn.in_transaction:
            db.execute("ROLLBACK")


def _pragmas() -> list[str]:
    journal = "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "DELETE"
    return [
        f"journal_mode={journal}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=5000",
        "trusted_schema=OFF",
        "secure_delete=ON",
        "temp_store=MEMORY",  # else what a savepoint would restore, people's words too, goes to a file elsewhere
    ]

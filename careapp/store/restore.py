"""Puts a backup in the place of the database, such that nothing taken back returns and nothing is said twice."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from sqlite_utils import Database

from careapp.faults import fault
from careapp.practice.backup import Backup, Restore
from careapp.practice.pace import QUIET
from careapp.practice.tombstone import Tombstone
from careapp.store import number as numbers
from careapp.store import post as posts
from careapp.store import pulse as pulses
from careapp.store import tombstone as tombstones
from careapp.store.backup import flaw, sync
from careapp.store.columns import instant, read_instant
from careapp.store.migrations import migrate
from careapp.store.opening import ASIDE, beside, connect, for_its_owner_alone, put_together, take_lock
from careapp.store.trouble import UnusableDatabaseError

_NUMBERS_LEFT_OUT = 100_000  # more than can be told between a backup and its restore


def bring_back(database: Path, folder: Path, backup: Backup, now: datetime, lies_in: Path | None = None) -> Path | None:
    """Put a backup in the place of a database, and return where the one of before lies now, None where none was.

    `folder` is where the backups of this database lie; `lies_in` is where this one does, if it is another folder. What
    the tombstones there stand for stays gone too.

    Raises DatabaseInUseError while Care runs, UnusableDatabaseError where the backup is not good, OSError and
    sqlite3.Error where the disk refuses; the present database is then where and as it was.
    """
    lies_in = lies_in or folder
    with for_its_owner_alone():
        database.parent.mkdir(parents=True, exist_ok=True)
        with take_lock(database):
            put_together(database)
            if wrong := flaw(lies_in / backup.name):
                raise UnusableDatabaseError(f"{backup.name} cannot be restored: {wrong}.")
            gone = _all_taken_back(database, folder, lies_in)
            draft = _prepare(database, lies_in, backup, gone, now)
            fault("restore.before_aside")
            aside = _set_aside(database, now) if database.exists() else None
            fault("restore.before_replace")
            draft.replace(database)
            sync(database.parent)
            fault("restore.after_replace")
    return aside


def doubt(db: Database, key: str, day: date) -> None:
    """Have a new post looked up before it is sent, where it may have been after the backup that was restored."""
    restore = last(db)
    if restore and restore.may_have_shown(day):
        posts.look_up_first(db, key, restore.backup_at, restore.restored_at + QUIET)


def last(db: Database) -> Restore | None:
    """Return the last restore of this database, None where there was none."""
    row = db.execute("SELECT restored_at, backup_at FROM restores ORDER BY restored_at DESC LIMIT 1").fetchone()
    return Restore(read_instant(row[0]), read_instant(row[1])) if row else None


def _all_taken_back(database: Path, folder: Path, lies_in: Path) -> list[Tombstone]:
    """Return what the files beside the backups and the present database, if it can be read, say was taken back."""
    if lies_in != folder:
        tombstones.take_along(lies_in, folder)
    tombstones.add_to_file(folder, set(_of_present(database)) - set(tombstones.read_file(folder)))
    return tombstones.read_file(folder)


def _of_present(database: Path) -> list[Tombstone]:
    """Read a copy: to look into a database after a kill changes it, and this one is kept as it is."""
    copy = database.with_name(f"{database.name}.reading")
    try:
        for one, its_copy in zip(_parts(database), _parts(copy), strict=True):
            if one.exists():
                shutil.copyfile(one, its_copy)
        if not copy.exists():
            return []
        with closing(sqlite3.connect(copy)) as conn:
            return tombstones.every(Database(conn))
    except sqlite3.Error:
        return []
    finally:
        _clear(copy)


def _parts(database: Path) -> list[Path]:
    return [database, *beside(database)]


def _clear(database: Path) -> None:
    for part in _parts(database):
        part.unlink(missing_ok=True)


def _prepare(database: Path, lies_in: Path, backup: Backup, gone: list[Tombstone], now: datetime) -> Path:
    draft = database.with_name(f"{database.name}.restoring")
    _clear(draft)
    fault("restore.before_copy")
    shutil.copyfile(lies_in / backup.name, draft)
    db = connect(draft)
    try:
        migrate(db)
        _mark(db, backup, gone, now)
        db.execute("PRAGMA journal_mode=DELETE").fetchall()
    finally:
        db.conn.close()
    fault("restore.after_copy")
    sync(draft)
    return draft


def _mark(db: Database, backup: Backup, gone: list[Tombstone], now: datetime) -> None:
    with db.atomic():
        for tombstone in gone:
            tombstones.put(db, tombstone, None)
        db.execute("INSERT OR REPLACE INTO restores VALUES (?, ?)", [instant(now), instant(backup.made_at)])
        posts.look_up_unsent(db, backup.made_at, now + QUIET)
        pulses.tell_none_of_these(db, now)
        numbers.leave_out(db, _NUMBERS_LEFT_OUT)


def _set_aside(database: Path, now: datetime) -> Path:
    """Give the present database a second name, under which it stays; its own is then taken from it in one step.

    Its journal goes first, or SQLite would apply it to the backup; after a kill `put_together` gives it back.
    """
    aside = database.with_name(f"{database.name}{ASIDE}{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}")
    os.link(database, aside)
    fault("restore.after_aside")
    sync(database.parent)
    for part, its_aside in zip(beside(database), beside(aside), strict=True):
        if part.exists():
            part.rename(its_aside)
            fault("restore.after_part")
    sync(database.parent)
    return aside

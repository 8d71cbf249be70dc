"""The backups that an earlier release put into one folder for all databases; each database takes its own over."""

import errno
import logging
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from careapp.faults import fault
from careapp.practice.backup import Backup
from careapp.settings import backups_of
from careapp.store import backup as backups
from careapp.store import tombstone as tombstones

log = logging.getLogger(__name__)


def common(database: Path) -> Path:
    """Return the folder that an earlier release had for all databases beside it; it is care.db's own."""
    return database.with_name("backups")


def of(database: Path, folder: Path) -> list[Backup]:
    """Return the backups in the common folder that are of this database, newest first.

    Where it cannot be read or is gone, those that may be: that are of no other one beside. `folder` is its own; where
    the operator chose that, or where it is the common one, there are none.
    """
    if folder == common(database) or folder != backups_of(database):
        return []
    own, others = _birth(database), _births_of_others(database)
    born = [(one, _birth(common(database) / one.name)) for one in backups.listed(common(database))]
    return [one for one, birth in born if birth and birth not in others and own in (None, birth)]


def newest_good(database: Path, folder: Path, now: datetime) -> Path | None:
    """Return the newest good backup of a database, from its folder or else from the common one; None where none is.

    From the common one none is returned where those that may be of this database are of several.
    """
    left = of(database, folder)
    births = {_birth(common(database) / one.name) for one in left}
    newest = backups.newest_good(folder, now)
    return newest or (backups.newest_good(common(database), now, left) if len(births) == 1 else None)


def take_over(database: Path, folder: Path) -> None:
    """Move what is of this database for certain into its own folder; needs the lock. Stopped, it goes on later.

    Raises UnusableDatabaseError where the list of what was taken back cannot be read. A disk that refuses is logged.
    """
    if _birth(database) and of(database, folder):
        try:
            with backups.alone_in(folder), backups.alone_in(common(database)):
                _move_all(database, folder)
        except OSError as error:
            sentence = "backups of %s are still in %s, because they cannot be moved into %s: %s"
            log.error(sentence, database, common(database), folder, error)


def _move_all(database: Path, folder: Path) -> None:
    tombstones.take_along(common(database), folder)
    for one in of(database, folder):
        fault("earlier.before_move")
        _move(common(database) / one.name, folder / one.name)
        fault("earlier.after_move")
    backups.sync(folder)
    backups.sync(common(database))


def _move(path: Path, target: Path) -> None:
    try:
        path.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:  # the common folder lies on another disk
            raise
        draft = target.with_name(f"{target.name}.part")
        shutil.copyfile(path, draft)
        backups.sync(draft)
        draft.rename(target)
        backups.sync(target.parent)
        path.unlink()


def _births_of_others(database: Path) -> set[str | None]:
    """A lock lies beside each database that Care was ever run with."""
    names = {lock.stem for lock in database.parent.glob("*.lock")} | {"care.db"}
    return {_birth(database.with_name(name)) for name in names - {database.name}}


def _birth(file: Path) -> str | None:
    """Return what a database and its backups share with no other: when its first table was made, to the microsecond."""
    if not file.is_file():
        return None
    sql = "SELECT applied_at FROM _sqlite_migrations WHERE name = 'm001_first'"
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as conn:
            row = conn.execute(sql).fetchone()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None

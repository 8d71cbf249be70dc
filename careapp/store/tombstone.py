"""Tombstones, in a table and in a file beside the backups, so that no restore brings back what was taken back."""

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

from sqlite_utils import Database

from careapp.faults import fault
from careapp.practice.tombstone import Kind, Tombstone
from careapp.store.backup import make_folder, sync
from careapp.store.columns import instant, read_instant, read_maybe
from careapp.store.trouble import FailingDiskError, UnusableDatabaseError

FILE = "tombstones.jsonl"
_WHAT_TO_DO = (
    "If the database in place is sound and the one that Care worked with last, move the file away, and Care writes it"
    " anew. Else put a copy of it in its place, or take that line out; what it stands for may then come back."
)
_WHAT_TO_DO_ELSEWHERE = (
    "It came with copies of backups: put a whole copy of it in its place, or take that line out; what it stands for may"
    " then come back."
)


def put(db: Database, tombstone: Tombstone, done_at: datetime | None) -> None:
    """Keep a tombstone, done once all that it stands for is gone; a person may be forgotten again later."""
    sql = """
      INSERT INTO tombstones (kind, name, gone_at, done_at) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET gone_at = excluded.gone_at, done_at = excluded.done_at, is_mirrored = 0
      WHERE kind = 'person' AND excluded.gone_at > gone_at
    """
    db.execute(sql, [tombstone.kind, tombstone.name, instant(tombstone.gone_at), done_at and instant(done_at)])


def put_from_outside(database: Path, tombstone: Tombstone) -> None:
    """Ask a running Care to forget, from another process. Raises sqlite3.Error."""
    with closing(sqlite3.connect(database, timeout=30, isolation_level=None)) as conn:
        put(Database(conn), tombstone, None)


def has(db: Database, kind: Kind, name: str) -> bool:
    """Say whether this was taken back or forgotten."""
    return bool(db.execute("SELECT 1 FROM tombstones WHERE kind = ? AND name = ?", [kind, name]).fetchone())


def covers(db: Database, user_id: str, at: datetime) -> bool:
    """Say whether an instant was before a person was last forgotten."""
    row = db.execute("SELECT gone_at FROM tombstones WHERE kind = 'person' AND name = ?", [user_id]).fetchone()
    return bool(row) and at <= read_instant(row[0])


def to_do(db: Database) -> list[Tombstone]:
    """Return the tombstones of what is still to be forgotten, oldest first."""
    return [_read(row) for row in db.query("SELECT * FROM tombstones WHERE done_at IS NULL ORDER BY gone_at")]


def done(db: Database, tombstone: Tombstone, now: datetime) -> None:
    """Keep that all that a tombstone stands for is gone."""
    sql = "UPDATE tombstones SET done_at = ? WHERE kind = ? AND name = ? AND gone_at = ?"
    db.execute(sql, [instant(now), tombstone.kind, tombstone.name, instant(tombstone.gone_at)])


def last_forgotten(db: Database) -> datetime | None:
    """Return when the last person who asked for it was forgotten, None where nobody was."""
    sql = "SELECT max(done_at) FROM tombstones WHERE kind = 'person'"
    return read_maybe(db.execute(sql).fetchone()[0])


def last_forgotten_in(backup: Path) -> datetime | None:
    """Return when the last person was forgotten of whom a backup knows it, None where it knows of nobody."""
    try:
        with closing(sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as conn:
            return last_forgotten(Database(conn))
    except sqlite3.OperationalError:  # of a release that forgot nobody
        return None


def is_ahead(db: Database, now: datetime) -> bool:
    """Say whether a wrong clock dated a tombstone later than now."""
    sql = """
      SELECT EXISTS (SELECT 1 FROM tombstones WHERE gone_at > :now)
        OR EXISTS (SELECT 1 FROM tombstones WHERE kind = 'person' AND done_at > :now)
    """
    return bool(db.execute(sql, {"now": instant(now)}).fetchone()[0])


def bound(db: Database, now: datetime) -> None:
    """Date what a wrong clock dated later than now, at now."""
    sql = """
      UPDATE tombstones SET gone_at = min(gone_at, :now), done_at = min(done_at, :now), is_mirrored = 0
      WHERE gone_at > :now OR done_at > :now
    """
    db.execute(sql, {"now": instant(now)})


def scrub(db: Database) -> None:
    """Leave no bytes of what was deleted in the write-ahead log, where there is one."""
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def every(db: Database) -> list[Tombstone]:
    """Return all tombstones."""
    return [_read(row) for row in db.query("SELECT * FROM tombstones")]


def to_mirror(db: Database) -> list[Tombstone]:
    """Return the tombstones that are not in the file yet."""
    return [_read(row) for row in db.query("SELECT * FROM tombstones WHERE is_mirrored = 0 ORDER BY gone_at")]


def mirrored(db: Database, tombstones: Iterable[Tombstone]) -> None:
    """Keep that these tombstones are in the file."""
    sql = "UPDATE tombstones SET is_mirrored = 1 WHERE kind = ? AND name = ? AND gone_at = ?"
    for one in tombstones:
        db.execute(sql, [one.kind, one.name, instant(one.gone_at)])


def read_file(folder: Path, what_to_do: str = _WHAT_TO_DO) -> list[Tombstone]:
    """Return the tombstones of the file beside the backups, of each person the latest.

    `what_to_do` is what the operator reads where a line is broken. Raises FailingDiskError where the file cannot be
    read, and UnusableDatabaseError where it is not ours.
    """
    path = folder / FILE
    try:
        text = path.read_text(encoding="ascii", errors="surrogateescape") if path.exists() else ""
    except OSError as error:
        sentence = f"{path} says what people took back and must not come back, and cannot be read: {error.strerror}."
        raise FailingDiskError(f"{sentence} Let the user that Care runs as read and write it.") from error
    whole, _, rest = text.rpartition("\n")
    lines = whole.splitlines() if _is_torn(rest, whole) else text.splitlines()
    read = [_read_line(path, n, line, what_to_do) for n, line in enumerate(lines, 1)]
    known = sorted(read, key=lambda one: one.gone_at)
    return list({(one.kind, one.name): one for one in known}.values())


def add_to_file(folder: Path, tombstones: Iterable[Tombstone]) -> None:
    """Have the file hold these tombstones too, on disk when this returns. Raises OSError, and as `read_file` does."""
    new = list(tombstones)
    if not _ends_well(folder / FILE):
        _rewrite(folder, [*read_file(folder), *new])
    elif new:
        fault("tombstone.before_append")
        with (folder / FILE).open("a", encoding="utf-8") as file:
            file.write(_lines(new))
            file.flush()
            os.fsync(file.fileno())
        fault("tombstone.after_append")


def take_along(there: Path, folder: Path) -> None:
    """Have the file hold what another folder's holds too. Raises OSError, and as `read_file` does."""
    known = set(read_file(folder))
    add_to_file(folder, set(read_file(there, _WHAT_TO_DO_ELSEWHERE)) - known)


def bound_file(folder: Path, now: datetime) -> list[Tombstone]:
    """Date what a wrong clock dated later than now, at now, in the file too; return what it holds then."""
    known = read_file(folder)
    bounded = [replace(one, gone_at=min(one.gone_at, now)) for one in known]
    if bounded != known:
        _rewrite(folder, bounded)
    return bounded


def _ends_well(path: Path) -> bool:
    """Say whether the file is there and its last line is whole, so that another may follow."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 1))
        return file.read() == b"\n"


def _is_torn(rest: str, whole: str) -> bool:
    """Say whether what follows the last whole line is the beginning of one of ours; nobody was told that it is kept."""
    begin = '{"kind": "'
    try:
        json.loads(rest)
    except ValueError:
        return rest.startswith(begin) or begin.startswith(rest) or bool(whole and not rest.strip("\0"))
    return False


def _rewrite(folder: Path, tombstones: Iterable[Tombstone]) -> None:
    make_folder(folder)
    draft = folder / f"{FILE}.part"
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(_lines(tombstones))
    sync(draft)
    fault("tombstone.before_rename")
    draft.replace(folder / FILE)
    sync(folder)
    fault("tombstone.after_rename")


def _lines(tombstones: Iterable[Tombstone]) -> str:
    return "".join(f"{json.dumps({**vars(one), 'gone_at': instant(one.gone_at)})}\n" for one in tombstones)


def _read_line(path: Path, number: int, line: str, what_to_do: str) -> Tombstone:
    with contextlib.suppress(ValueError, KeyError, TypeError):
        one = _read(json.loads(line))
        if line.isascii() and one.kind in get_args(Kind):
            return one
    sentence = f"{path} says what people took back and must not come back, but its line {number} is not one of Care's."
    raise UnusableDatabaseError(f"{sentence} {what_to_do}")


def _read(row: Mapping[str, Any]) -> Tombstone:
    return Tombstone(row["kind"], row["name"], read_instant(row["gone_at"]))

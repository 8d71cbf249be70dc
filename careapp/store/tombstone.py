"""Tombstones, in a table and in a file beside the backups, so that no restore brings back what was taken back."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from careapp.faults import fault
from careapp.practice.tombstone import Kind, Tombstone
from careapp.store.backup import sync
from careapp.store.columns import instant, read_instant, read_maybe

FILE = "tombstones.jsonl"


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


def covers_words(db: Database, user_id: str, ts: str | None) -> bool:
    """Say whether a message, by its Slack ts, was written before its writer was last forgotten."""
    row = db.execute("SELECT gone_at FROM tombstones WHERE kind = 'person' AND name = ?", [user_id]).fetchone()
    return bool(row and ts) and float(ts or 0) <= read_instant(row[0]).timestamp()


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


def read_file(folder: Path) -> list[Tombstone]:
    """Return the tombstones of the file beside the backups. Raises OSError, and ValueError where it is not ours."""
    path = folder / FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    try:
        return [_read(json.loads(line)) for line in lines]
    except (KeyError, TypeError) as error:
        raise ValueError(f"a line lacks {error}") from error


def add_to_file(folder: Path, tombstones: Iterable[Tombstone]) -> None:
    """Have the file hold these tombstones too, on disk when this returns. Raises OSError and ValueError."""
    known = {(one.kind, one.name): one for one in read_file(folder)}
    for one in tombstones:
        before = known.get((one.kind, one.name))
        known[one.kind, one.name] = max(one, before, key=lambda each: each.gone_at) if before else one
    kept = ({**vars(one), "gone_at": instant(one.gone_at)} for one in known.values())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f"{FILE}.part"
    draft.write_text("".join(f"{json.dumps(row)}\n" for row in kept), encoding="utf-8")
    draft.chmod(0o600)
    sync(draft)
    fault("tombstone.before_rename")
    draft.replace(folder / FILE)
    sync(folder)
    fault("tombstone.after_rename")


def _read(row: Mapping[str, Any]) -> Tombstone:
    return Tombstone(row["kind"], row["name"], read_instant(row["gone_at"]))

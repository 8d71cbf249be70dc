"""Workshops, of which a circle has one at a time that has not ended."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from careapp.practice.workshop import Workshop
from careapp.store.columns import instant, read_instant, read_maybe, readable


def next_id(db: Database, now: datetime) -> int:
    """Return the id of a new workshop: the second in which it begins, so that no restored database gives it twice."""
    (last,) = db.execute("SELECT max(id) FROM workshops").fetchone()
    return max(int(now.timestamp()), (last or 0) + 1)


def put(db: Database, workshop: Workshop) -> None:
    """Keep a workshop as it is now."""
    row = {
        **vars(workshop),
        "began_at": instant(workshop.began_at),
        "moved_at": instant(workshop.moved_at),
        "ended_at": workshop.ended_at and instant(workshop.ended_at),
    }
    db.table("workshops").upsert(row, pk="id")


def get(db: Database, workshop_id: int) -> Workshop | None:
    """Return a workshop, None where there is none."""
    return _first(db, "id = ?", [workshop_id])


def current(db: Database, channel_id: str) -> Workshop | None:
    """Return the workshop of a circle that has not ended, None where there is none."""
    return _first(db, "channel_id = ? AND state <> 'ended'", [channel_id])


def running(db: Database) -> list[Workshop]:
    """Return every running workshop that can be read."""
    return readable(db.query("SELECT * FROM workshops WHERE state = 'running'"), _read)


def last_whole(db: Database, channel_id: str, guide_id: str) -> Workshop | None:
    """Return the circle's last workshop of a guide that went to its end, None where there was none."""
    where = "channel_id = ? AND guide_id = ? AND ended_at IS NOT NULL AND is_whole = 1 ORDER BY ended_at DESC LIMIT 1"
    return _first(db, where, [channel_id, guide_id])


def before(db: Database, workshop: Workshop, most: int) -> list[Workshop]:
    """Return the last workshops of the same guide and circle that ended before one began, the oldest first."""
    where = "channel_id = ? AND guide_id = ? AND ended_at <= ? ORDER BY ended_at DESC LIMIT ?"
    found = _every(db, where, [workshop.channel_id, workshop.guide_id, instant(workshop.began_at), most])
    return found[::-1]


def _first(db: Database, where: str, values: list[Any]) -> Workshop | None:
    return next(iter(_every(db, where, values)), None)


def _every(db: Database, where: str, values: list[Any]) -> list[Workshop]:
    return [_read(row) for row in db.query(f"SELECT * FROM workshops WHERE {where}", values)]  # noqa: S608


def _read(row: Mapping[str, Any]) -> Workshop:
    return Workshop(
        **{
            **row,
            "began_at": read_instant(row["began_at"]),
            "moved_at": read_instant(row["moved_at"]),
            "ended_at": read_maybe(row["ended_at"]),
            "is_whole": bool(row["is_whole"]),
        }
    )

"""Digests that were posted or missed, and who was in their highlights."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from careapp.practice.digest import Digest
from careapp.store.columns import instant, read_maybe


def put(db: Database, digest: Digest) -> None:
    """Keep that a digest was posted, and its highlights."""
    _put(db, digest.channel_id, digest.week, "posted", "", digest.until)
    shared = {"channel_id": digest.channel_id, "week": digest.week}
    shown = [{**shared, "teller": h.story.teller, "story_id": h.story.id} for h in digest.highlights]
    db.table("highlights").insert_all(shown)


def miss(db: Database, channel_id: str, week: str, reason: str, now: datetime) -> None:
    """Keep that a digest was missed, and why."""
    _put(db, channel_id, week, "missed", reason, now)


def weeks(db: Database, channel_id: str) -> set[str]:
    """Return the latest ISO weeks that have a digest, missed ones included."""
    sql = "SELECT week FROM digests WHERE channel_id = ? ORDER BY week DESC LIMIT 10"
    return {row["week"] for row in db.query(sql, [channel_id])}


def last_until(db: Database, channel_id: str) -> datetime | None:
    """Return up to which instant the last digest posted told, None where there was none."""
    sql = "SELECT until FROM digests WHERE channel_id = ? AND state = 'posted' ORDER BY week DESC LIMIT 1"
    row = db.execute(sql, [channel_id]).fetchone()
    return read_maybe(row[0]) if row else None


def last_shown(db: Database, channel_id: str, tellers: Iterable[str]) -> dict[str, str]:
    """Return, per teller, the last ISO week in which they were in the highlights."""
    sql = "SELECT max(week) FROM highlights WHERE channel_id = ? AND teller = ?"
    found = {teller: db.execute(sql, [channel_id, teller]).fetchone()[0] for teller in set(tellers)}
    return {teller: week for teller, week in found.items() if week}


def _put(db: Database, channel_id: str, week: str, state: str, reason: str, until: datetime) -> None:
    row = {"channel_id": channel_id, "week": week, "state": state, "reason": reason, "until": instant(until)}
    db.table("digests").insert(row)

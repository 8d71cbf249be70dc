"""Digests that were posted or missed, and who was in their highlights."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlite_utils import Database

from careapp.practice.digest import Digest, Span
from careapp.practice.occurrence import week_of
from careapp.store.columns import instant, read_instant, read_maybe


def put(db: Database, digest: Digest) -> None:
    """Keep that a digest was posted, and its highlights in order."""
    span = digest.span
    _put(db, span, "posted")
    shared = {"channel_id": span.channel_id, "week": span.week}
    shown = [
        {**shared, "place": n, "teller": h.story.teller, "story_id": h.story.id, "reason": h.reason}
        for n, h in enumerate(digest.highlights, 1)
    ]
    db.table("highlights").insert_all(shown)


def miss(db: Database, channel_id: str, week: str, reason: str, now: datetime) -> None:
    """Keep that a digest was missed, and why."""
    _put(db, Span(channel_id, week, now, now), "missed", reason)


def miss_unseen(db: Database, channel_id: str, week: str, reason: str) -> None:
    """Keep that a digest which was to be posted was not, and why; nobody was in its highlights."""
    db.table("digests").update((channel_id, week), {"state": "missed", "reason": reason})
    db.table("highlights").delete_where("channel_id = ? AND week = ?", [channel_id, week])


def missed_since(db: Database, channel_id: str, week: str) -> list[tuple[str, str]]:
    """Return the weeks, from one on, whose digest was missed, with the reasons."""
    sql = "SELECT week, reason FROM digests WHERE channel_id = ? AND week >= ? AND state = 'missed' ORDER BY week"
    return [(row["week"], row["reason"]) for row in db.query(sql, [channel_id, week])]


def covering(db: Database, channel_id: str, at: datetime) -> Span | None:
    """Return what the digest covers that told of an instant, None where none did yet."""
    sql = """
      SELECT * FROM digests WHERE channel_id = ? AND week >= ? AND state = 'posted' AND since < ? AND until >= ? LIMIT 1
    """
    earliest = week_of((at - timedelta(days=1)).date())
    rows = db.query(sql, [channel_id, earliest, instant(at), instant(at)])
    return next(
        (Span(channel_id, row["week"], read_instant(row["since"]), read_instant(row["until"])) for row in rows), None
    )


def highlights(db: Database, span: Span) -> list[tuple[int, str]]:
    """Return the ids of the stories in a digest's highlights, each with its reason, in order."""
    sql = "SELECT story_id, reason FROM highlights WHERE channel_id = ? AND week = ? ORDER BY place"
    return [(row["story_id"], row["reason"]) for row in db.query(sql, [span.channel_id, span.week])]


def weeks(db: Database, channel_id: str) -> set[str]:
    """Return the latest ISO weeks that have a digest, missed ones included."""
    sql = "SELECT week FROM digests WHERE channel_id = ? ORDER BY week DESC LIMIT 100"
    return {row["week"] for row in db.query(sql, [channel_id])}


def last_until(db: Database, channel_id: str, now: datetime) -> datetime | None:
    """Return up to which instant before now the last digest posted told, None where there was none."""
    sql = """
      SELECT until FROM digests WHERE channel_id = ? AND state = 'posted' AND until <= ? ORDER BY week DESC LIMIT 1
    """
    row = db.execute(sql, [channel_id, instant(now)]).fetchone()
    return read_maybe(row[0]) if row else None


def last_shown(db: Database, channel_id: str, tellers: Iterable[str]) -> dict[str, str]:
    """Return, per teller, the last ISO week in which they were in the highlights."""
    sql = "SELECT max(week) FROM highlights WHERE channel_id = ? AND teller = ?"
    found = {teller: db.execute(sql, [channel_id, teller]).fetchone()[0] for teller in set(tellers)}
    return {teller: week for teller, week in found.items() if week}


def _put(db: Database, span: Span, state: str, reason: str = "") -> None:
    kept = {**vars(span), "since": instant(span.since), "until": instant(span.until)}
    db.table("digests").insert({**kept, "state": state, "reason": reason})

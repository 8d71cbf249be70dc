"""Lessons: when they were gathered, and who supports which."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from careapp.practice.lesson import Gathering, Lesson, month_of
from careapp.practice.story import Story
from careapp.store import story as stories
from careapp.store.columns import instant, read_instant, read_maybe


def put(db: Database, gathering: Gathering, state: str, reason: str = "") -> None:
    """Keep that lessons were gathered and posted, or that there was none (`quiet`), or that it was missed, and why."""
    span = {"since": instant(gathering.since), "until": instant(gathering.until)}
    row = {"channel_id": gathering.channel_id, "month": gathering.month, "state": state, "reason": reason}
    db.table("gatherings").upsert({**row, **span}, pk=("channel_id", "month"))


def months(db: Database, channel_id: str) -> dict[str, str]:
    """Return the state of the latest months that were settled: posted, quiet or missed."""
    sql = "SELECT month, state FROM gatherings WHERE channel_id = ? ORDER BY month DESC LIMIT 36"
    return {row["month"]: row["state"] for row in db.query(sql, [channel_id])}


def miss_unseen(db: Database, channel_id: str, month: str, reason: str) -> None:
    """Keep that a gathering which was to be posted was not, and why; the next one covers its time too."""
    db.table("gatherings").update((channel_id, month), {"state": "missed", "reason": reason})


def missed_since(db: Database, channel_id: str, month: str) -> list[tuple[str, str]]:
    """Return the months, from one on, whose gathering was missed, with the reasons."""
    sql = "SELECT month, reason FROM gatherings WHERE channel_id = ? AND month >= ? AND state = 'missed' ORDER BY month"
    return [(row["month"], row["reason"]) for row in db.query(sql, [channel_id, month])]


def last_until(db: Database, channel_id: str, now: datetime) -> datetime | None:
    """Return up to which instant before now the last gathering that was posted reached, None where there was none."""
    sql = """
      SELECT until FROM gatherings WHERE channel_id = ? AND state = 'posted' AND until <= ? ORDER BY month DESC LIMIT 1
    """
    row = db.execute(sql, [channel_id, instant(now)]).fetchone()
    return read_maybe(row[0]) if row else None


def posted(db: Database, channel_id: str, month: str) -> Gathering | None:
    """Return the gathering of a month that was posted, None where there was none, or nobody saw it."""
    sql = "SELECT * FROM gatherings WHERE channel_id = ? AND month = ? AND state = 'posted'"
    return next((_read(row) for row in db.query(sql, [channel_id, month])), None)


def covering(db: Database, channel_id: str, at: datetime) -> Gathering | None:
    """Return the gathering that was posted of what was told at an instant, None where none did yet."""
    sql = """
      SELECT * FROM gatherings WHERE channel_id = ? AND month >= ? AND state = 'posted' AND since < ? AND until >= ?
      ORDER BY month LIMIT 1
    """
    earliest = month_of((at - timedelta(days=1)).date())
    rows = db.query(sql, [channel_id, earliest, instant(at), instant(at)])
    return next((_read(row) for row in rows), None)


def between(db: Database, channel_id: str, since: datetime, until: datetime) -> list[Lesson]:
    """Return the lessons of a circle's stories told after `since` and up to `until`, in order."""
    return of(db, stories.taught_between(db, channel_id, since, until))


def of(db: Database, taught: Sequence[Story]) -> list[Lesson]:
    """Return the lessons of stories with what came of each, in two questions however many they are."""
    ids = [story.id for story in taught]
    among = f"story_id IN ({', '.join('?' for _ in ids)})"
    counted = f"SELECT story_id, count(*) FROM lesson_supports WHERE {among} GROUP BY story_id"  # noqa: S608
    chosen = f"SELECT story_id FROM behaviours WHERE {among} AND state IN ('practised', 'kept')"  # noqa: S608
    supports = dict(db.execute(counted, ids).fetchall())
    are_behaviours = {story_id for (story_id,) in db.execute(chosen, ids)}
    return [Lesson(story, supports.get(story.id, 0), story.id in are_behaviours) for story in taught]


def support(db: Database, story_id: int, user_id: str) -> bool:
    """Keep that somebody supports a lesson; False where they do already."""
    sql = "INSERT INTO lesson_supports (story_id, user_id) VALUES (?, ?) ON CONFLICT DO NOTHING"
    return db.execute(sql, [story_id, user_id]).rowcount == 1


def withdraw_support(db: Database, story_id: int, user_id: str) -> None:
    """Keep that somebody does not support a lesson any more."""
    db.table("lesson_supports").delete_where("story_id = ? AND user_id = ?", [story_id, user_id])


def withdraw_all_support(db: Database, user_id: str) -> None:
    """Keep that somebody supports no lesson any more; reads a table as a whole."""
    db.table("lesson_supports").delete_where("user_id = ?", [user_id])


def clear_support(db: Database, story_id: int) -> None:
    """Forget who supported a lesson that is gone."""
    db.table("lesson_supports").delete_where("story_id = ?", [story_id])


def supported_by(db: Database, user_id: str) -> list[int]:
    """Return the ids of the stories whose lesson a person supports; reads a table as a whole."""
    sql = "SELECT story_id FROM lesson_supports WHERE user_id = ? ORDER BY story_id"
    return [row["story_id"] for row in db.query(sql, [user_id])]


def _read(row: Mapping[str, Any]) -> Gathering:
    return Gathering(row["channel_id"], row["month"], read_instant(row["since"]), read_instant(row["until"]))

"""Replies that answer a story, and which stories without an answer were brought to whom."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlite_utils import Database

from careapp.practice.occurrence import LOOK_BACK


def add_reply(db: Database, story_id: int, channel_id: str, ts: str, user_id: str) -> None:
    """Keep that somebody's message answers a story; its words are not kept."""
    row = {"channel_id": channel_id, "ts": ts, "story_id": story_id, "user_id": user_id}
    db.table("story_replies").insert(row, ignore=True)


def remove_reply(db: Database, channel_id: str, ts: str) -> list[int]:
    """Forget what a message answered, and return the ids of those stories."""
    sql = "DELETE FROM story_replies WHERE channel_id = ? AND ts = ? RETURNING story_id"
    return [row[0] for row in db.execute(sql, [channel_id, ts]).fetchall()]


def mornings(db: Database, channel_id: str, today: date) -> set[date]:
    """Return the local dates, of the last weeks up to a day, whose morning is settled."""
    days = [(today - LOOK_BACK - timedelta(days=1)).isoformat(), today.isoformat()]
    rows = db.query("SELECT day FROM mornings WHERE channel_id = ? AND day BETWEEN ? AND ?", [channel_id, *days])
    return {date.fromisoformat(row["day"]) for row in rows}


def missed_since(db: Database, channel_id: str, since: date) -> list[tuple[date, str]]:
    """Return the mornings, from a day on, on which nobody could be told, with the reasons."""
    sql = "SELECT day, reason FROM mornings WHERE channel_id = ? AND day >= ? AND state = 'missed' ORDER BY day"
    return [(date.fromisoformat(day), reason) for day, reason in db.execute(sql, [channel_id, since.isoformat()])]


def settle_morning(db: Database, channel_id: str, day: date, state: str, reason: str = "") -> None:
    """Keep what a circle's morning came to: `brought`, `quiet`, or `missed` with a reason."""
    db.table("mornings").insert({"channel_id": channel_id, "day": day.isoformat(), "state": state, "reason": reason})


def bring(db: Database, letter: str, user_id: str, story_ids: Iterable[int]) -> None:
    """Keep which stories a letter to somebody tells of; `letter` is the key of its post."""
    db.table("stories_brought").insert_all(
        {"story_id": story_id, "letter": letter, "user_id": user_id} for story_id in story_ids
    )


def unbring(db: Database, story_ids: Iterable[int]) -> None:
    """Take stories out of the letters that told of them, so that they can be brought to somebody else."""
    for story_id in story_ids:
        db.table("stories_brought").delete_where("story_id = ?", [story_id])


def letter_with(db: Database, story_id: int) -> tuple[str, str] | None:
    """Return the letter that told of a story, as its post's key and who got it; None where there was none."""
    row = db.execute("SELECT letter, user_id FROM stories_brought WHERE story_id = ?", [story_id]).fetchone()
    return (row[0], row[1]) if row else None


def forget(db: Database, user_id: str) -> None:
    """Forget whom a person answered, and what was brought to them; reads the tables as a whole."""
    db.table("story_replies").delete_where("user_id = ?", [user_id])
    db.table("stories_brought").delete_where("user_id = ?", [user_id])

"""What circles have reached, each once for ever."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from careapp.practice.milestone import Kind, Milestone
from careapp.store.columns import day_or_none, instant, read_instant

# A story that is taken back takes its milestone from sight; the row stays, so that it is not reached again.
_IS_TOLD = "(story_id IS NULL OR EXISTS (SELECT 1 FROM stories WHERE id = story_id AND is_removed = 0))"


def reach(db: Database, milestone: Milestone) -> bool:
    """Keep that something was reached; False where it had been before."""
    row = {**vars(milestone), "reached_at": instant(milestone.reached_at)}
    row["round_day"] = milestone.round_day and milestone.round_day.isoformat()
    sql = """
      INSERT INTO milestones (channel_id, kind, name, reached_at, round_day, story_id)
      VALUES (:channel_id, :kind, :name, :reached_at, :round_day, :story_id) ON CONFLICT DO NOTHING
    """
    return db.execute(sql, row).rowcount == 1


def is_reached(db: Database, channel_id: str, kind: Kind, name: str) -> bool:
    """Say whether something was reached, also where that was before Care told of such things."""
    sql = "SELECT 1 FROM milestones WHERE channel_id = ? AND kind = ? AND name = ?"
    return db.execute(sql, [channel_id, kind, name]).fetchone() is not None


def of_round(db: Database, channel_id: str, day: date) -> list[Milestone]:
    """Return what was reached in a round, in order."""
    return _every(db, "round_day = ?", [channel_id, day.isoformat()])


def beside_rounds(db: Database, channel_id: str, since: datetime, until: datetime) -> list[Milestone]:
    """Return what was reached after `since` and up to `until` where there was no round, in order."""
    where = "round_day IS NULL AND reached_at > ? AND reached_at <= ?"
    return _every(db, where, [channel_id, instant(since), instant(until)])


def forget(db: Database, user_id: str) -> None:
    """Forget whose first story was told where; reads the table as a whole."""
    db.execute("DELETE FROM milestones WHERE kind = 'first-story' AND name = ?", [user_id])


def _every(db: Database, where: str, values: list[Any]) -> list[Milestone]:
    sql = (
        f"SELECT * FROM milestones WHERE channel_id = ? AND {where} AND {_IS_TOLD} ORDER BY reached_at, story_id, kind"  # noqa: S608
    )
    return [_read(row) for row in db.query(sql, values)]


def _read(row: Mapping[str, Any]) -> Milestone:
    return Milestone(
        **{**row, "reached_at": read_instant(row["reached_at"]), "round_day": day_or_none(row["round_day"])}
    )

"""When people want to be left in peace, one row a person who ever asked for it."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from sqlite_utils import Database

from careapp.practice.rest import Rest
from careapp.store.columns import clock_time, day_or_none


def get(db: Database, user_id: str) -> Rest:
    """Return what a person asked for, or what holds for those who asked for nothing."""
    row = next(iter(db.query("SELECT * FROM rests WHERE user_id = ?", [user_id])), None)
    return _read(row) if row else Rest()


def of(db: Database, user_ids: Sequence[str]) -> dict[str, Rest]:
    """Return what those of these people asked for who asked for anything, by id."""
    marks = ", ".join("?" for _ in user_ids)
    rows = db.query(f"SELECT * FROM rests WHERE user_id IN ({marks})", user_ids)  # noqa: S608
    return {row["user_id"]: _read(row) for row in rows}


def put(db: Database, user_id: str, rest: Rest) -> None:
    """Keep what a person asks for now."""
    row = {
        "user_id": user_id,
        "is_paused": rest.is_paused,
        "back_on": rest.back_on and rest.back_on.isoformat(),
        "paused_on": rest.paused_on and rest.paused_on.isoformat(),
        "not_today": rest.not_today and rest.not_today.isoformat(),
        "quiet_from": clock_time(rest.quiet_from),
        "quiet_until": clock_time(rest.quiet_until),
    }
    db.table("rests").upsert(row, pk="user_id")


def pauses_in(db: Database, channel_id: str) -> dict[str, Rest]:
    """Return what those in a channel asked for who are, or were, on a pause, by user id."""
    sql = "SELECT rests.* FROM members CROSS JOIN rests USING (user_id) WHERE channel_id = ? AND is_paused = 1"
    return {row["user_id"]: _read(row) for row in db.query(sql, [channel_id])}


def sweep(db: Database, day: date) -> None:
    """Forget what was said of dates before this one, and rows that say nothing any more; reads the table as a whole.

    A pause is over on the day they are back; one without an end of which nobody knows when it began begins on this day.
    """
    sql = "UPDATE rests SET paused_on = ? WHERE is_paused = 1 AND back_on IS NULL AND paused_on IS NULL"
    db.execute(sql, [day.isoformat()])
    db.execute("UPDATE rests SET is_paused = 0, back_on = NULL WHERE back_on <= ?", [day.isoformat()])
    db.execute("UPDATE rests SET not_today = NULL WHERE not_today < ?", [day.isoformat()])
    usual = [clock_time(Rest().quiet_from), clock_time(Rest().quiet_until)]
    sql = "DELETE FROM rests WHERE is_paused = 0 AND not_today IS NULL AND quiet_from = ? AND quiet_until = ?"
    db.execute(sql, usual)


def forget(db: Database, user_id: str) -> None:
    """Forget what a person asked for."""
    db.table("rests").delete_where("user_id = ?", [user_id])


def _read(row: Mapping[str, Any]) -> Rest:
    return Rest(
        is_paused=bool(row["is_paused"]),
        back_on=day_or_none(row["back_on"]),
        paused_on=day_or_none(row["paused_on"]),
        not_today=day_or_none(row["not_today"]),
        quiet_from=time.fromisoformat(row["quiet_from"]),
        quiet_until=time.fromisoformat(row["quiet_until"]),
    )

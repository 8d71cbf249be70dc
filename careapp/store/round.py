"""Rounds, one row a circle and scheduled local date."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from careapp.practice.occurrence import WRONG_CLOCK
from careapp.practice.prompt import Asked
from careapp.practice.round import Round
from careapp.store.columns import instant, read_instant, read_maybe, readable

_PK = ("channel_id", "day")


def put(db: Database, round_: Round) -> None:
    """Keep a round as it is now."""
    row = {
        **vars(round_),
        "day": round_.day.isoformat(),
        "due_at": instant(round_.due_at),
        "opened_at": round_.opened_at and instant(round_.opened_at),
        "closes_at": round_.closes_at and instant(round_.closes_at),
    }
    db.table("rounds").upsert(row, pk=_PK)


def get(db: Database, channel_id: str, day: date) -> Round | None:
    """Return the round of a circle on a scheduled local date, if there is one."""
    return _first(db, "channel_id = ? AND day = ?", [channel_id, day.isoformat()])


def latest(db: Database, channel_id: str, now: datetime) -> Round | None:
    """Return the circle's latest round that opened, if there is one; none of a date that is not yet anywhere."""
    where = "channel_id = ? AND day <= ? AND state <> 'missed' ORDER BY day DESC LIMIT 1"
    return _first(db, where, [channel_id, (now + WRONG_CLOCK).date().isoformat()])


def first_day(db: Database, channel_id: str) -> date | None:
    """Return the day of the first round that a circle held."""
    sql = "SELECT day FROM rounds WHERE channel_id = ? AND state <> 'missed' ORDER BY day LIMIT 1"
    found = db.execute(sql, [channel_id]).fetchone()
    return date.fromisoformat(found[0]) if found else None


def days_since(db: Database, channel_id: str, since: date) -> set[date]:
    """Return the local dates from `since` on that have a round, missed ones included."""
    rows = db.query("SELECT day FROM rounds WHERE channel_id = ? AND day >= ?", [channel_id, since.isoformat()])
    return {date.fromisoformat(row["day"]) for row in rows}


def all_open(db: Database) -> list[Round]:
    """Return every open round that can be read."""
    return readable(db.query("SELECT * FROM rounds WHERE state = 'open'"), _read)


def close(db: Database, round_: Round) -> None:
    """Keep that a round has closed."""
    db.table("rounds").update((round_.channel_id, round_.day.isoformat()), {"state": "closed"})


def run_up_to(db: Database, channel_id: str, day: date) -> list[Round]:
    """Return the rounds back from a day to the last one that was not held, newest first."""
    last_empty = "SELECT max(day) FROM rounds WHERE channel_id = :c AND day <= :d AND state <> 'missed' AND told = 0"
    sql = f"SELECT * FROM rounds WHERE channel_id = :c AND day <= :d AND day >= ifnull(({last_empty}), '')"  # noqa: S608
    return [_read(row) for row in db.query(sql + " ORDER BY day DESC", {"c": channel_id, "d": day.isoformat()})]


def opened_between(db: Database, channel_id: str, since: datetime, until: datetime) -> list[Round]:
    """Return the rounds that opened from `since` up to `until`, oldest first."""
    sql = "SELECT * FROM rounds WHERE channel_id = ? AND day BETWEEN ? AND ? AND opened_at > ? AND opened_at <= ?"
    days = [(since.date() - timedelta(days=1)).isoformat(), "9999"]  # a local date may lie before the UTC one
    return [_read(row) for row in db.query(sql, [channel_id, *days, instant(since), instant(until)])]


def asked_since(db: Database, channel_id: str, since: date) -> list[Asked]:
    """Return what a circle was asked from a local date on, newest first."""
    sql = "SELECT day, prompt_id, value_id FROM rounds WHERE channel_id = ? AND day >= ? AND prompt_id <> ''"
    rows = db.execute(sql + " ORDER BY day DESC", [channel_id, since.isoformat()]).fetchall()
    return [Asked(date.fromisoformat(day), prompt_id, value_id) for day, prompt_id, value_id in rows]


def missed_since(db: Database, channel_id: str, since: date) -> list[Round]:
    """Return the rounds, from a local date on, that were missed, oldest first."""
    sql = "SELECT * FROM rounds WHERE channel_id = ? AND day >= ? AND state = 'missed' ORDER BY day"
    return [_read(row) for row in db.query(sql, [channel_id, since.isoformat()])]


def count_story(db: Database, channel_id: str, day: date, change: int) -> None:
    """Add to how many stories a round holds."""
    sql = "UPDATE rounds SET told = told + ? WHERE channel_id = ? AND day = ?"
    db.execute(sql, [change, channel_id, day.isoformat()])


def _first(db: Database, where: str, values: list[str]) -> Round | None:
    rows = db.query(f"SELECT * FROM rounds WHERE {where}", values)  # noqa: S608
    return next((_read(row) for row in rows), None)


def _read(row: Mapping[str, Any]) -> Round:
    return Round(
        **{
            **row,
            "day": date.fromisoformat(row["day"]),
            "due_at": read_instant(row["due_at"]),
            "opened_at": read_maybe(row["opened_at"]),
            "closes_at": read_maybe(row["closes_at"]),
        }
    )

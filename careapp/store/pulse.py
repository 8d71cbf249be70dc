"""The pulse: what is asked and told, and, apart from each other, that somebody answered and what was answered."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from careapp.practice.pulse import Answers, OwedResult, Pulse, Result
from careapp.store.columns import instant, read_instant

_ASKED = "channel_id = ? AND week = ?"


def put(db: Database, pulse: Pulse) -> None:
    """Keep a week's question; a week has one for ever."""
    row = {**vars(pulse), "asked_at": instant(pulse.asked_at), "closes_at": instant(pulse.closes_at)}
    db.table("pulses").insert(row)


def get(db: Database, channel_id: str, week: str) -> Pulse | None:
    """Return the question of a week, None where it was not asked."""
    rows = db.query(f"SELECT * FROM pulses WHERE {_ASKED}", [channel_id, week])  # noqa: S608
    return next((_read(row) for row in rows), None)


def still_open(db: Database, channel_id: str) -> list[Pulse]:
    """Return the questions of a circle that are open, the latest last."""
    sql = "SELECT * FROM pulses WHERE channel_id = ? AND state = 'open' ORDER BY week"
    return [_read(row) for row in db.query(sql, [channel_id])]


def every_open(db: Database) -> list[Pulse]:
    """Return the open questions of all circles, of paused ones too."""
    return [_read(row) for row in db.query("SELECT * FROM pulses WHERE state = 'open'")]


def ahead(db: Database, of: datetime) -> list[Pulse]:
    """Return the questions of all circles that were due after an instant, whatever became of them."""
    return [_read(row) for row in db.query("SELECT * FROM pulses WHERE asked_at > ?", [instant(of)])]


def drop(db: Database, pulse: Pulse) -> None:
    """Leave nothing of a question, nor of what was answered to it and is not told."""
    db.table("pulses").delete((pulse.channel_id, pulse.week))
    for table in ("pulse_asked", "pulse_marks", "pulse_letters", "pulse_results"):
        db.table(table).delete_where(_ASKED, [pulse.channel_id, pulse.week])
    db.table("pulse_answers").delete_where("channel_id = ? AND since >= ?", [pulse.channel_id, pulse.week])


def waiting_since_before(db: Database, week: str) -> list[str]:
    """Return the circles whose answers have waited for others since before a week."""
    return [row["channel_id"] for row in db.query("SELECT channel_id FROM pulse_answers WHERE since < ?", [week])]


def drop_answers(db: Database, channel_id: str) -> None:
    """Leave nothing of what was answered in a circle and is not told."""
    db.table("pulse_answers").delete_where("channel_id = ?", [channel_id])


def weeks(db: Database, channel_id: str) -> set[str]:
    """Return the latest ISO weeks that have a question, missed ones included."""
    sql = "SELECT week FROM pulses WHERE channel_id = ? ORDER BY week DESC LIMIT 100"
    return {row["week"] for row in db.query(sql, [channel_id])}


def missed_since(db: Database, channel_id: str, week: str) -> list[tuple[str, str]]:
    """Return the weeks, from one on, whose question was missed, with the reasons."""
    sql = "SELECT week, reason FROM pulses WHERE channel_id = ? AND week >= ? AND state = 'missed' ORDER BY week"
    return [(row["week"], row["reason"]) for row in db.query(sql, [channel_id, week])]


def asking_beside(db: Database, channel_id: str) -> set[str]:
    """Return the circles that ask and have somebody of a channel in them."""
    sql = """
      SELECT DISTINCT channel_id FROM members JOIN circles USING (channel_id)
      WHERE user_id IN (SELECT user_id FROM members WHERE channel_id = ?) AND asks_pulse = 1 AND state = 'active'
    """
    return {row["channel_id"] for row in db.query(sql, [channel_id])}


def ask(db: Database, pulse: Pulse, user_ids: Iterable[str]) -> None:
    """Keep who is to be asked; whoever another circle asks that week is left out."""
    rows = [{"user_id": user_id, "week": pulse.week, "channel_id": pulse.channel_id} for user_id in user_ids]
    db.table("pulse_asked").insert_all(rows, ignore=True)


def asked(db: Database, pulse: Pulse) -> dict[str, bool]:
    """Return who is asked, and whether they were written to."""
    sql = f"SELECT user_id, is_written_to FROM pulse_asked WHERE {_ASKED} ORDER BY user_id"  # noqa: S608
    return {row["user_id"]: bool(row["is_written_to"]) for row in db.query(sql, [pulse.channel_id, pulse.week])}


def is_asked(db: Database, pulse: Pulse, user_id: str) -> bool:
    """Say whether a question is somebody's to answer."""
    sql = "SELECT 1 FROM pulse_asked WHERE user_id = ? AND week = ? AND channel_id = ?"
    return bool(db.execute(sql, [user_id, pulse.week, pulse.channel_id]).fetchone())


def written_to(db: Database, pulse: Pulse, user_id: str) -> None:
    """Keep that somebody was written to."""
    db.table("pulse_asked").update((user_id, pulse.week), {"is_written_to": 1})


def has_mark(db: Database, pulse: Pulse, mark: str) -> bool:
    """Say whether a mark was left on a question."""
    return mark in _marks(db, pulse.channel_id, pulse.week)


def add_mark(db: Database, pulse: Pulse, mark: str) -> None:
    """Leave a mark on a question, among the others by alphabet."""
    _keep_marks(db, pulse.channel_id, pulse.week, [*_marks(db, pulse.channel_id, pulse.week), mark])


def answers(db: Database, channel_id: str) -> Answers | None:
    """Return what was answered in a circle and not told yet."""
    rows = db.query("SELECT * FROM pulse_answers WHERE channel_id = ?", [channel_id])
    return next((_read_answers(row) for row in rows), None)


def keep_answers(db: Database, channel_id: str, answers: Answers) -> None:
    """Keep what was answered in a circle, in the place of what was kept before."""
    db.table("pulse_answers").upsert({"channel_id": channel_id, **_answers_row(answers)}, pk="channel_id")


def tell(db: Database, result: Result) -> None:
    """Keep a result; its answers are not among those still to be told any more."""
    row = {"channel_id": result.channel_id, "week": result.week, **_answers_row(result.answers)}
    db.table("pulse_results").insert(row)
    drop_answers(db, result.channel_id)


def results(db: Database, channel_id: str, most: int) -> list[Result]:
    """Return the latest results of a circle, the last one last."""
    sql = "SELECT * FROM pulse_results WHERE channel_id = ? ORDER BY week DESC LIMIT ?"
    found = [Result(row["channel_id"], row["week"], _read_answers(row)) for row in db.query(sql, [channel_id, most])]
    return found[::-1]


def owe(db: Database, result: Result, user_ids: Iterable[str], told_at: datetime) -> None:
    """Keep who is to be written to of a result that was told at an instant."""
    shared = {"channel_id": result.channel_id, "week": result.week, "told_at": instant(told_at)}
    db.table("pulse_letters").insert_all({**shared, "user_id": user_id} for user_id in user_ids)


def owed(db: Database, channel_id: str) -> list[OwedResult]:
    """Return which results of a circle somebody is still to be written to of, oldest first."""
    rows = db.query("SELECT * FROM pulse_letters WHERE channel_id = ? ORDER BY week, user_id", [channel_id])
    return [OwedResult(**{**row, "told_at": read_instant(row["told_at"])}) for row in rows]


def take_up_owed(db: Database, channel_id: str, now: datetime) -> None:
    """Let the letters of a circle's results have their time from now on: it was paused."""
    db.execute("UPDATE pulse_letters SET told_at = ? WHERE channel_id = ?", [instant(now), channel_id])


def settle_owed(db: Database, owed: OwedResult) -> bool:
    """Have somebody written to of a result no more; False where that is so already."""
    whose = [owed.channel_id, owed.week, owed.user_id]
    return db.execute(f"DELETE FROM pulse_letters WHERE {_ASKED} AND user_id = ?", whose).rowcount == 1  # noqa: S608


def close(db: Database, pulse: Pulse) -> None:
    """End a question: who was asked and that anybody answered is not kept any longer."""
    db.execute(f"UPDATE pulses SET state = 'closed' WHERE {_ASKED}", [pulse.channel_id, pulse.week])  # noqa: S608
    for table in ("pulse_asked", "pulse_marks"):
        db.table(table).delete_where(_ASKED, [pulse.channel_id, pulse.week])


def tell_none_of_these(db: Database, now: datetime) -> None:
    """In a restored database: what was answered may have been told since, with other answers, so it is told no more.

    Questions that are open ask no more, as those who answered them could not do so again.
    """
    db.execute("DELETE FROM pulse_answers")
    db.execute("UPDATE pulses SET closes_at = :now WHERE state = 'open' AND closes_at > :now", {"now": instant(now)})


def asking(db: Database, user_id: str) -> list[tuple[str, str]]:
    """Return the circles and weeks whose open questions a person was asked."""
    sql = "SELECT channel_id, week FROM pulse_asked WHERE user_id = ?"
    return [(row["channel_id"], row["week"]) for row in db.query(sql, [user_id])]


def forget(db: Database, user_id: str, marks: Collection[str]) -> None:
    """Forget that a person was asked or is to be told, and their marks; what they answered cannot be found.

    Reads who is to be told as a whole: they are few.
    """
    for channel_id, week in asking(db, user_id):
        left = [mark for mark in _marks(db, channel_id, week) if mark not in marks]
        _keep_marks(db, channel_id, week, left)
    for table in ("pulse_asked", "pulse_letters"):
        db.table(table).delete_where("user_id = ?", [user_id])


def _marks(db: Database, channel_id: str, week: str) -> list[str]:
    row = db.execute(f"SELECT marks FROM pulse_marks WHERE {_ASKED}", [channel_id, week]).fetchone()  # noqa: S608
    return row[0].split() if row else []


def _keep_marks(db: Database, channel_id: str, week: str, marks: Iterable[str]) -> None:
    row = {"channel_id": channel_id, "week": week, "marks": " ".join(sorted(marks))}
    db.table("pulse_marks").upsert(row, pk=("channel_id", "week"))


def _answers_row(answers: Answers) -> dict[str, Any]:
    return {**vars(answers), "sentences": json.dumps(answers.sentences, ensure_ascii=False)}


def _read_answers(row: Mapping[str, Any]) -> Answers:
    return Answers(row["since"], row["count"], row["total"], tuple(json.loads(row["sentences"])))


def _read(row: Mapping[str, Any]) -> Pulse:
    return Pulse(
        channel_id=row["channel_id"],
        week=row["week"],
        state=row["state"],
        asked_at=read_instant(row["asked_at"]),
        closes_at=read_instant(row["closes_at"]),
        reason=row["reason"],
    )

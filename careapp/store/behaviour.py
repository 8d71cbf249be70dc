"""Behaviours, how their weeks went, and, while people answer, marks that somebody has."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlite_utils import Database

from careapp.practice.behaviour import Answer, Behaviour, State, Week
from careapp.practice.post import Post
from careapp.store.post import read


def add(db: Database, behaviour: Behaviour) -> bool:
    """Keep a new behaviour; False where the same form was sent before."""
    if get(db, behaviour.id):
        return False
    db.table("behaviours").insert({**vars(behaviour), "began_on": behaviour.began_on.isoformat()})
    return True


def get(db: Database, behaviour_id: str) -> Behaviour | None:
    """Return a behaviour, None where there is none of this id."""
    return next(iter(_every(db, "id = ?", [behaviour_id])), None)


def practised(db: Database, channel_id: str) -> Behaviour | None:
    """Return what a circle practises, None where it practises nothing."""
    return next(iter(_every(db, "channel_id = ? AND state = 'practised'", [channel_id])), None)


def of_circle(db: Database, channel_id: str, most: int) -> list[Behaviour]:
    """Return a circle's latest behaviours, newest first."""
    return _every(db, "channel_id = ? ORDER BY began_on DESC LIMIT ?", [channel_id, most])


def of_story(db: Database, story_id: int) -> list[Behaviour]:
    """Return the behaviours that were made of a story's lesson."""
    return _every(db, "story_id = ?", [story_id])


def set_state(db: Database, behaviour_id: str, state: State) -> None:
    """Keep what became of a behaviour."""
    db.table("behaviours").update(behaviour_id, {"state": state})


def leave_story(db: Database, story_id: int) -> None:
    """Keep no more which story taught a behaviour: it was taken back."""
    db.execute("UPDATE behaviours SET story_id = NULL WHERE story_id = ?", [story_id])


def put_week(db: Database, week: Week) -> None:
    """Keep that a weekly question was asked, or missed."""
    db.table("behaviour_weeks").insert({**vars(week), "day": week.day.isoformat()})


def miss_week(db: Database, behaviour_id: str, number: int, reason: str) -> None:
    """Keep that a weekly question which was to be asked was not, and why."""
    db.table("behaviour_weeks").update((behaviour_id, number), {"reason": reason})


def weeks(db: Database, behaviour_id: str) -> list[Week]:
    """Return a behaviour's weeks in order, missed ones included."""
    rows = db.query("SELECT * FROM behaviour_weeks WHERE behaviour_id = ? ORDER BY number", [behaviour_id])
    return [_week(row) for row in rows]


def answer(db: Database, behaviour_id: str, number: int, mark: str, said: Answer) -> bool:
    """Count somebody's answer and leave their mark; False where they have answered before."""
    sql = "INSERT INTO behaviour_answers VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    if not db.execute(sql, [behaviour_id, number, mark]).rowcount:
        return False
    count = f"UPDATE behaviour_weeks SET {said} = {said} + 1 WHERE behaviour_id = ? AND number = ?"  # noqa: S608
    db.execute(count, [behaviour_id, number])
    return True


def has_marks(db: Database, behaviour_id: str, number: int) -> bool:
    """Say whether somebody has answered a week and is marked so."""
    sql = "SELECT EXISTS (SELECT 1 FROM behaviour_answers WHERE behaviour_id = ? AND number = ?)"
    return bool(db.execute(sql, [behaviour_id, number]).fetchone()[0])


def being_answered(db: Database) -> list[Week]:
    """Return the weeks in which it is known that somebody has answered."""
    sql = """
      SELECT * FROM behaviour_weeks
      WHERE (behaviour_id, number) IN (SELECT behaviour_id, number FROM behaviour_answers)
    """
    return [_week(row) for row in db.query(sql)]


def close_week(db: Database, behaviour_id: str, number: int) -> None:
    """Forget who has answered a week, which nobody can any more."""
    db.table("behaviour_weeks").update((behaviour_id, number), {"is_closed": True})
    db.table("behaviour_answers").delete_where("behaviour_id = ? AND number = ?", [behaviour_id, number])


def letters(db: Database, behaviour_id: str) -> list[Post]:
    """Return the letters that ask whether a behaviour stays."""
    sql = "SELECT * FROM posts WHERE key > ? AND key < ?"
    return [read(row) for row in db.query(sql, [f"playbook:{behaviour_id}|", f"playbook:{behaviour_id}}}"])]


def drop_mark(db: Database, week: Week, mark: str) -> None:
    """Forget that somebody has answered; the counts stay, of which nobody knows whose they are."""
    where = "behaviour_id = ? AND number = ? AND mark = ?"
    db.table("behaviour_answers").delete_where(where, [week.behaviour_id, week.number, mark])


def _every(db: Database, where: str, values: list[Any]) -> list[Behaviour]:
    return [_behaviour(row) for row in db.query(f"SELECT * FROM behaviours WHERE {where}", values)]  # noqa: S608


def _behaviour(row: Mapping[str, Any]) -> Behaviour:
    return Behaviour(**{**row, "began_on": date.fromisoformat(row["began_on"])})


def _week(row: Mapping[str, Any]) -> Week:
    return Week(**{**row, "day": date.fromisoformat(row["day"]), "is_closed": bool(row["is_closed"])})

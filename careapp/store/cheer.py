"""Cheers: reactions, counted per person on the story or kudos they are for."""

from sqlite_utils import Database

from careapp.practice.cheer import Cheer, Subject

_TABLES = {"story": "stories", "kudos": "kudos"}


def put(db: Database, cheer: Cheer) -> bool:
    """Keep a reaction put on or taken off, unless a later word on it is known already; return whether it was news."""
    sql = """
      INSERT INTO cheers VALUES (:subject, :subject_id, :user_id, :emoji, :is_on, :event_ts)
      ON CONFLICT DO UPDATE SET is_on = excluded.is_on, event_ts = excluded.event_ts
      WHERE excluded.event_ts > event_ts
    """
    if not db.execute(sql, vars(cheer)).rowcount:
        return False
    _count(db, cheer.subject, cheer.subject_id)
    return True


def forget(db: Database, user_id: str) -> None:
    """Forget every reaction of a person; reads a table as a whole."""
    theirs = list(db.query("SELECT DISTINCT subject, subject_id FROM cheers WHERE user_id = ?", [user_id]))
    db.table("cheers").delete_where("user_id = ?", [user_id])
    for row in theirs:
        _count(db, row["subject"], row["subject_id"])


def _count(db: Database, subject: str, id_: int) -> None:
    people = "SELECT count(DISTINCT user_id) FROM cheers WHERE subject = ? AND subject_id = ? AND is_on = 1"
    db.execute(f"UPDATE {_TABLES[subject]} SET cheers = ({people}) WHERE id = ?", [subject, id_, id_])  # noqa: S608


def on(db: Database, subject: Subject, subject_id: int) -> set[tuple[str, str]]:
    """Return the reactions that are on a story or kudos, as pairs of user id and emoji."""
    sql = "SELECT user_id, emoji FROM cheers WHERE subject = ? AND subject_id = ? AND is_on = 1"
    return {(row["user_id"], row["emoji"]) for row in db.query(sql, [subject, subject_id])}

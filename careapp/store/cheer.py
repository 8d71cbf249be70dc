"""Cheers: reactions, counted per person on the story or kudos they are for."""

from sqlite_utils import Database

from careapp.practice.cheer import Cheer

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
    table, id_ = _TABLES[cheer.subject], cheer.subject_id
    people = "SELECT count(DISTINCT user_id) FROM cheers WHERE subject = ? AND subject_id = ? AND is_on = 1"
    db.execute(f"UPDATE {table} SET cheers = ({people}) WHERE id = ?", [cheer.subject, id_, id_])  # noqa: S608
    return True

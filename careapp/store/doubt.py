"""Posts of which nobody knows whether Slack shows them: what makes them so, and what people say of them."""

from datetime import datetime

from sqlite_utils import Database

from careapp.practice.post import Post
from careapp.store.columns import instant
from careapp.store.post import IN_DOUBT, read


def unsettled(db: Database) -> list[Post]:
    """Return the posts of which nobody knows whether they are there, oldest first."""
    return [read(row) for row in db.query(f"SELECT * FROM posts WHERE {IN_DOUBT} ORDER BY number")]  # noqa: S608


def begin_unsent(db: Database, since: datetime, settled_at: datetime) -> None:
    """In a restored database: what was not sent at the backup may have been since, so it is looked up first."""
    sql = """
      UPDATE posts SET state = 'checking', not_before = :settled_at,
        sent_at = CASE WHEN sent_at < :since THEN sent_at ELSE :since END
      WHERE ts IS NULL AND kind <> 'reaction' AND state IN ('waiting', 'sending', 'checking', 'failed')
    """
    db.execute(sql, {"since": instant(since), "settled_at": instant(settled_at)})


def begin(db: Database, key: str, since: datetime, settled_at: datetime) -> None:
    """Look a new post, and those that go with it, up before they are sent: they may have been, after a backup."""
    sql = """
      UPDATE posts SET state = 'checking', sent_at = ?, not_before = ?
      WHERE key BETWEEN ? AND ? AND ts IS NULL AND state = 'waiting' AND sent_at IS NULL
    """
    db.execute(sql, [instant(since), instant(settled_at), key, f"{key}:\U0010ffff"])


def trust(db: Database, key: str) -> bool:
    """Take a post in doubt as there for good, though nobody knows where; False where it is in doubt no more."""
    return _settle(db, key, "is_settled = 1, note = 'somebody saw it'")


def send_again(db: Database, key: str) -> bool:
    """Send a post in doubt once more, however late; False where it is in doubt no more."""
    return _settle(db, key, "state = 'waiting', attempt = 0, not_before = '', not_after = ''")


def let_rest(db: Database, key: str) -> None:
    """Leave a post in doubt as it is for good: there is nobody to ask, or nothing more to ask."""
    _settle(db, key, "is_settled = 1")


def asked_about(db: Database, key: str) -> list[Post]:
    """Return the posts that ask whether a post is there."""
    sql = "SELECT * FROM posts WHERE key > ? AND key < ?"
    return [read(row) for row in db.query(sql, [f"doubt:{key}|", f"doubt:{key}}}"])]


def _settle(db: Database, key: str, changes: str) -> bool:
    sql = f"UPDATE posts SET {changes} WHERE key = ? AND {IN_DOUBT}"  # noqa: S608
    return db.execute(sql, [key]).rowcount == 1

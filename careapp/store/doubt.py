"""Posts of which nobody knows whether Slack shows them: what people say of them."""

from sqlite_utils import Database

from careapp.practice.post import Post
from careapp.store.post import IN_DOUBT, read


def unsettled(db: Database) -> list[Post]:
    """Return the posts of which nobody knows whether they are there, oldest first."""
    return [read(row) for row in db.query(f"SELECT * FROM posts WHERE {IN_DOUBT} ORDER BY number")]  # noqa: S608


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

"""Which posts do not say yet what has happened since they were written: they are written anew before a delivery."""

from sqlite_utils import Database


def put(db: Database, key: str, channel_id: str) -> None:
    """Keep that something has happened that a post in a channel does not say yet."""
    db.execute("INSERT INTO posts_behind (key, channel_id) VALUES (?, ?) ON CONFLICT DO NOTHING", [key, channel_id])


def channels(db: Database) -> dict[str, str]:
    """Return the keys of the posts that are behind, in order, with the channel of each."""
    return {row["key"]: row["channel_id"] for row in db.query("SELECT * FROM posts_behind ORDER BY key")}


def clear(db: Database, key: str) -> bool:
    """Keep that a post is about to say all that has happened; False where it does already."""
    return db.execute("DELETE FROM posts_behind WHERE key = ?", [key]).rowcount == 1

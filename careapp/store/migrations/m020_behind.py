"""The posts that do not say yet what has happened since they were written."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations


@migrations()
def m020_behind(db: Database) -> None:
    """Add which posts are behind."""
    db.execute("CREATE TABLE posts_behind (key TEXT PRIMARY KEY, channel_id TEXT NOT NULL) STRICT, WITHOUT ROWID")

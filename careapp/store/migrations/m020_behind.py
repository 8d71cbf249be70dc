"""The posts that do not say yet what has happened since they were written."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations


@migrations()
def m020_behind(db: Database) -> None:
    """Add which posts are behind: a circle's latest round may be, as releases before this one marked nothing."""
    db.execute("CREATE TABLE posts_behind (key TEXT PRIMARY KEY, channel_id TEXT NOT NULL) STRICT, WITHOUT ROWID")
    db.execute("""
      INSERT INTO posts_behind
      SELECT 'round:' || channel_id || ':' || max(day), channel_id FROM rounds
      WHERE state <> 'missed' GROUP BY channel_id
    """)

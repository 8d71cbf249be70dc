"""What holds in every database of Care's, whatever happened to it: nothing is damaged, and nothing is half there."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from careapp.store.migrations import check

# Each finds what must not be.
_TORN = {
    "a story told by the driver lacks its thanks": """
      SELECT id FROM stories WHERE is_removed = 0 AND text LIKE 'I told %'
        AND (SELECT count(*) FROM story_thanks WHERE story_id = stories.id) <> 2
    """,
    "a story told by the driver lacks its kudos": """
      SELECT id FROM stories WHERE is_removed = 0 AND text LIKE 'I told %' AND 2 <>
        (SELECT count(*) FROM kudos JOIN kudos_receivers ON kudos_id = kudos.id WHERE kudos.story_id = stories.id)
    """,
    "a story told by the driver has no post": """
      SELECT id FROM stories WHERE is_removed = 0 AND text LIKE 'I told %'
        AND NOT EXISTS (SELECT 1 FROM posts WHERE key = 'story:' || stories.id AND content IS NOT NULL)
    """,
    "a post shows a story that is gone": """
      SELECT key FROM posts WHERE key GLOB 'story:*' AND content IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM stories WHERE is_removed = 0 AND 'story:' || id = key)
    """,
    "a round counts other stories than it has": """
      SELECT channel_id, day FROM rounds WHERE told <> (SELECT count(*) FROM stories
        WHERE stories.channel_id = rounds.channel_id AND round_day = rounds.day AND is_removed = 0)
    """,
    "kudos reach nobody": "SELECT id FROM kudos WHERE id NOT IN (SELECT kudos_id FROM kudos_receivers)",
    "a person who was forgotten is there": """
      SELECT id FROM stories WHERE is_removed = 0 AND teller IN
        (SELECT name FROM tombstones WHERE kind = 'person' AND done_at IS NOT NULL)
    """,
}


def flaws(path: Path) -> list[str]:
    """Return what is wrong with a database file, as another program would find it."""
    with closing(sqlite3.connect(path)) as conn:
        check(Database(conn))
        broken = conn.execute("PRAGMA foreign_key_check").fetchall()
        torn = {flaw: conn.execute(sql).fetchall() for flaw, sql in _TORN.items()}
    return [*(f"foreign keys: {row}" for row in broken), *(f"{flaw}: {rows}" for flaw, rows in torn.items() if rows)]


def source_keys(path: Path) -> set[str]:
    """Return which acts have told the stories that are there."""
    with closing(sqlite3.connect(path)) as conn:
        return {key for (key,) in conn.execute("SELECT source_key FROM stories WHERE is_removed = 0")}


def round_state(path: Path, day: str) -> tuple[str, str]:
    """Return the state of a day's round, and what its post says."""
    sql = """
      SELECT rounds.state, content FROM rounds JOIN posts ON key = 'round:' || rounds.channel_id || ':' || day
      WHERE day = ?
    """
    with closing(sqlite3.connect(path)) as conn:
        state, content = conn.execute(sql, [day]).fetchone()
        return state, content

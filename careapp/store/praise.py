"""Customer praise: which messages were saved as such, and what was saved lately."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from careapp.practice.praise import Source
from careapp.practice.story import Story
from careapp.store import story as stories
from careapp.store.columns import instant

_OWED = """
  SELECT kudos.id, user_id FROM stories
  JOIN kudos ON kudos.story_id = stories.id JOIN praise_letters ON kudos_id = kudos.id
  WHERE is_praise = 1 AND is_removed = 0 AND told_at > ?
    AND NOT EXISTS (SELECT 1 FROM members
      WHERE members.channel_id = stories.channel_id AND members.user_id = praise_letters.user_id)
    AND NOT EXISTS (SELECT 1 FROM posts WHERE key = 'kudos:' || kudos.id || ':to:' || user_id)
  ORDER BY told_at
"""


def put(db: Database, source: Source, praise: Story) -> None:
    """Keep that a message was saved in a circle, in the place of what was taken back there before."""
    row = {"said_in": source.channel_id, "said_ts": source.ts, "channel_id": praise.channel_id, "story_id": praise.id}
    db.table("praises").upsert(row, pk=("said_in", "said_ts", "channel_id"))


def of_message(db: Database, source: Source) -> list[Story]:
    """Return the praise that a message was saved as, in whichever circles."""
    sql = "SELECT story_id FROM praises WHERE said_in = ? AND said_ts = ? ORDER BY story_id"
    return _told(db, db.execute(sql, [source.channel_id, source.ts]).fetchall())


def owe_letters(db: Database, kudos_id: int, user_ids: Iterable[str]) -> None:
    """Keep that people are to be written to of praise, as they are not in the channel where it is saved."""
    db.table("praise_letters").insert_all({"kudos_id": kudos_id, "user_id": user_id} for user_id in user_ids)


def letters_owed(db: Database, since: datetime) -> list[tuple[int, str]]:
    """Return the kudos of praise since an instant, each with somebody whom a letter is owed who is still elsewhere."""
    return db.execute(_OWED, [instant(since)]).fetchall()


def _told(db: Database, ids: Iterable[tuple[int]]) -> list[Story]:
    return [story for (story_id,) in ids if (story := stories.get(db, story_id))]

"""What answers a story, and the letters about those that nothing has answered."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

STEPS = (
    "ALTER TABLE kudos ADD COLUMN answers INTEGER REFERENCES stories ON DELETE CASCADE",
    "CREATE INDEX kudos_by_answered ON kudos (answers) WHERE answers IS NOT NULL",
    """
    CREATE TABLE story_replies (
      channel_id TEXT NOT NULL,
      ts TEXT NOT NULL,
      story_id INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE,
      user_id TEXT NOT NULL,
      PRIMARY KEY (channel_id, ts, story_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX story_replies_by_story ON story_replies (story_id)",
    """
    CREATE TABLE mornings (
      channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
      day TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('brought', 'quiet', 'missed')),
      reason TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (channel_id, day)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE stories_brought (
      story_id INTEGER PRIMARY KEY REFERENCES stories ON DELETE CASCADE,
      letter TEXT NOT NULL,
      user_id TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX stories_brought_by_letter ON stories_brought (letter)",
    "ALTER TABLE circles ADD COLUMN brings_unanswered INTEGER NOT NULL DEFAULT 1 CHECK (brings_unanswered IN (0, 1))",
)


@migrations()
def m009_answer(db: Database) -> None:
    """Keep answers, and what managers are told of them."""
    for step in STEPS:
        db.execute(step)

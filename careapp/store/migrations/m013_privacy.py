"""Customers' privacy in a circle's settings, and what customers said of people."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

STEPS = (
    "ALTER TABLE circles ADD COLUMN guards_privacy INTEGER NOT NULL DEFAULT 1 CHECK (guards_privacy IN (0, 1))",
    "ALTER TABLE stories ADD COLUMN is_praise INTEGER NOT NULL DEFAULT 0 CHECK (is_praise IN (0, 1))",
    """
    CREATE TABLE praises (
      said_in TEXT NOT NULL,
      said_ts TEXT NOT NULL,
      channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
      story_id INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE,
      PRIMARY KEY (said_in, said_ts, channel_id)
    ) STRICT, WITHOUT ROWID
    """,
    # Who was not in the channel when it was saved, and so is written to; gone with the kudos, or whom they name.
    """
    CREATE TABLE praise_letters (
      kudos_id INTEGER NOT NULL,
      user_id TEXT NOT NULL,
      PRIMARY KEY (kudos_id, user_id),
      FOREIGN KEY (kudos_id, user_id) REFERENCES kudos_receivers (kudos_id, receiver) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX praises_by_story ON praises (story_id)",
    "CREATE INDEX stories_of_praise ON stories (told_at) WHERE is_praise = 1",
    "CREATE INDEX drafts_by_person ON drafts (user_id)",
)


@migrations()
def m013_privacy(db: Database) -> None:
    """Guard the customers' privacy in every circle, and keep which messages were saved as praise."""
    for step in STEPS:
        db.execute(step)

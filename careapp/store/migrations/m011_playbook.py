"""The playbook: lessons that are gathered and supported, and the behaviours that a circle makes of them."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

STEPS = (
    "ALTER TABLE circles ADD COLUMN lessons_on TEXT NOT NULL DEFAULT 'never'",
    "ALTER TABLE stories ADD COLUMN is_poor_care INTEGER NOT NULL DEFAULT 0 CHECK (is_poor_care IN (0, 1))",
    """
    CREATE TABLE gatherings (
      channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
      month TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('posted', 'quiet', 'missed')),
      reason TEXT NOT NULL DEFAULT '',
      since TEXT NOT NULL,
      until TEXT NOT NULL,
      PRIMARY KEY (channel_id, month)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE lesson_supports (
      story_id INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE,
      user_id TEXT NOT NULL,
      PRIMARY KEY (story_id, user_id)
    ) STRICT, WITHOUT ROWID
    """,
    # The id is that of the form in which it was chosen, which Slack gives out once: no restore can give it to another.
    """
    CREATE TABLE behaviours (
      id TEXT PRIMARY KEY,
      channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
      state TEXT NOT NULL CHECK (state IN ('practised', 'kept', 'changed', 'dropped')),
      began_on TEXT NOT NULL,
      text TEXT NOT NULL CHECK (length(text) <= 120),
      value_id TEXT,
      story_id INTEGER REFERENCES stories ON DELETE SET NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX behaviours_of_circle ON behaviours (channel_id, began_on)",
    "CREATE INDEX behaviours_of_story ON behaviours (story_id) WHERE story_id IS NOT NULL",
    "CREATE UNIQUE INDEX behaviours_practised ON behaviours (channel_id) WHERE state = 'practised'",
    """
    CREATE TABLE behaviour_weeks (
      behaviour_id TEXT NOT NULL REFERENCES behaviours ON DELETE CASCADE,
      number INTEGER NOT NULL CHECK (number >= 1),
      day TEXT NOT NULL,
      reason TEXT NOT NULL DEFAULT '',
      yes INTEGER NOT NULL DEFAULT 0,
      partly INTEGER NOT NULL DEFAULT 0,
      not_yet INTEGER NOT NULL DEFAULT 0,
      is_closed INTEGER NOT NULL DEFAULT 0 CHECK (is_closed IN (0, 1)),
      PRIMARY KEY (behaviour_id, number)
    ) STRICT, WITHOUT ROWID
    """,
    # That somebody has answered, while others can: the answers are counts alone.
    """
    CREATE TABLE behaviour_answers (
      behaviour_id TEXT NOT NULL REFERENCES behaviours ON DELETE CASCADE,
      number INTEGER NOT NULL,
      mark TEXT NOT NULL,
      PRIMARY KEY (behaviour_id, number, mark)
    ) STRICT, WITHOUT ROWID
    """,
)


@migrations()
def m011_playbook(db: Database) -> None:
    """Keep what stories teach, who supports which lesson, and how a circle's behaviours go."""
    for step in STEPS:
        db.execute(step)

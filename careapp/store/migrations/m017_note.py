"""The managers' care notes: their weeks, whose they are, and what they show."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

STEPS = (
    "ALTER TABLE circles ADD COLUMN writes_care_note INTEGER NOT NULL DEFAULT 0 CHECK (writes_care_note IN (0, 1))",
    """
    CREATE TABLE care_note_weeks (
      channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
      week TEXT NOT NULL,
      until TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'missed')),
      reason TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (channel_id, week)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX care_note_weeks_open ON care_note_weeks (channel_id) WHERE state = 'open'",
    """
    CREATE TABLE care_notes (
      channel_id TEXT NOT NULL,
      week TEXT NOT NULL,
      manager TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'quiet', 'missed')),
      more INTEGER NOT NULL DEFAULT 0 CHECK (more >= 0),
      PRIMARY KEY (channel_id, week, manager),
      FOREIGN KEY (channel_id, week) REFERENCES care_note_weeks ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE care_note_lines (
      channel_id TEXT NOT NULL,
      week TEXT NOT NULL,
      manager TEXT NOT NULL,
      place INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('told', 'helped', 'unanswered', 'unthanked')),
      about TEXT NOT NULL,
      story_id INTEGER REFERENCES stories ON DELETE CASCADE,
      kudos_id INTEGER REFERENCES kudos ON DELETE CASCADE,
      PRIMARY KEY (channel_id, week, manager, place),
      FOREIGN KEY (channel_id, week, manager) REFERENCES care_notes ON DELETE CASCADE,
      CHECK ((story_id IS NULL) <> (kudos_id IS NULL))
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX care_note_lines_by_story ON care_note_lines (story_id) WHERE story_id IS NOT NULL",
    "CREATE INDEX care_note_lines_by_kudos ON care_note_lines (kudos_id) WHERE kudos_id IS NOT NULL",
)


@migrations()
def m017_note(db: Database) -> None:
    """Add what a circle says of care notes, and what is kept of them."""
    for step in STEPS:
        db.execute(step)

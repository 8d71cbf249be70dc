"""The pulse: whom it asked, that they answered, what was answered, and what was told of it, each apart."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

STEPS = (
    "ALTER TABLE circles ADD COLUMN asks_pulse INTEGER NOT NULL DEFAULT 0 CHECK (asks_pulse IN (0, 1))",
    "ALTER TABLE circles ADD COLUMN pulse_weekday INTEGER NOT NULL DEFAULT 4 CHECK (pulse_weekday BETWEEN 1 AND 7)",
    "ALTER TABLE circles ADD COLUMN pulse_time TEXT NOT NULL DEFAULT '15:00'",
    """
    CREATE TABLE pulses (
      channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
      week TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'missed')),
      asked_at TEXT NOT NULL,
      closes_at TEXT NOT NULL,
      reason TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (channel_id, week)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX pulses_open ON pulses (channel_id) WHERE state = 'open'",
    "CREATE INDEX pulses_by_day ON pulses (asked_at)",
    """
    CREATE TABLE pulse_asked (
      user_id TEXT NOT NULL,
      week TEXT NOT NULL,
      channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
      is_written_to INTEGER NOT NULL DEFAULT 0 CHECK (is_written_to IN (0, 1)),
      PRIMARY KEY (user_id, week)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX pulse_asked_by_circle ON pulse_asked (channel_id, week)",
    # One row a circle, written anew as a whole: rows of their own would lie in the file in the order they came.
    """
    CREATE TABLE pulse_marks (
      channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
      week TEXT NOT NULL,
      marks TEXT NOT NULL,
      PRIMARY KEY (channel_id, week)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE pulse_answers (
      channel_id TEXT PRIMARY KEY REFERENCES circles ON DELETE CASCADE,
      since TEXT NOT NULL,
      count INTEGER NOT NULL,
      total INTEGER NOT NULL CHECK (total BETWEEN count AND 5 * count),
      sentences TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE pulse_results (
      channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
      week TEXT NOT NULL,
      since TEXT NOT NULL,
      count INTEGER NOT NULL CHECK (count >= 5),
      total INTEGER NOT NULL CHECK (total BETWEEN count AND 5 * count),
      sentences TEXT NOT NULL,
      PRIMARY KEY (channel_id, week)
    ) STRICT, WITHOUT ROWID
    """,
)


@migrations()
def m010_pulse(db: Database) -> None:
    """Add what circles say of their pulse, and what is kept of it."""
    for step in STEPS:
        db.execute(step)

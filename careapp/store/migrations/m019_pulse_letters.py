"""Which managers, not being in the circle's channel, are still to be told a result of the pulse."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

STEP = """
  CREATE TABLE pulse_letters (
    channel_id TEXT NOT NULL,
    week TEXT NOT NULL,
    user_id TEXT NOT NULL,
    told_at TEXT NOT NULL,
    PRIMARY KEY (channel_id, week, user_id),
    FOREIGN KEY (channel_id, week) REFERENCES pulse_results ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID
"""


@migrations()
def m019_pulse_letters(db: Database) -> None:
    """Add who is to be written to; a row goes when its letter is written, or its time is over."""
    db.execute(STEP)

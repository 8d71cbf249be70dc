"""When people want to be left in peace, and which letters they do not want."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

TABLES = """
CREATE TABLE rests (
  user_id TEXT PRIMARY KEY,
  is_paused INTEGER NOT NULL DEFAULT 0 CHECK (is_paused IN (0, 1)),
  back_on TEXT,
  not_today TEXT,
  quiet_from TEXT NOT NULL,
  quiet_until TEXT NOT NULL,
  CHECK (back_on IS NULL OR is_paused = 1)
) STRICT, WITHOUT ROWID;

CREATE TABLE letters_unwanted (
  user_id TEXT NOT NULL,
  letter TEXT NOT NULL CHECK (letter <> ''),
  PRIMARY KEY (user_id, letter)
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m014_kindness(db: Database) -> None:
    """Let people rest."""
    for statement in TABLES.split(";"):
        if statement.strip():
            db.execute(statement)

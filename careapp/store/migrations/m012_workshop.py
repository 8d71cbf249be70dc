"""Workshops, what people give to them, and the sentence that a circle made its own.

Ratings stand apart from those who gave them: of each barrier only how many chose which number, in no order of giving;
and that somebody has rated is a mark that nobody can read without a key which is not in the database.
"""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

TABLES = """
CREATE TABLE workshops (
  id INTEGER PRIMARY KEY,
  channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
  guide_id TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'resting', 'ended')),
  step_id TEXT NOT NULL,
  began_at TEXT NOT NULL,
  moved_at TEXT NOT NULL,
  ended_at TEXT,
  is_whole INTEGER NOT NULL DEFAULT 0 CHECK (is_whole IN (0, 1)),
  outcome TEXT NOT NULL DEFAULT '',
  CHECK ((state = 'ended') = (ended_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX workshops_one_at_a_time ON workshops (channel_id) WHERE state <> 'ended';
CREATE INDEX workshops_running ON workshops (moved_at) WHERE state = 'running';
CREATE INDEX workshops_by_guide ON workshops (channel_id, guide_id, ended_at);

CREATE TABLE contributions (
  workshop_id INTEGER NOT NULL REFERENCES workshops ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('customer', 'completion', 'sentence')),
  user_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  about TEXT NOT NULL DEFAULT '',
  words TEXT NOT NULL CHECK (length(words) <= 1000),
  PRIMARY KEY (workshop_id, kind, user_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX contributions_by_person ON contributions (user_id);

CREATE TABLE supports (
  workshop_id INTEGER NOT NULL REFERENCES workshops ON DELETE CASCADE,
  user_id TEXT NOT NULL,
  proposer TEXT NOT NULL,
  PRIMARY KEY (workshop_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX supports_by_person ON supports (user_id);

CREATE TABLE raters (
  workshop_id INTEGER NOT NULL REFERENCES workshops ON DELETE CASCADE,
  mark TEXT NOT NULL,
  PRIMARY KEY (workshop_id, mark)
) STRICT, WITHOUT ROWID;

CREATE TABLE ratings (
  workshop_id INTEGER NOT NULL REFERENCES workshops ON DELETE CASCADE,
  barrier_id TEXT NOT NULL,
  rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
  times INTEGER NOT NULL CHECK (times > 0),
  PRIMARY KEY (workshop_id, barrier_id, rating)
) STRICT, WITHOUT ROWID;

ALTER TABLE circles ADD COLUMN definition TEXT NOT NULL DEFAULT '' CHECK (length(definition) <= 1000);
"""


@migrations()
def m012_workshop(db: Database) -> None:
    """Make room for workshops."""
    for statement in TABLES.split(";"):
        if statement.strip():
            db.execute(statement)

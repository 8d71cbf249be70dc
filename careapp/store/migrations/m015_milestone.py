"""What circles have reached; what they had reached before this release is known, and told nowhere."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

STEPS = """
CREATE TABLE milestones (
  channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('first-story', 'stories', 'value', 'years')),
  name TEXT NOT NULL,
  reached_at TEXT,
  round_day TEXT,
  story_id INTEGER,
  PRIMARY KEY (channel_id, kind, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX milestones_by_round ON milestones (channel_id, round_day) WHERE round_day IS NOT NULL;
CREATE INDEX milestones_by_time ON milestones (channel_id, reached_at) WHERE round_day IS NULL;
ALTER TABLE circles ADD COLUMN shows_milestones INTEGER NOT NULL DEFAULT 1 CHECK (shows_milestones IN (0, 1));
INSERT INTO milestones (channel_id, kind, name)
  SELECT DISTINCT channel_id, 'first-story', teller FROM stories;
INSERT INTO milestones (channel_id, kind, name)
  SELECT channel_id, 'stories', '100' FROM stories WHERE is_removed = 0 GROUP BY channel_id HAVING count(*) >= 100;
INSERT INTO milestones (channel_id, kind, name)
  SELECT channel_id, 'value', value_id FROM stories WHERE is_removed = 0 AND value_id IS NOT NULL
  GROUP BY channel_id, value_id HAVING count(*) >= 10;
"""


@migrations()
def m015_milestone(db: Database) -> None:
    """Tell what a circle reaches from now on."""
    for statement in STEPS.split(";"):
        if statement.strip():
            db.execute(statement)

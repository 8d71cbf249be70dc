"""Tombstones, numbers that are given out once, and what was restored."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

TABLES = """
CREATE TABLE tombstones (
  kind TEXT NOT NULL CHECK (kind IN ('story', 'kudos', 'person')),
  name TEXT NOT NULL,
  gone_at TEXT NOT NULL,
  done_at TEXT,
  is_mirrored INTEGER NOT NULL DEFAULT 0 CHECK (is_mirrored IN (0, 1)),
  PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX tombstones_to_do ON tombstones (gone_at) WHERE done_at IS NULL;
CREATE INDEX tombstones_to_mirror ON tombstones (gone_at) WHERE is_mirrored = 0;
INSERT INTO tombstones (kind, name, gone_at, done_at)
  SELECT 'story', source_key, told_at, told_at FROM stories WHERE is_removed = 1;

CREATE TABLE numbers (
  noun TEXT PRIMARY KEY CHECK (noun IN ('story', 'kudos')),
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO numbers SELECT 'story', ifnull(max(id), 0) FROM stories;
INSERT INTO numbers SELECT 'kudos', max(ifnull((SELECT max(id) FROM kudos), 0),
  ifnull((SELECT max(CAST(substr(key, 7) AS INTEGER)) FROM posts WHERE key LIKE 'kudos:%'), 0));

CREATE TABLE restores (
  restored_at TEXT PRIMARY KEY,
  backup_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m003_tombstone(db: Database) -> None:
    """Keep what was taken back out of a restored database, and give no number out twice."""
    for statement in TABLES.split(";"):
        if statement.strip():
            db.execute(statement)

"""Prompts that circles wrote themselves, those they switched off, and when a value last had a story."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

STATEMENTS = (
    """
    CREATE TABLE prompts (
      id INTEGER PRIMARY KEY,
      channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
      value_id TEXT NOT NULL,
      text TEXT NOT NULL CHECK (length(text) BETWEEN 10 AND 240),
      source_key TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    "CREATE INDEX prompts_by_circle ON prompts (channel_id)",
    """
    CREATE TABLE prompts_off (
      channel_id TEXT NOT NULL REFERENCES circles ON DELETE CASCADE,
      prompt_id TEXT NOT NULL,
      PRIMARY KEY (channel_id, prompt_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX stories_by_value ON stories (channel_id, value_id, day) WHERE is_removed = 0",
)


@migrations()
def m008_prompts(db: Database) -> None:
    """Give circles prompts of their own."""
    for statement in STATEMENTS:
        db.execute(statement)

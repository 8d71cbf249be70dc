"""The receivers of kudos, with their key in front, without which SQLite 3.40 believes the table damaged."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

STEPS = (
    """
    CREATE TABLE receivers_with_key_in_front (
      kudos_id INTEGER NOT NULL REFERENCES kudos ON DELETE CASCADE,
      receiver TEXT NOT NULL,
      channel_id TEXT NOT NULL,
      day TEXT NOT NULL,
      giver TEXT NOT NULL,
      PRIMARY KEY (kudos_id, receiver)
    ) STRICT, WITHOUT ROWID
    """,
    """
    INSERT INTO receivers_with_key_in_front (kudos_id, receiver, channel_id, day, giver)
    SELECT kudos_id, receiver, channel_id, day, giver FROM kudos_receivers
    """,
    "DROP TABLE kudos_receivers",
    "ALTER TABLE receivers_with_key_in_front RENAME TO kudos_receivers",
)


@migrations()
def m004_receivers(db: Database) -> None:
    """Put the table's key in front of its other columns."""
    for step in STEPS:
        db.execute(step)

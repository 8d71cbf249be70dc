"""People of other workspaces, who are in a shared channel as guests of it."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations


@migrations()
def m005_external(db: Database) -> None:
    """Tell people of other workspaces apart; until Slack is asked again, nobody is one."""
    db.execute("ALTER TABLE people ADD COLUMN is_external INTEGER NOT NULL DEFAULT 0 CHECK (is_external IN (0, 1))")

"""Indexes by which Care finds what somebody who was forgotten has said since, and what a wrong clock dated."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

INDEXES = (
    "CREATE INDEX stories_by_teller ON stories (teller)",
    "CREATE INDEX kudos_receivers_by_giver ON kudos_receivers (giver)",
    "CREATE INDEX tombstones_by_time ON tombstones (gone_at)",
)


@migrations()
def m007_forgotten(db: Database) -> None:
    """Answer whether a person was forgotten without reading all history."""
    for index in INDEXES:
        db.execute(index)

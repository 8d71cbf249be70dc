"""On which day a pause without an end began."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations


@migrations()
def m018_pause(db: Database) -> None:
    """Keep when a pause without an end began; of those that are there, the hourly sweep says that they begin now.

    So nobody who left a moment ago is counted as back, and a circle that never met for such pauses soon does.
    """
    db.execute("ALTER TABLE rests ADD COLUMN paused_on TEXT CHECK (paused_on IS NULL OR back_on IS NULL)")

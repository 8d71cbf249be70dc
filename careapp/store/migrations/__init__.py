"""How a database of an earlier release becomes one of this: one module a step, applied in order of number."""

from importlib import import_module
from pkgutil import iter_modules

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

APPLICATION_ID = 0x43617265  # "Care" in ASCII

for step in sorted(module.name for module in iter_modules(__path__) if module.name.startswith("m0")):
    import_module(f"{__name__}.{step}")


def check(db: Database) -> None:
    """Raise sqlite3.DatabaseError where a database is damaged, foreign or from a newer release; change nothing."""
    (application_id,) = db.execute("PRAGMA application_id").fetchone()
    if application_id not in (0, APPLICATION_ID) or (application_id == 0 and db.table_names()):
        raise db.conn.DatabaseError("it belongs to another program")
    (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise db.conn.DatabaseError(f"it is damaged ({verdict})")
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    newer = [migration.name for migration in migrations.applied(db) if migration.name not in known]
    if newer:
        raise db.conn.DatabaseError(f"it was made by a newer release of Care ({newer[-1]})")


def migrate(db: Database) -> None:
    """Bring a database that passed `check` to this release."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrations.apply(db)

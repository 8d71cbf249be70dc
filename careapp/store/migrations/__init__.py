"""How a database of an earlier release becomes one of this: one module a step, applied in order of number."""

import contextlib
import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from sqlite_utils import Database

from careapp.faults import fault
from careapp.store.migrations.numbered import migrations

APPLICATION_ID = 0x43617265  # "Care" in ASCII
_ALL = 2**31 - 1

for step in sorted(module.name for module in iter_modules(__path__) if module.name.startswith("m0")):
    import_module(f"{__name__}.{step}")


def check(db: Database) -> None:
    """Raise sqlite3.DatabaseError where a database is damaged, foreign or from a newer release; change nothing."""
    (application_id,) = db.execute("PRAGMA application_id").fetchone()
    if application_id not in (0, APPLICATION_ID) or (application_id == 0 and db.table_names()):
        raise db.conn.DatabaseError("it belongs to another program")
    _check_pages(db)
    known = _steps()
    newer = [step.name for step in migrations.applied(db) if step.name not in known]
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if newer or version > len(known):
        raise db.conn.DatabaseError(f"it was made by a newer release of Care ({(newer or [f'step {version}'])[-1]})")


def missing(db: Database) -> list[str]:
    """Return the names of the steps that a database that passed `check` still lacks."""
    return [step.name for step in migrations.pending(db)]


def migrate(db: Database) -> None:
    """Bring a database that passed `check` to this release: by all the steps that it lacks, or by none.

    Raises sqlite3.Error, the database being as it was.
    """
    with _without_foreign_keys(db), _all_or_nothing(db):
        migrations.apply(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(_steps())}")
        _check_pages(db)
        if broken := db.execute("PRAGMA foreign_key_check").fetchone():
            raise db.conn.IntegrityError(f"a row of {broken[0]} would belong to a row of {broken[2]} that is not there")


def _steps() -> list[str]:
    with contextlib.closing(Database(memory=True)) as nothing:
        return missing(nothing)


@contextlib.contextmanager
def _without_foreign_keys(db: Database) -> Iterator[None]:
    """A step that puts a table in another's place must not delete what refers to it."""
    (were_on,) = db.execute("PRAGMA foreign_keys").fetchone()
    db.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        db.execute(f"PRAGMA foreign_keys = {were_on}")


@contextlib.contextmanager
def _all_or_nothing(db: Database) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        fault("migration.before_commit")
        db.execute("COMMIT")
        fault("migration.after_commit")
    finally:
        if db.conn.in_transaction:
            db.execute("ROLLBACK")


def _check_pages(db: Database) -> None:
    for most in (1, _ALL):  # a false alarm may hide what is true; where the first is true, it is told
        verdicts = sorted({verdict for (verdict,) in db.execute(f"PRAGMA quick_check({most})")} - {"ok"})
        if not verdicts:
            return
        if flaws := [verdict for verdict in verdicts if not _is_false_alarm(db, verdict)]:
            raise db.conn.DatabaseError(f"it is damaged ({' '.join(flaws[0].split())})")


def _is_false_alarm(db: Database, verdict: str) -> bool:
    """SQLite 3.40 finds NULLs that are not there, in tables without rowid whose key is not in front (as of m001)."""
    found = re.fullmatch(r"NULL value in (\w+)\.(\w+)", verdict)
    if not found:
        return False
    # Not `IS NULL`, which SQLite takes to be false wherever a column is declared NOT NULL.
    table, column = found.groups()
    return not db.execute(f"SELECT 1 FROM {table} WHERE typeof({column}) = 'null' LIMIT 1").fetchone()  # noqa: S608

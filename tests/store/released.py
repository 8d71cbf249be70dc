"""Databases of earlier releases, filled as their own Care filled them, and what stands in a database file."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

RELEASES = sorted((Path(__file__).parent / "releases").glob("*.sql"))


def write_release(release: Path, path: Path) -> None:
    """Write the database of a release into a file."""
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(release.read_text(encoding="utf-8"))


def rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return all rows of all of Care's tables, in the order of their first column."""
    with closing(sqlite3.connect(path)) as conn:
        conn.row_factory = sqlite3.Row
        tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [dict(row) for row in conn.execute(f"SELECT * FROM {name} ORDER BY 1, 2")]
            for name in tables
            if not name.startswith(("_", "sqlite"))
        }


def schema(path: Path) -> dict[str, str]:
    """Return how every table and index is declared, by name."""
    with closing(sqlite3.connect(path)) as conn:
        found = conn.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: re.sub(r"\s+", " ", sql) for name, sql in found}

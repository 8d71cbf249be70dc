"""The keys by which Care knows who has answered a week's question: each a file beside the database, gone with its week.

They are in no backup, which therefore never tells who had answered; and with the key of a week goes what its marks say.
"""

import contextlib
import os
import secrets
from collections.abc import Collection
from pathlib import Path

from careapp.store.backup import sync

_BYTES = 32


def make(database: Path, week: str) -> None:
    """Have a key for an ISO week, on disk when this returns; one that is there stays. Raises OSError."""
    path = _path(database, week)
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.part")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:  # noqa: PTH123
        file.write(secrets.token_bytes(_BYTES))
    sync(draft)
    draft.replace(path)
    sync(path.parent)


def of(database: Path, week: str) -> bytes | None:
    """Return the key of an ISO week, None where it is gone. Raises OSError."""
    with contextlib.suppress(FileNotFoundError):
        return _path(database, week).read_bytes()
    return None


def drop_all_but(database: Path, weeks: Collection[str]) -> None:
    """Leave no key but those of some ISO weeks. Raises OSError."""
    kept = {_path(database, week).name for week in weeks}
    gone = [path for path in database.parent.glob(f"{database.name}.pulse-*") if path.name not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
    if gone:
        sync(database.parent)


def _path(database: Path, week: str) -> Path:
    return database.with_name(f"{database.name}.pulse-{week}")

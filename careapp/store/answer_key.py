"""The keys by which Care knows who has answered anonymously: each a file beside the database, gone with its question.

They are in no backup, which therefore never tells who had answered; and with a key goes what its marks say. A key is
called after its question, as `pulse-2026-W45` and `workshop-1794300000`.
"""

import contextlib
import os
import secrets
from collections.abc import Collection
from pathlib import Path

from careapp.store.backup import sync

_BYTES = 32


def make(database: Path, name: str) -> None:
    """Have a key of this name, on disk when this returns; one that is there stays. Raises OSError."""
    path = _path(database, name)
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.part")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:  # noqa: PTH123
        file.write(secrets.token_bytes(_BYTES))
    sync(draft)
    draft.replace(path)
    sync(path.parent)


def of(database: Path, name: str) -> bytes | None:
    """Return the key of this name, None where it is gone. Raises OSError."""
    with contextlib.suppress(FileNotFoundError):
        return _path(database, name).read_bytes()
    return None


def drop_all_but(database: Path, kind: str, names: Collection[str]) -> bool:
    """Leave of the keys whose names begin with a kind only these; return whether any went. Raises OSError."""
    kept = {_path(database, name).name for name in names}
    gone = [path for path in database.parent.glob(f"{database.name}.{kind}-*") if path.name not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
    if gone:
        sync(database.parent)
    return bool(gone)


def _path(database: Path, name: str) -> Path:
    return database.with_name(f"{database.name}.{name}")

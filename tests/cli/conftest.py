"""Typing `careapp` commands, as an operator does."""

import asyncio
import sys
from pathlib import Path

import pytest

from careapp.store import Store
from careapp.store import person as people
from tests.practice.made import person


async def type_in(folder: Path, *words: str, **environment: str) -> tuple[int, str]:
    """Type a `careapp` command in a folder; return its exit code and what it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "careapp", *words),
        cwd=folder,
        env={"CARE_DATABASE": str(folder / "care.db"), **environment},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


async def make_database(path: Path, *user_ids: str) -> None:
    """Make a database that knows these people and is not in use."""
    store = Store.open(path)
    async with store.transaction() as db:
        people.put(db, [person(user_id) for user_id in user_ids])
    await store.close()


async def known(path: Path) -> set[str]:
    """Return who of Ada and Ben is known to a database that is not in use."""
    store = Store.open(path)
    async with store.reading() as db:
        found = set(people.of(db, ["UADA", "UBEN"]))
    await store.close()
    return found


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """A folder with a database that knows Ada and that nobody uses."""
    await make_database(tmp_path / "care.db", "UADA")
    return tmp_path

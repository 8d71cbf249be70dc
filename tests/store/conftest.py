"""A bare database with one circle, for what the nouns keep."""

import sqlite3
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from careapp.store import circle as circles
from careapp.store.migrations import migrate
from tests.practice.made import circle
from tests.store.faulty_disk import FIGURES
from tests.store.full_disk import LimitedFiles


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A database in a real file, without the sharing of commits."""
    opened = Database(sqlite3.connect(tmp_path / "bare.db", isolation_level=None))
    opened.execute("PRAGMA foreign_keys=ON")
    migrate(opened)
    circles.put(opened, circle())
    yield opened
    opened.conn.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many calls to the disk failed, in which acts."""
    for (end, scenario), count in sorted(FIGURES.items()):
        terminalreporter.write_line(f"disk faults: {count:4} calls ended in {end:6} in {scenario!r}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Make room before pytest writes of a test that filled the disk: its report may go to a file."""
    try:
        yield
    finally:
        disk = getattr(item, "funcargs", {}).get("disk")
        if isinstance(disk, LimitedFiles):
            disk.free()

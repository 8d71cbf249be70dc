"""What every test can ask for: a library, a store, and Care running on a local Slack whose clock stands still."""

import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from careapp.demo.play import new_sandbox
from careapp.library import Library
from careapp.library_folder import read_library
from careapp.settings import HOUSE
from careapp.store import Store
from tests.canary import NET, stretched
from tests.team import Team, running_team

# A working Monday, 09:00 in Berlin.
MONDAY = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def _net() -> Iterator[None]:
    """Read the log of all tests at DEBUG."""
    with stretched():
        yield
        assert NET.caught() == []


@pytest.fixture(autouse=True)
def _no_canary_in_the_log(_net: None) -> Iterator[None]:
    """Fail the test that let a secret or somebody's words into the log."""
    yield
    assert NET.caught() == []


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the machine's proxies and tokens out of the tests."""
    for name in [
        name for name in os.environ if name.lower().endswith("_proxy") or name.startswith(("SLACK_", "CARE_"))
    ]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def library() -> Library:
    """The library that Care ships."""
    return read_library(HOUSE / "data")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store in a real file."""
    opened = Store.open(tmp_path / "care.db")
    yield opened
    await opened.close()


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    """The demo's people on a local Slack, with Care connected and no circle yet."""
    async with running_team(new_sandbox(MONDAY), tmp_path / "care.db") as running:
        yield running

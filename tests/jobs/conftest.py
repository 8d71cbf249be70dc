"""A team whose calls to Slack can go wrong."""

from collections.abc import AsyncIterator

import pytest

from tests.jobs.wire import Wire, wired
from tests.team import Team


@pytest.fixture
async def wire(team: Team) -> AsyncIterator[Wire]:
    """The wire between the team's Care and Slack."""
    async with wired(team) as wire:
        yield wire

"""What the tests that kill Care can ask for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.reliability.mortal_team import MortalTeam, mortal_team


@pytest.fixture
async def mortal(tmp_path: Path) -> AsyncIterator[MortalTeam]:
    """The demo's people on a local Slack, with a Care that can be killed, not started yet."""
    async with mortal_team(tmp_path) as team:
        yield team

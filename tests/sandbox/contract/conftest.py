"""A sandbox whose app was granted every scope that the reference knows a method by."""

from collections.abc import Awaitable, Callable

import pytest

from tests.sandbox.conftest import SCOPES, Slack

from .facts import FACTS

ALL_SCOPES = sorted({*SCOPES, *(scope for facts in FACTS.values() for scope in facts["scopes"])})


@pytest.fixture
async def slack(start: Callable[..., Awaitable[Slack]]) -> Slack:
    """A sandbox with every scope."""
    return await start(scopes=ALL_SCOPES)

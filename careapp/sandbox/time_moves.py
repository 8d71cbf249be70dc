"""Moves of the clock by people: one at a time, and by the clock itself or by whoever plays the time in between."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from careapp.sandbox.clock import Clock

Mover = Callable[[datetime], Awaitable[None]]


class TimeMoves:
    """Brings the clock to an instant; `mover`, where set, does it in the clock's place."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.mover: Mover | None = None
        self.turn = asyncio.Lock()

    async def to(self, instant: datetime) -> None:
        """Returns once the clock has been moved to an aware instant in UTC; call it while holding `turn`."""
        if self.mover:
            await self.mover(instant)
        else:
            self._clock.set(instant)

"""Clocks that are wrong."""

from datetime import datetime, timedelta

from careapp.clock import Clock


class Ahead:
    """A clock that is ahead of another, or behind it."""

    def __init__(self, clock: Clock, by: timedelta) -> None:
        self._clock, self._by = clock, by

    def now(self) -> datetime:
        """Return the wrong instant, aware, in UTC."""
        return self._clock.now() + self._by

    def monotonic(self) -> float:
        """Return the other clock's seconds."""
        return self._clock.monotonic()

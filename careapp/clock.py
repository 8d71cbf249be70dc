"""The only reader of the system clock, and the owner of the zone data in use."""

import time
import zoneinfo
from datetime import UTC, datetime
from typing import Protocol

# The pinned tzdata package wins over the host's copy, which may be years old.
zoneinfo.reset_tzpath(())
zoneinfo.ZoneInfo.clear_cache()


class Clock(Protocol):
    """Whatever tells the time."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds since some moment, by a clock that nobody sets."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds since some moment, by a clock that nobody sets."""
        return time.monotonic()

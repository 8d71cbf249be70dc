"""The only reader of the system clock, what Slack's clock says beside it, and the owner of the zone data in use."""

import time
import zoneinfo
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Protocol

# The pinned tzdata package wins over the host's copy, which may be years old.
zoneinfo.reset_tzpath(())
zoneinfo.ZoneInfo.clear_cache()
_TO_THE_SECOND = timedelta(seconds=2)  # Slack dates its answers to the second, and they travel


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


class SlackClock:
    """Slack's clock, as the last of its answers told it, carried on by a clock that nobody sets.

    A `ts` is of this clock, which the machine's own may be far from.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._told = datetime.min.replace(tzinfo=UTC)
        self._told_at: float | None = None

    def heed(self, date: str) -> None:
        """Take in the date of an answer, as HTTP gives it; what cannot be read changes nothing."""
        try:
            told = parsedate_to_datetime(date).astimezone(UTC)
        except (ValueError, OverflowError):
            return
        self._told, self._told_at = told, self._clock.monotonic()

    @property
    def ours_is_ahead(self) -> timedelta:
        """By how much the machine's clock is ahead of Slack's; nothing where they agree, or before the first answer."""
        if self._told_at is None:
            return timedelta()
        slacks = self._told + timedelta(seconds=self._clock.monotonic() - self._told_at)
        ahead = self._clock.now() - slacks
        return ahead if abs(ahead) > _TO_THE_SECOND else timedelta()

    def here(self, ts: str) -> datetime:
        """Return, by the machine's clock, the instant of a `ts`."""
        return datetime.fromtimestamp(float(ts), UTC) + self.ours_is_ahead

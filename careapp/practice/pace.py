"""How fast Slack may be called, and how long an unanswered call may still land."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

PACE = timedelta(seconds=1)
QUIET = timedelta(seconds=60)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
# Slack takes "several hundred" new messages a minute from a workspace: 60 at once, and 4 a second after that.
_ONE_POST = timedelta(seconds=1 / 4)
_ALL_AT_ONCE = 60 * _ONE_POST


class Brake(NamedTuple):
    """From when until when nothing is sent somewhere."""

    since: datetime
    until: datetime

    def holds(self, now: datetime) -> bool:
        """Say whether it holds now; a clock that was set back has nothing to say about it."""
        return self.since <= now < self.until


@dataclass
class Budget:
    """How many new messages Slack still takes from a workspace; `paid_until` moves on with each."""

    paid_until: datetime = _LONG_AGO

    def take(self, now: datetime) -> bool:
        """Say whether one more may be sent now, and count it."""
        ahead = max(self.paid_until - now, timedelta())
        if ahead > _ALL_AT_ONCE:  # the clock was set back
            ahead = timedelta()
        if ahead + _ONE_POST > _ALL_AT_ONCE:
            return False
        self.paid_until = now + ahead + _ONE_POST
        return True


@dataclass
class Quiet:
    """Until when a call without an answer may still land, in seconds of a clock that nobody sets.

    Of what an earlier process called nothing is known, so it may land until QUIET after this one began.
    """

    began: float
    _until: dict[str, float] = field(default_factory=dict)

    def expect(self, key: str, now: float) -> None:
        """Let a call for a post land until QUIET from now on."""
        if now > self._all_settled:
            self._until = {name: until for name, until in self._until.items() if until > now}
        self._until[key] = now + QUIET.total_seconds()

    def end(self, key: str, now: float) -> None:
        """Expect nothing more of a call: Slack has answered it."""
        self._until.pop(key, None)
        if now < self._all_settled:
            self._until[key] = self.began

    def holds(self, key: str, now: float, *, was_tried: bool) -> bool:
        """Say whether an earlier call for a post may still land; `was_tried` where some process has made one."""
        return now < self._until.get(key, self._all_settled if was_tried else self.began)

    @property
    def _all_settled(self) -> float:
        """When nothing that an earlier process called can land any more."""
        return self.began + QUIET.total_seconds()

"""How fast Slack may be called, and how long an unanswered call may still land."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

PACE = timedelta(seconds=1)
QUIET = timedelta(seconds=60)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Brake(NamedTuple):
    """From when until when nothing is sent somewhere."""

    since: datetime
    until: datetime

    def holds(self, now: datetime) -> bool:
        """Say whether it holds now; a clock that was set back has nothing to say about it."""
        return self.since <= now < self.until


@dataclass
class Budget:
    """How many calls of a kind a workspace still takes: some at once, and then one each `every`.

    `paid_until` moves on with each call.
    """

    at_once: int
    every: timedelta
    paid_until: datetime = _LONG_AGO

    def take(self, now: datetime) -> bool:
        """Say whether one more may be made now, and count it."""
        longest = self.at_once * self.every
        ahead = max(self.paid_until - now, timedelta())
        if ahead > longest:  # the clock was set back
            ahead = timedelta()
        if ahead + self.every > longest:
            return False
        self.paid_until = now + ahead + self.every
        return True


def budget_of_new_messages() -> Budget:
    """Return how many new messages may be sent: Slack takes "several hundred" a minute from a workspace."""
    return Budget(60, timedelta(seconds=1 / 4))


def budget_of_direct_edits() -> Budget:
    """Return how many direct messages may be edited: 30 in the worst minute, of Slack's 50 edits of any message."""
    return Budget(10, timedelta(seconds=3))


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

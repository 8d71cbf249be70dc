"""Messages for later: kept until their time on the sandbox's clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from careapp.sandbox.clock import Clock
from careapp.sandbox.refusals import Json, SlackError

DAYS_MOST = 120
WINDOW_SECONDS = 300
MOST_IN_WINDOW = 30  # in one channel


@dataclass(frozen=True)
class Scheduled:
    """One message for later; `post_at` and `created` are whole seconds since 1970."""

    id: str
    channel_id: str
    post_at: int
    created: int
    content: Json


class ScheduledMessages:
    """All messages that wait."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = count(1)
        self._waiting: dict[str, Scheduled] = {}

    def add(self, channel_id: str, post_at: int, content: Json, due: Callable[[Scheduled], None]) -> Scheduled:
        """Keeps a message and hands it to `due` at its time; raises SlackError where that is past, far or crowded."""
        now = int(self._clock.seconds())
        if post_at <= now:
            raise SlackError("time_in_past")
        if post_at > now + DAYS_MOST * 86_400:
            raise SlackError("time_too_far")
        if self._is_crowded(channel_id, post_at):
            raise SlackError("restricted_too_many")
        message = Scheduled(f"Q{next(self._numbers):010d}", channel_id, post_at, now, content)
        self._waiting[message.id] = message
        self._clock.ring_at(datetime.fromtimestamp(post_at, UTC), lambda: self._ring(message, due))
        return message

    def waiting(self, channel_id: str = "") -> list[Scheduled]:
        """What waits, in all channels or in one, the next to be posted first."""
        found = [each for each in self._waiting.values() if channel_id in ("", each.channel_id)]
        return sorted(found, key=lambda each: (each.post_at, each.id))

    def cancel(self, message: Scheduled) -> None:
        """Lets go of a message, so that it is never posted."""
        del self._waiting[message.id]

    def _is_crowded(self, channel_id: str, post_at: int) -> bool:
        """Whether some five minutes would hold more than their share with one more message at this time."""
        times = sorted([post_at, *(each.post_at for each in self.waiting(channel_id))])
        pairs = zip(times, times[MOST_IN_WINDOW:], strict=False)
        return any(last - first < WINDOW_SECONDS for first, last in pairs)

    def _ring(self, message: Scheduled, due: Callable[[Scheduled], None]) -> None:
        if self._waiting.pop(message.id, None):
            due(message)

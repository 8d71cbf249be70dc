"""Slack's rate limits as token buckets on the sandbox's clock."""

from math import ceil

from careapp.sandbox.clock import Clock

PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}  # calls of one method by its tier; tier 5 is "special"
POSTS_PER_MINUTE = 300  # in the whole workspace
POST_BURST = 3  # in one channel, then one a second


class RateLimits:
    """Who may call what now; `on` is False where a test asked for none."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}
        self.on = True

    def wait_for_method(self, method: str, tier: int) -> int:
        """Seconds until this method may be called again; 0 where it may be called now."""
        per_minute = PER_MINUTE.get(tier)
        return self._take(method, per_minute, per_minute / 60) if per_minute else 0

    def wait_for_post(self, channel_id: str) -> int:
        """Seconds until a message may be posted in this channel; 0 for now."""
        return self._take(f"#{channel_id}", POST_BURST, 1) or self._take("#", POSTS_PER_MINUTE, POSTS_PER_MINUTE / 60)

    def _take(self, name: str, capacity: float, per_second: float) -> int:
        now = self._clock.seconds()
        left, at = self._buckets.get(name, (capacity, now))
        # A clock that was set back has nothing to say about the calls made since.
        left = min(capacity, left + max(now - at, 0) * per_second) if now >= at else capacity
        if not self.on:
            return 0
        wait = 0 if left >= 1 else max(1, ceil((1 - left) / per_second))
        self._buckets[name] = (left if wait else left - 1, now)
        return wait

"""The sandbox's clock: it can be set, moved and frozen, and it rings alarms as its own time passes."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count

FIRST, LAST = datetime(2002, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)  # a `ts` then has ten digits


def known(instant: datetime) -> datetime:
    """Returns an instant in UTC; ValueError where it has no zone, or lies before 2002 or after 2200."""
    if instant.tzinfo is None:
        raise ValueError("The clock wants an instant with a time zone.")
    if not FIRST <= instant <= LAST:
        raise ValueError("The clock knows the years 2002 to 2200.")
    return instant.astimezone(UTC)


def machine_seconds() -> float:
    """The machine's own time as seconds since 1970, whatever the sandbox's clock says."""
    return time.time()


class Clock:
    """Runs on from `now` (default: the real time) until it is set, moved or frozen."""

    def __init__(self, now: datetime | None = None) -> None:
        self._instant = now or datetime.now(UTC)
        self._since = time.monotonic()
        self._passed = 0.0
        self._frozen = False
        self._alarms: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = count()
        self._stamped = 0
        self._timer: asyncio.TimerHandle | None = None
        self.on_change: Callable[[], None] = lambda: None

    @property
    def frozen(self) -> bool:
        """Whether time stands still until `advance`, `set` or `run`."""
        return self._frozen

    def now(self) -> datetime:
        """The sandbox's instant, aware, in UTC."""
        if self._frozen:
            return self._instant
        return self._instant + timedelta(seconds=time.monotonic() - self._since)

    def monotonic(self) -> float:
        """How many seconds this clock has gone forward in all; being set back takes none away."""
        return self._passed + (self.now() - self._instant).total_seconds()

    def seconds(self) -> float:
        """The sandbox's instant as seconds since 1970."""
        return self.now().timestamp()

    def stamp(self) -> str:
        """The instant in the form of a `ts`, later than the last one also where time stands still."""
        now = round(self.seconds() * 1_000_000)
        self._stamped = self._stamped + 1 if now <= self._stamped < now + 1_000_000 else now
        return "{}.{:06}".format(*divmod(self._stamped, 1_000_000))

    def set(self, instant: datetime) -> None:
        """Puts the clock at an aware instant, forward or back; ValueError before 2002 and after 2200."""
        self._move(known(instant), self._frozen)

    def advance(self, seconds: float) -> None:
        """Moves the clock on by so many seconds; alarms on the way ring before this returns."""
        self._move(self.now() + timedelta(seconds=seconds), self._frozen)

    def freeze(self) -> None:
        """Stops time."""
        self._move(self.now(), True)

    def run(self) -> None:
        """Lets time pass again."""
        self._move(self.now(), False)

    def ring_at(self, due: datetime, alarm: Callable[[], None]) -> None:
        """Calls `alarm` once the sandbox's time has reached `due`: a frozen clock rings only when it is moved."""
        heappush(self._alarms, (due, next(self._order), alarm))
        self._wind()

    def stop(self) -> None:
        """Forgets all alarms."""
        self._alarms.clear()
        self._wind()

    def _move(self, instant: datetime, frozen: bool) -> None:
        now = self.now()
        self._passed += (max(now, known(instant)) - self._instant).total_seconds()
        self._instant, self._since, self._frozen = known(instant), time.monotonic(), frozen
        self._ring()
        self.on_change()

    def _ring(self) -> None:
        while self._alarms and self._alarms[0][0] <= self.now():
            heappop(self._alarms)[2]()
        self._wind()

    def _wind(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._alarms and not self._frozen:
            wait = (self._alarms[0][0] - self.now()).total_seconds()
            self._timer = asyncio.get_running_loop().call_later(max(wait, 0), self._ring)

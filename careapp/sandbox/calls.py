"""The record of everything that went between Slack and the app, newest last."""

from collections import deque
from collections.abc import Callable
from itertools import count

from careapp.sandbox.clock import Clock
from careapp.sandbox.refusals import Json

KEPT = 5_000


class Calls:
    """The last 5,000 calls and deliveries as rows of docs/sandbox.md."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ids = count(1)
        self.rows: deque[Json] = deque(maxlen=KEPT)
        self.on_row: Callable[[Json], None] = lambda row: None

    def add(
        self, kind: str, name: str, error: str | None, ms: float | None, retry: int = 0, fault: str | None = None
    ) -> Json:
        """Records one call; `ms` is None where no answer came in time, `fault` names what went wrong on purpose."""
        row: Json = {"id": next(self._ids), "at": self._clock.now().isoformat(), "kind": kind, "name": name}
        row.update(ok=error is None, error=error, ms=None if ms is None else round(ms, 2), retry=retry)
        row.update(late=error == "operation_timeout", fault=fault)
        self.rows.append(row)
        self.on_row(row)
        return row

    def came_late(self, row: Json, ms: float) -> None:
        """Notes when the answer of a missed delivery came after all."""
        row["ms"] = round(ms, 2)
        self.on_row(row)

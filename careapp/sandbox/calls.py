"""The record of everything that went between Slack and the app, newest last, and of what each call said."""

from collections import deque
from collections.abc import Callable
from itertools import count
from typing import Any

from careapp.sandbox.clock import Clock
from careapp.sandbox.details import Details
from careapp.sandbox.refusals import Json
from careapp.sandbox.traces import Traces

KEPT = 5_000


class Calls:
    """The last 5,000 calls and deliveries as rows of docs/sandbox.md, the newest of them with their details."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ids = count(1)
        self._details = Details()
        self.traces = Traces()
        self.rows: deque[Json] = deque(maxlen=KEPT)
        self.on_row: Callable[[Json], None] = lambda row: None
        self.on_clear: Callable[[], None] = lambda: None

    def add(
        self,
        kind: str,
        name: str,
        error: str | None,
        ms: float | None,
        retry: int = 0,
        fault: str | None = None,
        **details: Any,
    ) -> Json:
        """Records one call; `ms` is None where no answer came in time, `fault` names what went wrong on purpose.

        Of the details, `request` and `answer` are texts, JSON where it can be; `status` is that of HTTP, and
        `envelope_id` says which envelope this was. The others are kept as they are.
        """
        trace = self.traces.of(details.get("envelope_id"))
        row: Json = {"id": next(self._ids), "at": self._clock.now().isoformat(), "kind": kind, "name": name}
        row.update(ok=error is None, error=error, ms=None if ms is None else round(ms, 2), retry=retry)
        row.update(late=error == "operation_timeout", fault=fault or trace.socket_fault)
        row.update(status=details.get("status"), sent=trace.counts["sent"] or None)
        self._details.keep(row["id"], details)
        self.rows.append(row)
        self.on_row(row)
        return row

    def came_late(self, row: Json, ms: float, answer: str | None = None) -> None:
        """Notes when the answer of a missed delivery came after all, and what it said."""
        row["ms"] = round(ms, 2)
        self._details.answer(row["id"], answer)
        self.on_row(row)

    def details(self, row_id: int) -> Json | None:
        """What this call asked and was answered; None where it is no longer known."""
        kept = self._details.of(row_id)
        if kept and (envelope_id := kept.get("envelope_id")):
            kept["way"] = dict(self.traces.of(envelope_id).counts)
        return kept

    def clear(self) -> None:
        """Forgets everything so far."""
        self.rows.clear()
        self._details = Details()
        self.on_clear()

"""What became of each envelope on its way: how often it was sent and acked, and what kept it from arriving."""

from collections import Counter
from dataclasses import dataclass, field

KEPT = 2_000
# What a trace counts, and the socket fault that it speaks of; the first that has happened names the row.
FAULTS = {"muted": "mute", "lost_acks": "lose_acks", "held": "hold"}


@dataclass
class Trace:
    """`counts` has, by word: sent, acks, held, muted (a silent socket swallowed it) and lost_acks."""

    counts: Counter[str] = field(default_factory=Counter)

    @property
    def socket_fault(self) -> str | None:
        """The socket fault that this envelope met, if any."""
        if self.counts["sent"] > 1:
            return "repeat"
        return next((fault for word, fault in FAULTS.items() if self.counts[word]), None)


class Traces:
    """The newest 2,000 envelopes by their ids."""

    def __init__(self) -> None:
        self._kept: dict[str, Trace] = {}

    def note(self, envelope_id: str, word: str) -> None:
        """Counts one thing that happened to an envelope; acks of what was never sent are nothing."""
        if word in ("acks", "lost_acks") and envelope_id not in self._kept:
            return
        self._kept.setdefault(envelope_id, Trace()).counts[word] += 1
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]

    def of(self, envelope_id: str | None) -> Trace:
        """What is known of an envelope."""
        return self._kept.get(envelope_id or "", Trace())

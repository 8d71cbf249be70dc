"""What was done to messages that are not known yet: events come in any order."""

from collections import deque
from datetime import datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")
REMEMBERED = timedelta(minutes=10)  # Slack tells of an event for the last time six minutes after the first
MOST = 2_000
MOST_OF_ONE = 20


class Early(Generic[T]):
    """Holds acts for some minutes and in small numbers, the newest; none for a message that turned out to be talk."""

    def __init__(self) -> None:
        self._acts: deque[tuple[datetime, str, T]] = deque(maxlen=MOST)
        self._talk: deque[str] = deque(maxlen=MOST)

    def __len__(self) -> int:
        """Return how many acts are held."""
        return len(self._acts)

    def put(self, message: str, act: T, now: datetime) -> None:
        """Hold what was done to a message."""
        self.forget(now)
        if message in self._talk:
            return
        held = [each for each in self._acts if each[1] == message]
        if len(held) >= MOST_OF_ONE:
            self._acts.remove(held[0])
        self._acts.append((now, message, act))

    def of(self, message: str, now: datetime) -> list[T]:
        """Return what was done to a message, in the order it came; it is held on, as the message may come again."""
        self.forget(now)
        return [act for _, about, act in self._acts if about == message]

    def let_pass(self, message: str) -> None:
        """Hold nothing of a message, now or later: it is talk."""
        if message not in self._talk:
            self._talk.append(message)
        self._acts = deque((each for each in self._acts if each[1] != message), MOST)

    def forget(self, now: datetime) -> None:
        """Let go what is too old to be of use, or was put down by a clock that was wrong."""
        self._acts = deque((each for each in self._acts if abs(now - each[0]) < REMEMBERED), MOST)

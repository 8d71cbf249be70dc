"""A net under the whole suite: it reads what `careapp run` would log at DEBUG, looking for canaries."""

import contextlib
import logging
import re
import sqlite3
from collections.abc import Iterator
from typing import Any

from careapp.logs import Discreet, is_pinned_open, pin
from careapp.sandbox import Sandbox
from careapp.store import Store

# However a token came to be, none of any kind may be logged.
TOKENS = re.compile(r"\bx(?:ox[a-z]|app)-[\w-]{8,}|\bticket=[0-9a-f]{8,}|/respond/[0-9a-f]{8,}|Bearer \S+")
SHORTEST = 12  # characters; what is shorter stands in logs by chance


class Net(logging.Handler):
    """Keeps what was logged since the last look, and the canaries that must not be in it.

    A record is looked at twice: as it is, where the pins alone protect secrets, and as Care writes it.
    """

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.addFilter(is_pinned_open)
        self._written = Discreet()
        self._raw = logging.Formatter()
        self._records: list[tuple[str, str]] = []
        self._words: set[str] = set()
        self.seen = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.seen += 1
        self._records.append((self._raw.format(record), self._written.format(record)))

    def watch_for(self, *words: str) -> None:
        """Let somebody's words be canaries until the next look."""
        self._words |= {line.strip() for said in words for line in said.splitlines() if len(line.strip()) >= SHORTEST}

    def caught(self) -> list[str]:
        """Return the records that hold a canary, and forget all of them."""
        records, words = self._records, self._words
        self._records, self._words = [], set()
        return [
            written
            for raw, written in records
            if TOKENS.search(raw) or any(word in written for word in words) or TOKENS.search(written)
        ]


NET = Net()


@contextlib.contextmanager
def stretched() -> Iterator[None]:
    """Stretch the net under everything that runs meanwhile, and under what people type into any sandbox."""
    root, act = logging.getLogger(), Sandbox.act
    level = root.level

    async def watched(sandbox: Sandbox, name: str, /, **given: Any) -> Any:
        NET.watch_for(*_typed(given))
        return await act(sandbox, name, **given)

    pin()
    root.setLevel(logging.DEBUG)
    root.addHandler(NET)
    Sandbox.act = watched  # type: ignore[method-assign]
    try:
        yield
    finally:
        Sandbox.act = act  # type: ignore[method-assign]
        root.removeHandler(NET)
        root.setLevel(level)


async def watch_for_what_is_kept(store: Store) -> None:
    """Let all stories, kudos and drafts of a store be canaries until the next look; one that a test broke has none."""
    with contextlib.suppress(sqlite3.Error):
        async with store.reading() as db:
            NET.watch_for(*(text for query in _KEPT for (text,) in db.execute(query)))


_KEPT = (
    "SELECT text FROM stories",
    "SELECT meant FROM stories",
    "SELECT lesson FROM stories",
    "SELECT reason FROM kudos",
    "SELECT words FROM drafts",
)


def _typed(given: dict[str, Any]) -> Iterator[str]:
    if isinstance(given.get("text"), str):
        yield given["text"]
    values = given.get("values")
    for state in values.values() if isinstance(values, dict) else ():
        for field in state.values() if isinstance(state, dict) else ():
            if isinstance(field, dict) and isinstance(field.get("value"), str):
                yield field["value"]

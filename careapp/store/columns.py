"""How instants, dates and times stand in columns: as text that sorts in the order of time."""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

log = logging.getLogger(__name__)
_T = TypeVar("_T")
_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


def instant(at: datetime) -> str:
    """Return an aware instant as a column keeps it: UTC, to the microsecond."""
    return at.astimezone(UTC).strftime(_FORMAT)


def read_instant(text: str) -> datetime:
    """Return the aware UTC instant of a column."""
    return datetime.fromisoformat(text)


def read_maybe(text: str | None) -> datetime | None:
    """Return the instant of a column that may be NULL."""
    return read_instant(text) if text else None


def readable(rows: Iterable[Mapping[str, Any]], read: Callable[[Mapping[str, Any]], _T]) -> list[_T]:
    """Return what rows of several circles hold; one that was spoilt is left out and logged, and stops no other."""
    found = []
    for row in rows:
        try:
            found.append(read(row))
        except (TypeError, ValueError) as error:
            log.error("what is kept of %s cannot be read: %s", row["channel_id"], type(error).__name__)
    return found


def clock_time(at: time) -> str:
    """Return a local time of day as a column keeps it, as in `16:55`."""
    return f"{at:%H:%M}"


def day_or_none(text: str | None) -> date | None:
    """Return the date of a column that may be NULL."""
    return date.fromisoformat(text) if text else None

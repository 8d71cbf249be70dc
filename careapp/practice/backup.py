"""A backup: a copy of the database with a name that says when it was made; which are kept, and when one is due."""

import re
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, cast

Reason = Literal["", "before-change", "by-hand"]  # that it was time for one is none
DAILY, WEEKLY, BY_HAND = 7, 4, 7
REASONED_KEPT = timedelta(days=28)
STALE = timedelta(hours=26)
_AHEAD = timedelta(days=1)  # more than clocks and time zones differ by mistake alone
_NAME = re.compile(r"care-(\d{4}-\d\d-\d\dT\d{6})Z(?:-(before-change|by-hand))?\.db")


@dataclass(frozen=True, order=True)
class Backup:
    """One backup. `made_at` is UTC, to the second; those made before a migration and by hand are kept longer."""

    made_at: datetime
    reason: Reason = ""

    @property
    def name(self) -> str:
        """The name of its file, which sorts in the order of time."""
        reason = f"-{self.reason}" if self.reason else ""
        return f"care-{self.made_at.astimezone(UTC):%Y-%m-%dT%H%M%S}Z{reason}.db"

    def is_from_the_future(self, now: datetime) -> bool:
        """Say whether a wrong clock named it, so that nobody knows when it was made."""
        return self.made_at > now + _AHEAD


@dataclass(frozen=True)
class Restore:
    """That a backup of one instant was put in the place of the database at a later one."""

    restored_at: datetime
    backup_at: datetime

    def lost(self, at: datetime) -> bool:
        """Say whether what happened at an instant is not in the database, because it came after the backup."""
        return self.backup_at < at < self.restored_at

    def may_have_shown(self, day: date) -> bool:
        """Say whether a post named after a local date may stand in Slack though the database does not know it."""
        return day <= self.restored_at.date() + timedelta(days=1)


def read_name(name: str) -> Backup | None:
    """Return the backup that a file of this name is, None for any other file."""
    match = _NAME.fullmatch(name)
    try:
        made_at = datetime.strptime(match[1], "%Y-%m-%dT%H%M%S") if match else None  # noqa: DTZ007
    except ValueError:
        return None
    return Backup(made_at.replace(tzinfo=UTC), cast(Reason, match[2] or "")) if match and made_at else None


def kept(backups: Collection[Backup], now: datetime) -> set[Backup]:
    """Choose which backups stay: the newest of each of the last 7 days and of the last 4 ISO weeks that have one.

    Counted are days with a backup, not days gone by, so that neither a long rest nor a clock that was wrong for a
    while drops anything. Backups made before a change, and the newest seven made by hand, stay for four weeks of newer
    ones. Those from the future stay, and push out no others.
    """
    future = {one for one in backups if one.is_from_the_future(now)}
    newest_first = sorted(set(backups) - future, reverse=True)
    usual = [one for one in newest_first if one.reason != "before-change"]
    daily = _newest_of_each(usual, lambda one: one.made_at.date())[:DAILY]
    weekly = _newest_of_each(usual, lambda one: one.made_at.isocalendar()[:2])[:WEEKLY]
    recent = [one for one in newest_first if newest_first[0].made_at - one.made_at < REASONED_KEPT]
    changes = [one for one in recent if one.reason == "before-change"]
    by_hand = [one for one in recent if one.reason == "by-hand"][:BY_HAND]
    return {*future, *daily, *weekly, *changes, *by_hand}


def is_due(good: Collection[Backup], now: datetime) -> bool:
    """Say whether a backup is owed: none of those that know all who were forgotten is of today (UTC)."""
    return all(one.made_at.date() != now.astimezone(UTC).date() for one in good)


def _newest_of_each(newest_first: list[Backup], span: Callable[[Backup], Hashable]) -> list[Backup]:
    found: dict[Hashable, Backup] = {}
    for one in newest_first:
        found.setdefault(span(one), one)
    return list(found.values())

"""Make the day's backup, and one after somebody was forgotten."""

import asyncio
import logging
from datetime import datetime
from functools import partial
from pathlib import Path

from careapp.care import Care
from careapp.practice.backup import Backup, is_due
from careapp.store import backup as backups
from careapp.store import tombstone as tombstones

log = logging.getLogger(__name__)


async def run(care: Care, now: datetime) -> None:
    """Make a backup where one is due. Raises sqlite3.Error and OSError where that failed; it is due again then."""
    async with care.store.reading() as db:
        forgotten_at = tombstones.last_forgotten(db)
    knowing = await asyncio.to_thread(_of_today, care.store.backups, now, forgotten_at)
    if is_due(knowing, now):
        made = await care.store.beside(partial(backups.make, folder=care.store.backups, now=now))
        log.info("backup: %s", made.name)


def _of_today(folder: Path, now: datetime, forgotten_at: datetime | None) -> list[Backup]:
    """Return today's good backups that know of the last forgetting; their names tell whole seconds only."""
    made = backups.good_on(folder, now.date())
    return [one for one in made if tombstones.last_forgotten_in(folder / one.name) == forgotten_at]

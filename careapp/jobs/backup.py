"""Make the day's backup, and one after somebody was forgotten."""

import asyncio
import logging
from datetime import datetime
from functools import partial

from careapp.care import Care
from careapp.practice.backup import is_due
from careapp.store import backup as backups
from careapp.store import tombstone as tombstones

log = logging.getLogger(__name__)


async def run(care: Care, now: datetime) -> None:
    """Make a backup where one is due. Raises sqlite3.Error and OSError where that failed; it is due again then."""
    async with care.store.reading() as db:
        forgotten_at = tombstones.last_forgotten(db)
    of_today = await asyncio.to_thread(backups.good_on, care.store.backups, now.date())
    if is_due(of_today, now, forgotten_at):
        made = await care.store.beside(partial(backups.make, folder=care.store.backups, now=now))
        log.info("backup: %s", made.name)

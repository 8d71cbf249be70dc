"""Forget those who asked for it, and keep what was taken back beside the backups too."""

import logging
from datetime import datetime

from careapp.acts import forget as acts
from careapp.care import Care
from careapp.jobs import backup
from careapp.store import StoreError, UnusableDatabaseError

log = logging.getLogger(__name__)


async def run(care: Care, now: datetime) -> None:
    """Do what is asked for; somebody forgotten makes a backup due. Raises StoreError where that cannot be kept.

    Where the backups cannot be told of it now, they are later.
    """
    has_forgotten = await acts.settle(care)
    try:
        await acts.mirror(care)
        if has_forgotten:
            await backup.run(care, care.now())
    except (OSError, StoreError, UnusableDatabaseError) as error:
        log.error("what was taken back is gone, but %s does not know it yet: %s", care.store.backups, error)

"""Post the digests that are due."""

import logging
from datetime import datetime

from careapp.acts import circle as circle_acts
from careapp.acts import digest as acts
from careapp.care import Care
from careapp.faults import fault
from careapp.practice.digest import due_digests
from careapp.store import digest as digests

log = logging.getLogger(__name__)


async def run(care: Care, now: datetime) -> None:
    """Do what is due for the digests of all circles."""
    active = await circle_acts.active(care, now)
    async with care.store.reading() as db:
        due = [(c, one) for c in active for one in due_digests(c, digests.weeks(db, c.channel_id), now)]
    for circle, one in due:
        fault("digest.before_keep")
        async with care.store.transaction() as db:
            acts.settle_due(db, care, circle, one, now)
        fault("digest.after_keep")
        log.info("digest of %s in %s: %s", one.week, circle.channel_id, one.missed_because or "posted")

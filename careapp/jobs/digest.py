"""Post the digests that are due."""

import logging
from datetime import datetime

from careapp.acts import circle as circle_acts
from careapp.acts import digest as acts
from careapp.acts.apart import apart
from careapp.care import Care
from careapp.faults import fault
from careapp.practice.circle import Circle
from careapp.practice.digest import due_digests
from careapp.store import digest as digests

log = logging.getLogger(__name__)


async def run(care: Care, now: datetime) -> None:
    """Do what is due for the digests of all circles."""
    for circle in await circle_acts.active(care, now):
        with apart(circle.channel_id, "the digests that are due"):
            await _settle_due(care, circle, now)


async def _settle_due(care: Care, circle: Circle, now: datetime) -> None:
    async with care.store.reading() as db:
        due = due_digests(circle, digests.weeks(db, circle.channel_id), now)
    for one in due:
        fault("digest.before_keep")
        async with care.store.transaction() as db:
            became = acts.settle_due(db, care, circle, one, now)
        fault("digest.after_keep")
        log.info("digest of %s in %s: %s", one.week, circle.channel_id, became)

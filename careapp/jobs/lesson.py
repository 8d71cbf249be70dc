"""Gather the lessons that are due."""

import logging
from datetime import datetime

from careapp.acts import circle as circle_acts
from careapp.acts import lesson as acts
from careapp.acts.apart import apart
from careapp.care import Care
from careapp.faults import fault
from careapp.practice.circle import Circle
from careapp.practice.lesson import due_gatherings
from careapp.store import lesson as lessons

log = logging.getLogger(__name__)


async def run(care: Care, now: datetime) -> None:
    """Do what is due for the lessons of all circles."""
    for circle in await circle_acts.active(care, now):
        with apart(circle.channel_id, "the lessons that are due"):
            await _settle_due(care, circle, now)


async def _settle_due(care: Care, circle: Circle, now: datetime) -> None:
    async with care.store.reading() as db:
        due = due_gatherings(circle, lessons.months(db, circle.channel_id), now)
    for one in due:
        fault("lesson.before_keep")
        async with care.store.transaction() as db:
            became = acts.settle_due(db, circle, one, now)
        fault("lesson.after_keep")
        log.info("lessons of %s in %s: %s", one.month, circle.channel_id, became)

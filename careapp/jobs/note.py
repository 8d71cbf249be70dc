"""Write managers their weekly care notes, where a circle has them switched on."""

import logging
from datetime import datetime

from careapp.acts import circle as circle_acts
from careapp.acts import note as acts
from careapp.acts.apart import apart
from careapp.care import Care
from careapp.faults import fault
from careapp.practice.circle import Circle
from careapp.practice.note import NoteWeek, due_weeks
from careapp.store import note as notes

log = logging.getLogger(__name__)


async def run(care: Care, now: datetime) -> None:
    """Do what is due for the care notes of all circles."""
    for circle in await circle_acts.active(care, now):
        with apart(circle.channel_id, "the care note"):
            await _begin_due(care, circle, now)
            async with care.store.reading() as db:
                open_ones = notes.still_open(db, circle.channel_id)
            for week in open_ones:
                await (_close(care, week) if week.is_over(now) else _write(care, circle, week, now))


async def _begin_due(care: Care, circle: Circle, now: datetime) -> None:
    async with care.store.reading() as db:
        due = due_weeks(circle, notes.weeks(db, circle.channel_id), now)
    for week in due:
        fault("note.before_begin")
        async with care.store.transaction() as db:
            became = acts.begin(db, circle, week)
        fault("note.after_begin")
        log.info("care notes of %s in %s: %s", week.week, circle.channel_id, became)


async def _write(care: Care, circle: Circle, week: NoteWeek, now: datetime) -> None:
    async with care.store.reading() as db:
        reached = acts.to_write_to(db, week, now)
    for manager in reached:
        fault("note.before_keep")
        async with care.store.transaction() as db:
            acts.write(db, circle, week, manager)
        fault("note.after_keep")


async def _close(care: Care, week: NoteWeek) -> None:
    fault("note.before_close")
    async with care.store.transaction() as db:
        notes.close(db, week)
    fault("note.after_close")

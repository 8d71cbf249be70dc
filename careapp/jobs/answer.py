"""Bring, in the morning, the stories that nobody has answered to somebody who looks after the circle."""

from datetime import datetime

from careapp.acts import circle as circle_acts
from careapp.acts import unanswered as acts
from careapp.acts.apart import apart
from careapp.care import Care
from careapp.faults import fault
from careapp.practice.answer import due_morning
from careapp.practice.occurrence import local_day
from careapp.store import answer as answers


async def run(care: Care, now: datetime) -> None:
    """Do what is due this morning for all circles, in one letter a person."""
    due = []
    for circle in await circle_acts.active(care, now):
        with apart(circle.channel_id, "this morning"):
            async with care.store.reading() as db:
                known = answers.mornings(db, circle.channel_id, local_day(now, circle.zone))
            if morning := due_morning(circle, known, now):
                due.append((circle, morning))
    if due:
        fault("answer.before_keep")
        async with care.store.transaction() as db:
            acts.bring(db, due, now)
        fault("answer.after_keep")

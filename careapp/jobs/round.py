"""Open the rounds that are due, keep the open ones up to date, and close those whose time is over."""

import logging
from datetime import datetime

from careapp.acts import circle as circle_acts
from careapp.acts import round as acts
from careapp.acts.apart import apart
from careapp.care import Care
from careapp.faults import fault
from careapp.practice.circle import Circle
from careapp.practice.occurrence import LOOK_BACK, local_day
from careapp.practice.round import Round, due_rounds
from careapp.store import round as rounds

log = logging.getLogger(__name__)


async def run(care: Care, now: datetime) -> None:
    """Do what is due for all rounds of all circles."""
    for circle in await circle_acts.active(care, now):
        with apart(circle.channel_id, "the rounds that are due"):
            await _settle_due(care, circle, now)
    async with care.store.reading() as db:
        opened = rounds.all_open(db)
    for round_ in opened:
        with apart(round_.channel_id, "the open round"):
            await _look_at(care, round_, now)


async def _look_at(care: Care, round_: Round, now: datetime) -> None:
    async with care.store.transaction() as db:
        kept = rounds.get(db, round_.channel_id, round_.day)
        if kept is None or kept.state != "open":  # it was missed a moment ago
            return
        if round_.is_over(now):
            fault("round.before_close")
            acts.close(db, care, round_, now)
            fault("round.before_close_kept")
        else:
            acts.show(db, care, round_, now)
    fault("round.after_look")


async def _settle_due(care: Care, circle: Circle, now: datetime) -> None:
    since = local_day(now, circle.zone) - LOOK_BACK
    async with care.store.reading() as db:
        due = due_rounds(circle, rounds.days_since(db, circle.channel_id, since), now)
    for one in due:
        fault("round.before_open")
        async with care.store.transaction() as db:
            became = acts.settle_due(db, care, circle, one, now)
        fault("round.after_open")
        log.info("round of %s in %s: %s", one.day, circle.channel_id, became)

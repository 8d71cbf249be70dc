"""Ask each week how what a circle practises goes, close what nobody can answer any more, and ask whether it stays."""

import logging
from datetime import datetime

from careapp.acts import behaviour as acts
from careapp.acts import circle as circle_acts
from careapp.acts import week as week_acts
from careapp.acts.apart import apart
from careapp.care import Care
from careapp.faults import fault
from careapp.practice.behaviour import Behaviour, due_weeks
from careapp.practice.circle import Circle
from careapp.store import answer_key as keys
from careapp.store import behaviour as behaviours
from careapp.store import tombstone as tombstones

log = logging.getLogger(__name__)


async def run(care: Care, now: datetime) -> None:
    """Do what is due for the behaviours of all circles."""
    for circle in await circle_acts.active(care, now):
        with apart(circle.channel_id, "the behaviour that is practised"):
            async with care.store.reading() as db:
                behaviour = behaviours.practised(db, circle.channel_id)
            if behaviour:
                await _settle_due(care, circle, behaviour, now)
                await _ask(care, circle, behaviour, now)
    await _close(care, now)


async def _settle_due(care: Care, circle: Circle, behaviour: Behaviour, now: datetime) -> None:
    async with care.store.reading() as db:
        known = {week.number for week in behaviours.weeks(db, behaviour.id)}
    for one in due_weeks(circle, behaviour, known, now):
        fault("behaviour.before_week")
        async with care.store.transaction() as db:
            became = week_acts.settle_due(db, circle, behaviour.id, one, now)
        fault("behaviour.after_week")
        log.info("week %s of a behaviour in %s: %s", one.number, circle.channel_id, became)


async def _ask(care: Care, circle: Circle, behaviour: Behaviour, now: datetime) -> None:
    async with care.store.reading() as db:
        has_to = bool(acts.to_ask(db, circle, behaviour, now))
    if has_to:
        fault("behaviour.before_ask")
        async with care.store.transaction() as db:
            acts.ask(db, circle, behaviour.id, now)
        fault("behaviour.after_ask")


async def _close(care: Care, now: datetime) -> None:
    """Leave nothing, in the write-ahead log either, of how the answers came in to weeks that are over."""
    async with care.store.reading() as db:
        is_over = bool(week_acts.over(db, now))
    if is_over:
        fault("behaviour.before_close")
        async with care.store.transaction() as db:
            week_acts.close(db, now)
        fault("behaviour.after_close")
    async with care.store.reading() as db:
        if keys.drop_all_but(care.store.path, "week", {week.key_name for week in behaviours.being_answered(db)}):
            tombstones.scrub(db)

"""Ask the weekly questions that are due, bring them to those who can be reached, and end those whose time is over."""

import logging
from datetime import datetime

from careapp.acts import circle as circle_acts
from careapp.acts import pulse as acts
from careapp.acts.apart import apart
from careapp.care import Care
from careapp.faults import fault
from careapp.practice.circle import Circle
from careapp.practice.pulse import Pulse, due_pulses
from careapp.store import pulse as pulses
from careapp.store import tombstone as tombstones

log = logging.getLogger(__name__)
_AT_ONCE = 25  # letters a transaction


async def run(care: Care, now: datetime) -> None:
    """Do what is due for the pulse of all circles."""
    for circle in await circle_acts.active(care, now):
        with apart(circle.channel_id, "the pulse"):
            await _settle_due(care, circle, now)
            async with care.store.reading() as db:
                open_ones = pulses.still_open(db, circle.channel_id)
            for pulse in open_ones:
                await (_close if pulse.is_over(now) else _write)(care, circle, pulse, now)


async def _settle_due(care: Care, circle: Circle, now: datetime) -> None:
    async with care.store.reading() as db:
        due = due_pulses(circle, pulses.weeks(db, circle.channel_id), now)
    for one in due:
        fault("pulse.before_ask")
        async with care.store.transaction() as db:
            pulse = acts.settle_due(db, circle, one)
        fault("pulse.after_ask")
        log.info("pulse of %s in %s: %s", one.week, circle.channel_id, pulse.reason or "asked")


async def _write(care: Care, circle: Circle, pulse: Pulse, now: datetime) -> None:
    if not pulse.still_asks(now):
        return
    async with care.store.reading() as db:
        reached = acts.to_write_to(db, care, pulse, now)
    for at in range(0, len(reached), _AT_ONCE):
        fault("pulse.before_letters")
        async with care.store.transaction() as db:
            acts.write_to(db, care, circle, pulse, reached[at : at + _AT_ONCE])
        fault("pulse.after_letters")


async def _close(care: Care, circle: Circle, pulse: Pulse, now: datetime) -> None:
    """End a question, and leave nothing in the write-ahead log of how the answers came in."""
    fault("pulse.before_close")
    async with care.store.transaction() as db:
        result = acts.close(db, circle, pulse)
    fault("pulse.after_close")
    async with care.store.reading() as db:
        tombstones.scrub(db)
    log.info("pulse of %s in %s: %s", pulse.week, circle.channel_id, "told" if result else "carried on")

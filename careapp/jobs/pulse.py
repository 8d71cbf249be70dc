"""End the weekly questions whose time is over, ask those that are due, and write to those who can be reached."""

import logging
from datetime import datetime

from careapp.acts import circle as circle_acts
from careapp.acts import pulse as acts
from careapp.acts import pulse_result as results
from careapp.acts.apart import apart
from careapp.care import Care
from careapp.faults import fault
from careapp.practice.circle import Circle
from careapp.practice.pulse import Pulse, due_pulses
from careapp.store import answer_key as keys
from careapp.store import pulse as pulses
from careapp.store import tombstone as tombstones

log = logging.getLogger(__name__)
_AT_ONCE = 25  # letters a transaction


async def run(care: Care, now: datetime) -> None:
    """Do what is due for the pulse of all circles; what is over ends also in those that are paused."""
    await _drop(care, now)
    for pulse in await _open_ones(care):
        with apart(pulse.channel_id, "the pulse"):
            await _close(care, pulse, now)
    for circle in await circle_acts.active(care, now):
        with apart(circle.channel_id, "the pulse"):
            await _settle_due(care, circle, now)
            await _write(care, circle, now)
            await _tell_managers(care, circle, now)
    keys.drop_all_but(care.store.path, "pulse", {pulse.key_name for pulse in await _open_ones(care)})


async def _drop(care: Care, now: datetime) -> None:
    """Drop what a wrong clock put into the future, and answers that have waited too long for others."""
    async with care.store.reading() as db:
        if not any(acts.to_drop(db, now)):
            return
    fault("pulse.before_drop")
    async with care.store.transaction() as db:
        acts.drop(db, now)
    fault("pulse.after_drop")
    async with care.store.reading() as db:
        tombstones.scrub(db)


async def _open_ones(care: Care) -> list[Pulse]:
    async with care.store.reading() as db:
        return pulses.every_open(db)


async def _settle_due(care: Care, circle: Circle, now: datetime) -> None:
    async with care.store.reading() as db:
        due = due_pulses(circle, pulses.weeks(db, circle.channel_id), now)
    for one in due:
        fault("pulse.before_ask")
        async with care.store.transaction() as db:
            became = acts.settle_due(db, care, circle, one)
        fault("pulse.after_ask")
        log.info("pulse of %s in %s: %s", one.week, circle.channel_id, became)


async def _write(care: Care, circle: Circle, now: datetime) -> None:
    """Bring the questions that still ask to those who can be reached now, unless the circle asks no more."""
    async with care.store.reading() as db:
        asking = [pulse for pulse in pulses.still_open(db, circle.channel_id) if pulse.still_asks(now)]
        reached = [(pulse, acts.to_write_to(db, pulse, now)) for pulse in asking if circle.asks_pulse]
    for pulse, user_ids in reached:
        await _write_to(care, circle, pulse, user_ids)


async def _write_to(care: Care, circle: Circle, pulse: Pulse, user_ids: list[str]) -> None:
    for at in range(0, len(user_ids), _AT_ONCE):
        fault("pulse.before_letters")
        async with care.store.transaction() as db:
            acts.write_to(db, circle, pulse, user_ids[at : at + _AT_ONCE])
        fault("pulse.after_letters")


async def _tell_managers(care: Care, circle: Circle, now: datetime) -> None:
    """Bring a result to the managers who are not in the channel; whom it did not reach in time can still ask for it."""
    async with care.store.reading() as db:
        found = results.to_settle(db, circle, now)
    for owed in found:
        fault("pulse.before_result")
        async with care.store.transaction() as db:
            is_in_time = results.settle(db, owed, now)
        fault("pulse.after_result")
        if not is_in_time:
            log.info("result of %s in %s: a manager could not be written to in time", owed.week, circle.channel_id)


async def _close(care: Care, pulse: Pulse, now: datetime) -> None:
    """End a question whose time is over, and leave nothing in the write-ahead log of how the answers came in."""
    if not pulse.is_over(now):
        return
    fault("pulse.before_close")
    async with care.store.transaction() as db:
        result = acts.close(db, pulse, now)
    fault("pulse.after_close")
    async with care.store.reading() as db:
        tombstones.scrub(db)
    log.info("pulse of %s in %s: %s", pulse.week, pulse.channel_id, "told" if result else "carried on")

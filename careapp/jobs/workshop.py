"""Keep the running workshops up to date, let those rest that nobody moves on, and tell when it is time for another."""

from datetime import datetime

from careapp.acts import circle as circle_acts
from careapp.acts import workshop as acts
from careapp.acts.apart import apart
from careapp.care import Care
from careapp.faults import fault
from careapp.practice.circle import Circle
from careapp.practice.workshop import Workshop
from careapp.store import answer_key as keys
from careapp.store import contribution as contributions
from careapp.store import tombstone as tombstones
from careapp.store import workshop as workshops


async def run(care: Care, now: datetime) -> None:
    """Look at every running workshop, and at every circle for what it is time to hold again."""
    async with care.store.reading() as db:
        running = workshops.running(db)
    for workshop in running:
        with apart(workshop.channel_id, "the workshop"):
            await _look_at(care, workshop, now)
    await _end_ratings(care)
    for circle in await circle_acts.active(care, now):
        with apart(circle.channel_id, "the next workshop"):
            await _tell_again(care, circle, now)


async def _look_at(care: Care, workshop: Workshop, now: datetime) -> None:
    fault("workshop.before_look")
    async with care.store.transaction() as db:
        kept = workshops.get(db, workshop.id)
        if kept and kept.state == "running":  # somebody may have paused it a moment ago
            acts.look_at(db, care, kept, now)
    fault("workshop.after_look")


async def _end_ratings(care: Care) -> None:
    """Leave nothing, in the write-ahead log either, of how the ratings came in whose step is over."""
    async with care.store.reading() as db:
        rated = {f"workshop-{workshop_id}" for workshop_id in contributions.being_rated(db)}
        if keys.drop_all_but(care.store.path, "workshop", rated):
            tombstones.scrub(db)


async def _tell_again(care: Care, circle: Circle, now: datetime) -> None:
    async with care.store.reading() as db:
        is_time = bool(acts.to_tell_again(db, care, circle, now))
    if is_time:
        fault("workshop.before_again")
        async with care.store.transaction() as db:
            acts.tell_again(db, care, circle, now)
        fault("workshop.after_again")

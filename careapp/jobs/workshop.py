"""Keep the running workshops up to date, and let those rest that nobody moves on."""

from datetime import datetime

from careapp.acts import workshop as acts
from careapp.acts.apart import apart
from careapp.care import Care
from careapp.faults import fault
from careapp.practice.workshop import Workshop
from careapp.store import workshop as workshops


async def run(care: Care, now: datetime) -> None:
    """Look at every running workshop."""
    async with care.store.reading() as db:
        running = workshops.running(db)
    for workshop in running:
        with apart(workshop.channel_id, "the workshop"):
            await _look_at(care, workshop, now)


async def _look_at(care: Care, workshop: Workshop, now: datetime) -> None:
    fault("workshop.before_look")
    async with care.store.transaction() as db:
        kept = workshops.get(db, workshop.id)
        if kept and kept.state == "running":  # somebody may have paused it a moment ago
            acts.look_at(db, care, kept, now)
    fault("workshop.after_look")

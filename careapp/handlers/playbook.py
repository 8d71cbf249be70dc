"""`/care playbook`, and the transaction in which people change what stands in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from careapp.acts import circle as circle_acts
from careapp.acts import playbook as acts
from careapp.care import Care
from careapp.faults import fault
from careapp.handlers.ask import Ask
from careapp.practice.occurrence import local_day
from careapp.store import Database


async def answer_playbook(ask: Ask) -> None:
    """Show the team's behaviours, their trend and where they came from, to the asker alone."""
    async with ask.care.store.reading() as db:
        circle = circle_acts.here(db, ask.channel_id, ask.user_id)
        shown = acts.overview(db, circle, ask.user_id, local_day(ask.care.now(), circle.zone))
    await ask.answer(shown)


@asynccontextmanager
async def changing_playbook(care: Care) -> AsyncIterator[Database]:
    """Let lessons and behaviours be changed; what is done in the block is on disk when it is left."""
    fault("playbook.before_act")
    async with care.store.transaction() as db:
        yield db
    fault("playbook.after_act")

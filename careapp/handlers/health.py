"""Showing how the practice lives in a circle."""

from careapp.acts import circle as circle_acts
from careapp.acts import health as acts
from careapp.blocks import health as blocks
from careapp.handlers.ask import Ask


async def answer_health(ask: Ask) -> None:
    """Show the asker alone how many stories were answered, and how many rounds were held."""
    async with ask.care.store.reading() as db:
        circle = circle_acts.here(db, ask.channel_id, ask.user_id)
        seen = acts.of_circle(db, ask.care, circle)
    await ask.answer(blocks.health_message(seen))

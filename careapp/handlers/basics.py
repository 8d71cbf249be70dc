"""The values and the basics, read by whoever asks."""

from careapp.blocks import basics as blocks
from careapp.handlers.ask import Ask


async def answer_values(ask: Ask) -> None:
    """Show the values of care."""
    await ask.answer(blocks.values_message(ask.care.library))


async def answer_basics(ask: Ask) -> None:
    """Show what care is about, on a page."""
    await ask.answer(blocks.basics_message(ask.care.library))

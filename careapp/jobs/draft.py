"""Forget drafts that nobody came back to."""

from datetime import datetime

from careapp.care import Care
from careapp.store import draft as drafts


async def run(care: Care, now: datetime) -> None:
    """Forget what is older than a month."""
    async with care.store.transaction() as db:
        drafts.sweep(db, now)

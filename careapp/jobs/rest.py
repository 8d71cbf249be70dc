"""Forget who rested on which day."""

from datetime import datetime, timedelta

from careapp.care import Care
from careapp.store import rest as rests


async def run(care: Care, now: datetime) -> None:
    """Forget [Not today] of days that are over everywhere on earth, and pauses that are."""
    async with care.store.transaction() as db:
        rests.sweep(db, (now - timedelta(days=1)).date())

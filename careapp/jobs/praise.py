"""Write to people what customers said of them, where they do not see it in the channel."""

from datetime import datetime

from careapp.acts import praise as acts
from careapp.care import Care
from careapp.faults import fault


async def run(care: Care, now: datetime) -> None:
    """Write the letters that are owed and may be sent now."""
    async with care.store.reading() as db:
        owed = acts.letters_due(db, now)
    for one in owed:
        fault("praise.before_letter")
        async with care.store.transaction() as db:
            acts.write(db, care, one)
        fault("praise.after_letter")

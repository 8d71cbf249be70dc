"""Forget those who asked for it, and keep what was taken back beside the backups too."""

from datetime import datetime

from careapp.acts import forget as acts
from careapp.care import Care
from careapp.jobs import backup


async def run(care: Care, now: datetime) -> None:
    """Do what is asked for; somebody forgotten makes a backup due."""
    has_forgotten = await acts.settle(care)
    await acts.mirror(care)
    if has_forgotten:
        await backup.run(care, care.now())

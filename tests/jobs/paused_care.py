"""Care in a process of its own, as `careapp run` runs it, but that a test sets its clock."""

import asyncio
import sys
from pathlib import Path

from careapp import app
from careapp.settings import Settings
from tests.reliability.child import SharedClock


async def run(clock: Path) -> None:
    """Run until the process is ended."""
    async with app.running(Settings(), SharedClock(clock)) as care, app.by_the_clock(care):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1])))

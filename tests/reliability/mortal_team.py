"""The demo's people with a Care in a process of its own, so that a fault point can end it."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from careapp.demo.play import new_sandbox, settings_for
from tests.conftest import MONDAY
from tests.reliability.care_process import nursery
from tests.reliability.workplace import Workplace
from tests.team import Team

KILLED = -9
_LONGEST_REST = 600


class MortalTeam(Team):
    """A team whose Care may die at any moment; no circle yet, and no Care either."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place.sandbox, settings_for(place.sandbox, place.database))
        self._place = place

    async def start(self, point: str = "", nth: int = 1) -> None:
        """Start Care, which ends at the n-th pass of a point; where that is on the way up, it has ended then."""
        await self._place.start({point: nth} if point else {})

    async def stop(self) -> None:
        """Stop Care."""
        await self._place.care.end()

    async def rise(self) -> None:
        """Start Care again; fail where it was not killed."""
        assert self._place.care.gone.is_set(), "Care did not come to its point"
        await self._place.buried()
        assert self._place.care.exit == KILLED
        await self.start()

    async def settle(self) -> None:
        """Wait until everything that was said is heard, kept and shown, or Care is dead."""
        for _ in range(_LONGEST_REST):
            await self.sandbox.settled()
            answer = await self._place.care.ask("rest")
            if answer is None:
                await self._place.buried()
                return
            if not answer["due"]:
                return
            self._place.move(1)
        raise RuntimeError("Care's posts do not come to rest")

    async def at(self, instant: datetime) -> None:
        """Move the clock of both to an instant, also back; let the jobs run, and settle."""
        self._place.move((instant - self.sandbox.clock.now()).total_seconds())
        await self._place.care.ask("tick")
        await self.settle()

    def kept(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what Care's database holds."""
        with closing(sqlite3.connect(self.settings.care_database)) as conn:
            return conn.execute(sql).fetchall()


@contextlib.asynccontextmanager
async def mortal_team(folder: Path) -> AsyncIterator[MortalTeam]:
    """Open the demo's workspace with its clock standing still, and with nobody in it but people."""
    sandbox = new_sandbox(MONDAY)
    sandbox.clock.freeze()
    async with nursery() as care, sandbox:
        try:
            yield MortalTeam(Workplace(sandbox, care, folder))
        finally:
            await care.end()

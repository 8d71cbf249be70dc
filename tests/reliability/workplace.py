"""Twenty people on a local Slack that lives through Care's deaths, on a clock that both share."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from careapp.demo.play import settings_for
from careapp.sandbox import Sandbox
from careapp.settings import Settings, manifest_path
from tests.reliability.care_process import CareProcess
from tests.reliability.child import SharedClock
from tests.reliability.ledger import Ledger

CHANNEL, OUTSIDER = "CCARE", "UZOE"
PEOPLE = [f"p{n:02}" for n in range(1, 21)]
BEGINS = datetime(2026, 11, 2, 15, 50, tzinfo=UTC)  # a Monday, 16:50 in Berlin
_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
Json = dict[str, Any]


class Workplace:
    """The people, their Slack, and the Care that is or is not there."""

    def __init__(self, sandbox: Sandbox, care: CareProcess, folder: Path) -> None:
        self.sandbox = sandbox
        self.care = care
        self.ledger = Ledger(sandbox.slack.deliveries)
        self.database = folder / "care.db"
        self._shared = SharedClock(folder / "clock")
        self._clock_path = folder / "clock"
        self._settings: Settings = settings_for(sandbox, self.database)
        self._watching: asyncio.Task[None] | None = None
        self.move(0)

    @property
    def channel(self) -> Any:
        """The circle's channel."""
        return self.sandbox.slack.workspace.channels[CHANNEL]

    async def start(self, armed: dict[str, int], spoilt: str = "") -> bool:
        """Start Care with points armed; False where it died at once."""
        is_up = await self.care.start(self._settings, self._clock_path, armed, spoilt)
        self._watching = asyncio.create_task(self._watch())
        return is_up

    async def buried(self) -> None:
        """Wait, after a death, until Slack has noticed that nobody is there and nobody will answer."""
        if self._watching:
            await self._watching
        await self.sandbox.settled()

    async def act(self, name: str, who: str, /, **given: Any) -> Json:
        """Let a person do something, with what Slack answers them."""
        return await self.sandbox.act(name, user=_id(who), **given)

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self.sandbox.clock.advance(seconds)
        self._shared.put(self.sandbox.clock.now())

    def move_to(self, minutes: float) -> None:
        """Let time pass until some minutes after the beginning, where it has not yet."""
        left = BEGINS + timedelta(minutes=minutes) - self.sandbox.clock.now()
        self.move(max(left.total_seconds(), 0))

    def form_of(self, who: str) -> Json | None:
        """Return the form that a person has open."""
        stack = self.sandbox.slack.views.stack_of(_id(who))
        return stack[-1] if stack else None

    def from_care(self) -> list[Json]:
        """Return Care's messages in the channel, threads included, oldest first."""
        return [m for m in self.messages() if m.get("bot_id")]

    def messages(self) -> list[Json]:
        """Return every message in the channel, oldest first."""
        return sorted(self.channel.messages.values(), key=lambda message: float(message["ts"]))

    async def _watch(self) -> None:
        await self.care.gone.wait()
        socket = self.sandbox.slack.socket_mode
        if socket.connected:
            down, before = asyncio.Event(), socket.on_connected
            socket.on_connected = lambda up: None if up else down.set()
            await asyncio.wait_for(down.wait(), 10)
            socket.on_connected = before
        self.sandbox.slack.deliveries.expire()


@contextlib.asynccontextmanager
async def workplace(care: CareProcess) -> AsyncIterator[Workplace]:
    """Open a new workplace, with a folder for Care's database in memory where there is such a place."""
    everybody = [{"handle": handle, "name": handle.title(), "zone": "Europe/Berlin"} for handle in [*PEOPLE, "zoe"]]
    described = {"name": "Matrix", "person": everybody, "channel": [{"name": "care", "members": PEOPLE}]}
    manifest = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
    sandbox = Sandbox(manifest, described, BEGINS)
    sandbox.clock.freeze()
    with tempfile.TemporaryDirectory(prefix="care-matrix-", dir=_MEMORY) as folder:
        async with sandbox:
            try:
                yield Workplace(sandbox, care, Path(folder))
            finally:
                await care.end()


def _id(who: str) -> str:
    return "U" + who.upper()

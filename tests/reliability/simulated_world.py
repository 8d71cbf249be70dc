"""A local Slack, a Care that can be crashed at any turn of the loop, and a clock that Care may read wrongly."""

import asyncio
import copy
import os
import shutil
import tempfile
import tomllib
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from slack_sdk.web.async_client import AsyncWebClient

from careapp import demo
from careapp.acts import forget
from careapp.app import bolt_app
from careapp.care import Care
from careapp.clock import SlackClock
from careapp.connection.envelope import Envelopes
from careapp.jobs import (
    answer,
    backlog,
    behaviour,
    digest,
    lesson,
    note,
    person,
    post,
    praise,
    pulse,
    rest,
    round,
    workshop,
)
from careapp.library import Library
from careapp.library_folder import read_library
from careapp.sandbox import Sandbox
from careapp.sandbox.deliveries import Deliveries
from careapp.settings import HOUSE, manifest_path
from careapp.store import Store
from careapp.store import post as posts
from tests.reliability.in_process_slack import Disk, Json, Line, Session, Socket, turns

MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path(tempfile.gettempdir())
OFTEN = (round, digest, post)
JOBS = (round, digest, answer, note, pulse, workshop, lesson, behaviour, praise, rest, post)
_A_MINUTE = timedelta(minutes=1)  # between two looks of the jobs that are not run often
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_ALL_IS_OVER = 100  # turns of the loop after which whoever can go on has done so


class WrongClock:
    """Care's clock: the true one, and by how much it is wrong."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.wrong_by = timedelta(0)
        self._true = sandbox.clock

    def skip(self) -> None:
        """Go on by some minutes at once, as after the machine slept."""
        self.wrong_by += timedelta(minutes=10)

    def now(self) -> datetime:
        """Return what Care takes for the present instant, aware, in UTC."""
        return self._true.now() + self.wrong_by

    def monotonic(self) -> float:
        """Return how many seconds have truly passed."""
        return self._true.monotonic()


class World:
    """Slack, the people in it, and Care; `dice` decides all that is left open, and is set anew for every step."""

    def __init__(self, folder: Path, begins: datetime, dice: Random) -> None:
        self.dice = dice
        self.sandbox = Sandbox(copy.deepcopy(_manifest()), copy.deepcopy(_workspace()), begins)
        self.sandbox.clock.freeze()
        self.sandbox.clock.set(begins)  # it ran on until it froze
        self.slack = self.sandbox.slack
        self.slack.url = "http://127.0.0.1"
        self.socket = Socket(lambda: self.dice)
        self.slack.deliveries = Deliveries(self.socket, self.sandbox.clock, self.slack.calls)
        self.slack.deliveries.ack_seconds = 3600
        self.socket.on_no_ack = self._no_ack
        self.line = Line(self.sandbox, lambda: self.dice)
        self.clock = WrongClock(self.sandbox)
        self.line.skip = self.clock.skip
        self.watch: Callable[[Json], object] = id
        self.path = folder / "care.db"
        self.looked_at_all = False
        self._looked_at = _NEVER
        self._care: Care | None = None
        self._disk = Disk(lambda: self.dice)
        shutil.copy(_empty_database(), self.path)

    @property
    def care(self) -> Care:
        """The Care that runs now."""
        assert self._care
        return self._care

    @property
    def is_up(self) -> bool:
        """Whether Care runs."""
        return self._care is not None

    async def start(self) -> None:
        """Start Care on the database that is there, as `careapp run` does."""
        self._looked_at = _NEVER
        self._disk = Disk(lambda: self.dice)
        store = Store.open(self.path)
        store._disk.shutdown()
        store._disk = self._disk  # the order of commits must follow from the seed
        asyncio.get_running_loop().set_default_executor(self._disk)
        session: Any = Session(self.line)
        client = AsyncWebClient(self.slack.bot_token, f"{self.slack.url}/api/", session=session, retry_handlers=[])
        me = self.slack.workspace
        slack_clock = session.slack_clock = SlackClock(self.clock)
        self._care = Care(
            store, client, client, session, self.clock, slack_clock, _library(), me.bot_user_id, me.team_id
        )
        async with store.transaction() as db:
            posts.recover(db)
        await person.run(self._care, self._care.now())
        await forget.recall(self._care)
        self.socket.care = Envelopes(bolt_app(self._care))
        self._care.soon(backlog.run(self._care, self._care.now()))

    async def stop(self) -> None:
        """Stop Care kindly."""
        if self._care:
            await self.quiet()
            self.socket.cut()
            await self._care.settle()
            await self._care.store.close()
            self._care = None

    async def crash(self, *under_way: "asyncio.Task[Any]") -> None:
        """End Care as a power cut would: nothing more is written, sent or acked."""
        care, self._care = self._care, None
        self._disk.is_dead = True
        left = [*under_way, *self.socket.cut()]
        if care:
            left += care._tasks
            care.store._db.conn.close()
            care.store._lock.close()
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await self.slack.deliveries.settled()

    async def together(self, *works: Coroutine[Any, Any, Any], crash_after: int | None = None) -> list[Any]:
        """Do several things at once; with `crash_after`, Care ends after so many turns. Return what each came to."""
        doing = [asyncio.get_running_loop().create_task(work) for work in works]
        if crash_after is not None:
            await turns(crash_after)
            await self.crash()
            await turns(_ALL_IS_OVER)
            for task in doing:
                task.cancel()  # it waits for a Care that is gone
        return await asyncio.gather(*doing, return_exceptions=True)

    async def quiet(self) -> None:
        """Wait until nothing is under way; what was written meanwhile is sent as far as Slack's pace allows."""
        for _ in range(50):
            await self.slack.deliveries.settled()
            if not self._care:
                return
            await self._care.settle()
            if not self._care.store.changed.is_set():
                return
            self._care.store.changed.clear()
            await post.run(self._care, self._care.now())
        raise AssertionError("Care never rests")

    async def tick(self) -> None:
        """Let what is due now happen; the jobs that look once a minute do so once a minute, by Care's clock."""
        self.looked_at_all = self._care is not None and abs(self.clock.now() - self._looked_at) >= _A_MINUTE
        if self._care:
            self._looked_at = self.clock.now() if self.looked_at_all else self._looked_at
            await _unless_crashed(self, forget.settle(self._care))
            for job in JOBS if self.looked_at_all else OFTEN:
                await _unless_crashed(self, job.run(self._care, self._care.now()))

    async def show(self) -> None:
        """Let some seconds pass in which Care shows what waits, as fast as Slack lets it."""
        for _ in range(4):
            self.pass_time(1.1)
            await self.deliver()
            await self.quiet()

    async def deliver(self) -> None:
        """Send what may be sent now."""
        if self._care:
            await _unless_crashed(self, post.run(self._care, self._care.now()))

    def pass_time(self, seconds: float) -> None:
        """Let true time pass."""
        self.sandbox.clock.advance(seconds)

    async def act(self, name: str, /, **given: Any) -> Json:
        """Let somebody do something in Slack; `watch` is told of it."""
        self.watch(given)
        return await self.sandbox.act(name, **given)

    def _no_ack(self, envelope_id: str) -> None:
        waiting = self.slack.deliveries._waiting.get(envelope_id)
        if waiting and not waiting.done():
            waiting.set_exception(TimeoutError())


async def _unless_crashed(world: World, work: Awaitable[Any]) -> None:
    """What a crash cuts short raises whatever it likes."""
    try:
        await work
    except Exception:
        if world.is_up:
            raise


@cache
def _manifest() -> Json:
    made: Json = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
    return made


@cache
def _workspace() -> Json:
    return tomllib.loads((Path(demo.__file__).parent / "workspace.toml").read_text(encoding="utf-8"))


@cache
def _library() -> Library:
    return read_library(HOUSE / "data")


@cache
def _empty_database() -> Path:
    path = MEMORY / f"care-simulation-{os.getpid()}.db"
    path.unlink(missing_ok=True)
    store = Store.open(path)
    store._db.conn.close()
    store._lock.close()
    return path

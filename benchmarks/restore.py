"""The drill: backups under load, backups that are killed, and how long a restore takes. `make restore-drill`."""

import asyncio
import contextlib
import random
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic

import click

from careapp.practice.backup import read_name
from careapp.practice.circle import Circle
from careapp.practice.story import Story
from careapp.store import Store
from careapp.store import backup as backups
from careapp.store import circle as circles
from careapp.store import restore as restores
from careapp.store import story as stories

CHANNEL = "CDRILL"
BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
WANTED = 60  # seconds for a restore
_WORDS = "I drove back to the shop with the missing screws and stayed until the shelf stood. " * 3
_MAKE = """
import sys
from datetime import datetime
from pathlib import Path
from careapp.store import backup
backup.make_of_file(Path(sys.argv[1]), Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3]))
"""


@dataclass
class Drill:
    """What the drill came to. `kept` counts the stories whose teller was told that they are kept."""

    kept: int = 0
    good: int = 0
    made: int = 0
    killed: int = 0
    broken: list[str] = field(default_factory=list)
    longest_wait: float = 0.0
    longest_backup: float = 0.0
    restored_in: float = 0.0
    restored: int = 0
    expected: int = 0

    @property
    def is_passed(self) -> bool:
        """Whether every backup was good, nothing was broken, and the restore was whole and quick."""
        whole = self.good == self.made and not self.broken and self.restored == self.expected
        return whole and self.restored_in < WANTED

    def told(self) -> str:
        """Return the figures in a few lines."""
        return (
            f"{self.good} of {self.made} backups good; the longest took {self.longest_backup:.2f} s, and the longest"
            f" wait for a commit meanwhile {self.longest_wait:.2f} s\n"
            f"{self.killed} backups killed at random moments; broken by that: {len(self.broken)} {self.broken or ''}\n"
            f"{self.restored:,} of {self.expected:,} stories restored in {self.restored_in:.2f} s"
            f" (wanted: under {WANTED} s)"
        )


async def run(folder: Path, *, number: int, times: int, writers: int, kills: int, seed: int = 1) -> Drill:
    """Run the drill in an empty folder."""
    drill, path = Drill(), folder / "care.db"
    store = Store.open(path)
    await _build(store, drill, number)
    async with _under_load(store, drill, writers):
        for n in range(times):
            await _back_up(store, drill, BEGAN + timedelta(minutes=n))
        for n in range(kills):
            await _kill_one(store, drill, random.Random(seed + n), BEGAN + timedelta(minutes=times + n))
    last = await _back_up(store, drill, BEGAN + timedelta(minutes=times + kills))
    drill.expected = drill.kept
    await store.close()
    _restore(drill, path, last)
    return drill


def _restore(drill: Drill, path: Path, backup: Path) -> None:
    named = read_name(backup.name)
    assert named
    began = monotonic()
    restores.bring_back(path, backup.parent, named, named.made_at + timedelta(hours=1))
    drill.restored_in = monotonic() - began
    drill.restored = _count(path)


async def _build(store: Store, drill: Drill, number: int) -> None:
    async with store.transaction() as db:
        circles.put(db, Circle(CHANNEL, "Europe/Berlin", BEGAN, "drill"))
    for at in range(0, number, 1000):
        async with store.transaction() as db:
            for n in range(at, min(at + 1000, number)):
                stories.add(db, _story(f"U{n % 50}", f"built:{n}"))
        drill.kept += min(1000, number - at)


def _story(teller: str, key: str) -> Story:
    return Story(0, CHANNEL, BEGAN.date(), None, teller, _WORDS, "command", BEGAN, key)


@contextlib.asynccontextmanager
async def _under_load(store: Store, drill: Drill, writers: int) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(_write(store, drill, f"UW{n}")) for n in range(writers)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for ended in await asyncio.gather(*tasks, return_exceptions=True):
            if not isinstance(ended, asyncio.CancelledError):
                drill.broken.append(repr(ended))


async def _write(store: Store, drill: Drill, teller: str) -> None:
    """Tell two stories a second."""
    n = 0
    while True:
        n, began = n + 1, monotonic()
        await asyncio.shield(_tell(store, drill, _story(teller, f"{teller}:{n}")))
        drill.longest_wait = max(drill.longest_wait, monotonic() - began)
        await asyncio.sleep(0.5)


async def _tell(store: Store, drill: Drill, story: Story) -> None:
    async with store.transaction() as db:
        stories.add(db, story)
    drill.kept += 1


async def _back_up(store: Store, drill: Drill, now: datetime) -> Path:
    kept, began = drill.kept, monotonic()
    made = await store.beside(partial(backups.make, folder=store.backups, now=now))
    drill.longest_backup = max(drill.longest_backup, monotonic() - began)
    drill.made += 1
    drill.good += not await asyncio.to_thread(backups.flaw, made) and _count(made) >= kept
    return made


async def _kill_one(store: Store, drill: Drill, dice: random.Random, now: datetime) -> None:
    arguments = [str(store.path), str(store.backups), now.isoformat()]
    making = await asyncio.create_subprocess_exec(sys.executable, "-c", _MAKE, *arguments)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(making.wait(), dice.uniform(0.2, 2.0))
    if making.returncode is None:
        making.kill()
        drill.killed += 1
    await making.wait()
    for one in backups.listed(store.backups):
        if await asyncio.to_thread(backups.flaw, store.backups / one.name):
            drill.broken.append(one.name)


def _count(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as conn:
        count: int = conn.execute("SELECT count(*) FROM stories").fetchone()[0]
        return count


@click.command()
@click.option("--number", default=100_000, show_default=True, help="How many stories there are.")
@click.option("--times", default=100, show_default=True, help="How many backups are made.")
@click.option("--writers", default=100, show_default=True, help="How many people tell two stories a second meanwhile.")
@click.option("--kills", default=25, show_default=True, help="How many backups are killed.")
def main(**asked: int) -> None:
    """Run the drill, and fail where it did."""
    with tempfile.TemporaryDirectory(prefix="care-drill-") as folder:
        drill = asyncio.run(run(Path(folder), **asked))
    click.echo(drill.told())
    sys.exit(not drill.is_passed)


if __name__ == "__main__":
    main()

"""Time starts the jobs, whatever is done to the machine's clock."""

import asyncio
from datetime import UTC, datetime, timedelta

import apscheduler.schedulers.base
import apscheduler.triggers.interval
import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler

import careapp.clock
from careapp import app
from careapp.care import Care
from careapp.jobs import Job
from tests.team import Team

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Setable(datetime):
    """The machine's clock, which can be set: `off` is by how much."""

    off = timedelta(0)

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        """Return the present instant as the machine tells it."""
        return datetime.now(UTC) + cls.off


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> type[Setable]:
    """A clock that can be set back, for Care and for its scheduler."""
    monkeypatch.setattr(Setable, "off", timedelta(0))
    for reader in (careapp.clock, apscheduler.schedulers.base, apscheduler.triggers.interval):
        monkeypatch.setattr(reader, "datetime", Setable)
    return Setable


async def test_jobs_go_on_while_the_clock_is_set_back(
    team: Team, machine: type[Setable], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = asyncio.Event()

    async def run(care: Care, now: datetime) -> None:
        ran.set()

    monkeypatch.setattr(app, "JOBS", (Job("look", 1, run),))
    monkeypatch.setattr(app, "_LOOK_AT_CLOCK_EVERY", 0.1)
    async with app.by_the_clock(team.care):
        await asyncio.wait_for(ran.wait(), 5)
        machine.off = -HOUR
        for _ in range(3):  # it does not come to rest after the first
            ran.clear()
            await asyncio.wait_for(ran.wait(), 10)


@pytest.mark.parametrize(
    ("due_in", "runs_in"),
    [
        (timedelta(seconds=5), timedelta(seconds=5)),
        (timedelta(seconds=-3), timedelta(seconds=-3)),
        (timedelta(seconds=5.1), timedelta(0)),
        (HOUR, timedelta(0)),
        (timedelta(days=3650), timedelta(0)),
    ],
)
async def test_what_lies_further_ahead_than_its_interval_runs_now(due_in: timedelta, runs_in: timedelta) -> None:
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.start(paused=True)
    scheduler.add_job(lambda: None, "interval", id="look", seconds=5, next_run_time=NOW + due_in)
    app.pull_back(scheduler, NOW)
    assert scheduler.get_job("look").next_run_time == NOW + runs_in
    scheduler.shutdown(wait=False)

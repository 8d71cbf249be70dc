"""Time starts the jobs, whatever is done to the machine's clock."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import apscheduler.schedulers.base
import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from hypothesis import given
from hypothesis import strategies as st

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
    for reader in (careapp.clock, apscheduler.schedulers.base):
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


@pytest.mark.parametrize("years", [1, 5, 20])
async def test_a_clock_that_is_set_years_on_costs_no_step_for_each_run_that_was_missed(
    team: Team, machine: type[Setable], monkeypatch: pytest.MonkeyPatch, years: int
) -> None:
    computed: list[datetime] = []
    ran = asyncio.Event()
    next_of = app.Every.get_next_fire_time

    def counted(every: app.Every, previous: datetime | None, now: datetime) -> datetime:
        computed.append(next_of(every, previous, now))
        assert len(computed) < 100, "it steps through what was missed"
        return computed[-1]

    async def run(care: Care, now: datetime) -> None:
        ran.set()

    monkeypatch.setattr(app, "JOBS", tuple(replace(job, run=run) for job in app.JOBS))
    async with app.by_the_clock(team.care):
        await asyncio.wait_for(ran.wait(), 5)
        monkeypatch.setattr(app.Every, "get_next_fire_time", counted)
        machine.off = timedelta(days=365 * years)
        while len(computed) < 2 * len(app.JOBS):  # every job ran once for all its runs, and has a next one
            ran.clear()
            await asyncio.wait_for(ran.wait(), 5)
    assert min(computed) > datetime.now(UTC) + timedelta(days=365 * years - 1)


@given(seconds=st.integers(1, 40_000), missed=st.floats(0, 1e9))
def test_the_next_run_is_on_the_beat_and_the_first_one_to_come(seconds: int, missed: float) -> None:
    now = NOW + timedelta(seconds=missed)
    coming = app.Every(seconds).get_next_fire_time(NOW, now)
    assert timedelta(0) < coming - now <= timedelta(seconds=seconds)
    assert (coming - NOW) % timedelta(seconds=seconds) == timedelta(0)


def test_the_run_after_one_that_is_still_to_come_is_one_beat_later() -> None:
    assert app.Every(5).get_next_fire_time(NOW + HOUR, NOW) == NOW + HOUR + timedelta(seconds=5)


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
    scheduler.add_job(lambda: None, app.Every(5), id="look", next_run_time=NOW + due_in)
    app.pull_back(scheduler, NOW)
    assert scheduler.get_job("look").next_run_time == NOW + runs_in
    scheduler.shutdown(wait=False)

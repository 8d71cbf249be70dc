"""Starts the local Slack and Care beside it, makes the history, and leaves both running."""

import contextlib
import os
import tempfile
import tomllib
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

import click
import yaml
from pydantic import SecretStr

from careapp.app import by_the_clock, running
from careapp.care import Care
from careapp.clock import SystemClock
from careapp.demo.days import live_until
from careapp.demo.history import moments
from careapp.demo.replay import replay
from careapp.sandbox import Sandbox
from careapp.settings import Settings, manifest_path

HERE = Path(__file__).parent
WEEKS = 3
_BEGINS = time(16, 56, tzinfo=ZoneInfo("Europe/Berlin"))  # a minute into the front line's round


async def play(port: int) -> None:
    """Run the demo until it is stopped; `port` 0 takes any that is free. Raises why Care gave up, where it does."""
    began = monotonic()
    async with ready(port, _monday(SystemClock().now().date())) as (sandbox, care), by_the_clock(care):
        sandbox.mover = partial(live_until, sandbox, care)
        sandbox.clock.run()
        click.echo(f"Care is ready after {monotonic() - began:.1f} s. Open {sandbox.url}/")
        click.echo("Everything is made up and stays on this machine. Stop it with Ctrl-C.")
        await care.until_given_up()


@contextlib.asynccontextmanager
async def ready(port: int, today: date) -> AsyncIterator[tuple[Sandbox, Care]]:
    """Run a local Slack and Care with the history behind them; the clock stands still in today's round, a Monday's."""
    first_day = today - timedelta(weeks=WEEKS)
    sandbox = new_sandbox(datetime.combine(first_day, time(), tzinfo=UTC))
    sandbox.clock.freeze()
    async with contextlib.AsyncExitStack() as stack:
        await _start(sandbox, port)
        stack.push_async_callback(sandbox.stop)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="care-demo-", dir=_quick_place())))
        care = await stack.enter_async_context(running(settings_for(sandbox, folder / "care.db"), sandbox.clock))
        await replay(sandbox, care, moments(HERE / "history.toml", first_day))
        await live_until(sandbox, care, datetime.combine(today, _BEGINS))
        _forget_whispers(sandbox)
        yield sandbox, care


def _forget_whispers(sandbox: Sandbox) -> None:
    """What Slack shows to one person alone does not outlive the day."""
    for channel in sandbox.slack.workspace.channels.values():
        channel.ephemeral.clear()


def new_sandbox(now: datetime) -> Sandbox:
    """Return a local Slack with Care's manifest and the demo's workspace."""
    manifest = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
    workspace = tomllib.loads((HERE / "workspace.toml").read_text(encoding="utf-8"))
    return Sandbox(manifest, workspace, now)


def settings_for(sandbox: Sandbox, database: Path) -> Settings:
    """Return the settings that connect Care to a local Slack."""
    return Settings(
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_app_token=SecretStr(sandbox.app_token),
        slack_api_url=f"{sandbox.url}/api/",
        care_database=database,
    )


def _quick_place() -> str | None:
    """The demo's database is thrown away, so it may lie in memory where the machine offers that."""
    memory = Path("/dev/shm")  # noqa: S108
    return str(memory) if memory.is_dir() and os.access(memory, os.W_OK) else None


async def _start(sandbox: Sandbox, port: int) -> None:
    try:
        await sandbox.start(port)
    except OSError:
        click.echo(f"Port {port} is taken, so another is opened.")
        await sandbox.start(0)


def _monday(day: date) -> date:
    return day - timedelta(days=day.isoweekday() - 1)

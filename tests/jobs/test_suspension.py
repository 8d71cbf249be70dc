"""A machine that sleeps over a round's time: the process is stopped, time goes on without it, and it wakes up."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from careapp.settings import HOUSE
from tests.reliability.child import SharedClock
from tests.team import Team, words

FRONTLINE = "care-frontline"
DUE = datetime(2026, 11, 2, 15, 55, tzinfo=UTC)
PATIENCE = 60  # real seconds; nothing takes so long but what hangs


async def test_a_suspended_care_wakes_to_what_is_due_and_tells_what_it_slept_through(
    team: Team, tmp_path: Path
) -> None:
    await team.set_up()
    await team.stop()
    clock = SharedClock(tmp_path / "clock")
    clock.put(team.sandbox.clock.now())
    async with _own_process(team, tmp_path / "clock") as pid:
        os.kill(pid, signal.SIGSTOP)
        now = DUE + timedelta(days=1, minutes=10)
        team.sandbox.clock.set(now)
        clock.put(now)
        with _heard(team, "chat.postMessage") as posted:
            os.kill(pid, signal.SIGCONT)
            await asyncio.wait_for(posted.wait(), PATIENCE)
        opened = words(team.from_care(FRONTLINE)[-1])
        assert "I was not awake at 16:55, so we begin 10 minutes late today." in opened
        home = words(await team_home(team, "jonas"))
        assert "Missed: the round of Monday, because Care was not awake at 16:55." in home


async def team_home(team: Team, who: str) -> dict[str, Any]:
    """Open App Home where Care runs elsewhere."""
    opened = await team.sandbox.act("open_home", user=f"U{who.upper()}", tab="home")
    return dict(opened["view"])


@contextlib.asynccontextmanager
async def _own_process(team: Team, clock: Path) -> AsyncIterator[int]:
    environment = {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": team.sandbox.bot_token,
        "SLACK_APP_TOKEN": team.sandbox.app_token,
        "SLACK_API_URL": team.settings.slack_api_url,
        "CARE_DATABASE": str(team.settings.care_database),
    }
    up = asyncio.Event()
    team.sandbox.slack.socket_mode.on_connected = lambda connected: up.set() if connected else None
    command = [sys.executable, "-m", "tests.jobs.paused_care", str(clock)]
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, env=environment, cwd=HOUSE, stderr=quiet)
    try:
        await asyncio.wait_for(up.wait(), PATIENCE)
        yield process.pid
    finally:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        await asyncio.wait_for(process.wait(), PATIENCE)


@contextlib.contextmanager
def _heard(team: Team, method: str) -> Any:
    """An event that is set once Slack has taken a call of a method."""
    done, calls = asyncio.Event(), team.sandbox.slack.calls
    before: Callable[[dict[str, Any]], None] = calls.on_row

    def note(row: dict[str, Any]) -> None:
        before(row)
        if row["name"] == method and row["ok"]:
            done.set()

    calls.on_row = note
    yield done
    calls.on_row = before

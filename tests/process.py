"""`careapp run` as a process of its own, as a supervisor sees it."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from careapp.demo.play import new_sandbox, settings_for
from careapp.demo.replay import submit
from careapp.sandbox import Sandbox
from careapp.settings import Settings

FRONTLINE = {"channel": "CCAREFRONTLINE"}


class Process:
    """A Care that runs, and what it says."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._lines: list[str] = []

    @property
    def said(self) -> str:
        """All that was read of its words so far."""
        return "".join(self._lines)

    async def says(self, words: str) -> None:
        """Read on until a line holds these words."""
        assert self._process.stdout
        async with asyncio.timeout(20):
            while line := (await self._process.stdout.readline()).decode():
                self._lines.append(line)
                if words in line:
                    return
        raise AssertionError(f"it never said {words!r}, but:\n{self.said}")

    def signal(self, number: int) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    async def code(self, within: float = 10) -> int:
        """Wait until it has left, so many seconds at most, and return its exit code."""
        async with asyncio.timeout(within):
            rest, _ = await self._process.communicate()
        self._lines.append(rest.decode())
        assert self._process.returncode is not None
        return self._process.returncode

    async def end(self) -> None:
        """End it, whatever it does."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.communicate()


class Calls:
    """What the sandbox has taken so far, and a way to wait for more of it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._calls = sandbox.slack.calls
        self._changed = asyncio.Event()
        self._calls.on_row = lambda row: self._changed.set()

    async def until(self, is_so: Callable[[list[dict[str, Any]]], bool]) -> None:
        """Wait until the rows of all calls are so."""
        async with asyncio.timeout(20):
            while not is_so(list(self._calls.rows)):
                self._changed.clear()
                await self._changed.wait()


def heed_a_hang_up() -> None:
    """Let SIGHUP do what it does of itself, also where the tests run under nohup."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@contextlib.asynccontextmanager
async def workspace() -> AsyncIterator[Sandbox]:
    """A local Slack whose time is the machine's."""
    async with new_sandbox(datetime.now(UTC)) as sandbox:
        yield sandbox


@contextlib.asynccontextmanager
async def care_process(sandbox: Sandbox, folder: Path, *python: str) -> AsyncIterator[Process]:
    """Run `careapp run`, or other Python, with the tokens of a local Slack, until the block is left."""
    settings = settings_for(sandbox, folder / "care.db")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *(python or ("-m", "careapp", "run")),
        cwd=folder,
        env=_environment(settings),
        preexec_fn=heed_a_hang_up,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    running = Process(process)
    try:
        yield running
    finally:
        sandbox.faults.clear()
        await running.end()


async def set_up(sandbox: Sandbox) -> None:
    """Make the front line's channel a circle."""
    await sandbox.act("command", user="UMAYA", **FRONTLINE, command="/care", text="setup")
    assert (await submit(sandbox, "UMAYA", {}))["ok"]


def shown(sandbox: Sandbox) -> list[str]:
    """Return the words of all that Care shows in the front line's channel."""
    kept = sandbox.slack.workspace.channels[FRONTLINE["channel"]].messages.values()
    return [str(message["blocks"]) for message in kept if message.get("bot_id")]


def _environment(settings: Settings) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": settings.slack_bot_token.get_secret_value(),
        "SLACK_APP_TOKEN": settings.slack_app_token.get_secret_value(),
        "SLACK_API_URL": settings.slack_api_url,
        "CARE_DATABASE": str(settings.care_database),
    }

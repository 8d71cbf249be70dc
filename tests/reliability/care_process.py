"""The matrix's side of a Care in a process of its own: bring it up, talk to it, see it die."""

import asyncio
import contextlib
import json
import os
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from careapp.settings import HOUSE, Settings

PATIENCE = 30  # real seconds; nothing takes so long but what hangs
_PLAIN = ("PATH", "HOME", "PYTHONPATH")
_QUIET = {"OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}


class CareProcess:
    """At most one Care at a time; `gone` is set while there is none, `exit` is how the last one ended."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.gone = asyncio.Event()
        self.gone.set()
        self.exit = 0
        self._writer = writer
        self._asked: asyncio.Future[dict[str, Any] | None] | None = None
        self._listening = asyncio.create_task(self._listen(reader))

    async def start(self, settings: Settings, clock: Path, armed: dict[str, int], spoilt: str = "") -> bool:
        """Bring Care up; False where it died on the way."""
        plain = {name: str(getattr(settings, name)) for name in ("slack_api_url", "care_database", "care_library")}
        for name in ("slack_bot_token", "slack_app_token"):
            plain[name] = getattr(settings, name).get_secret_value()
        self.gone.clear()
        birth = {"settings": plain, "clock": str(clock), "armed": armed, "spoilt": spoilt}
        return await self.ask(json.dumps(birth)) is not None

    async def ask(self, word: str) -> dict[str, Any] | None:
        """Say a word to Care and return its answer, None where it died instead."""
        if self.gone.is_set():
            return None
        self._asked = asyncio.get_running_loop().create_future()
        self._writer.write(word.encode() + b"\n")
        return await asyncio.wait_for(self._asked, PATIENCE)

    async def end(self) -> int:
        """Stop Care where it runs; return its exit code."""
        if not self.gone.is_set():
            await self.ask("stop")
        return self.exit

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            answer = json.loads(line)
            if "died" in answer:
                self.exit = answer["died"]
                self.gone.set()
            if self._asked and not self._asked.done():
                self._asked.set_result(None if "died" in answer else answer)


@contextlib.asynccontextmanager
async def nursery(verbose: bool = False) -> AsyncIterator[CareProcess]:
    """Run a nursery, which has Care imported so that a new one starts in no time."""
    here, there = socket.socketpair()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.reliability.child", str(there.fileno())),
        pass_fds=[there.fileno()],
        cwd=HOUSE,
        env={name: os.environ[name] for name in _PLAIN if name in os.environ} | _QUIET,
        stderr=None if verbose else asyncio.subprocess.DEVNULL,
    )
    there.close()
    reader, writer = await asyncio.open_connection(sock=here)
    try:
        yield CareProcess(reader, writer)
    finally:
        writer.close()
        await process.wait()

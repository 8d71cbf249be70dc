"""Care in a process of its own, as `careapp run` runs it, with a clock that the benchmark sets over a pipe."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from time import monotonic

from careapp.app import by_the_clock, running
from careapp.care import Care
from careapp.jobs import JOBS
from careapp.sandbox import Sandbox
from careapp.settings import Settings


@dataclass(frozen=True)
class Report:
    """How the child is: tasks on its loop, and posts that Slack does not show yet."""

    tasks: int
    unfinished: int


class PipedClock:
    """Runs on from an instant until it is told another."""

    def __init__(self, instant: datetime) -> None:
        self.set(instant)

    def set(self, instant: datetime) -> None:
        """Go on from an instant, aware, in UTC."""
        self._instant, self._since = instant, monotonic()

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return self._instant + timedelta(seconds=monotonic() - self._since)

    def monotonic(self) -> float:
        """Return the present instant in seconds: nobody sets it back."""
        return self.now().timestamp()


class CareProcess:
    """The other end: a running child whose clock can be set."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process, self._log = process, log

    @property
    def cpu_seconds(self) -> float:
        """How long the child has kept a processor busy; 0 where /proc does not tell."""
        stat = Path(f"/proc/{self._process.pid}/stat")
        if not stat.exists():
            return 0
        user, system = stat.read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    @property
    def resources(self) -> tuple[float, int, int]:
        """The child's memory in MiB, its threads and its open files, as /proc tells them."""
        proc = Path(f"/proc/{self._process.pid}")
        status = dict(line.split(":", 1) for line in (proc / "status").read_text().splitlines())
        return int(status["VmRSS"].split()[0]) / 1024, int(status["Threads"]), len(list((proc / "fd").iterdir()))

    @property
    def failures(self) -> int:
        """How many exceptions the child's log tells of."""
        return self.log.count("Traceback")

    @property
    def log(self) -> str:
        """What the child has logged."""
        return self._log.read_text(encoding="utf-8")

    async def set_clock(self, instant: datetime) -> Report:
        """Let the child's clock go on from an instant; return how it is once it has done what is due by then."""
        assert self._process.stdin
        self._process.stdin.write(f"{instant.isoformat()}\n".encode())
        return await self.answer()

    async def answer(self) -> Report:
        """Wait for the child's next report; raises RuntimeError where it has stopped."""
        assert self._process.stdout
        line = await asyncio.wait_for(self._process.stdout.readline(), 60)
        if not line.startswith(b"{"):
            raise RuntimeError("Care has stopped:\n" + "\n".join(self.log.splitlines()[-20:]))
        return Report(**json.loads(line))

    async def stop(self) -> int:
        """End the child as a supervisor would; return its exit code."""
        if self._process.returncode is None:
            self._process.terminate()
        try:
            return await asyncio.wait_for(self._process.wait(), 30)
        except TimeoutError:
            self._process.kill()
            raise


@contextlib.asynccontextmanager
async def care_process(sandbox: Sandbox, database: Path) -> AsyncIterator[CareProcess]:
    """Run Care in a child process, connected to a started sandbox, its clock at the sandbox's instant."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "SLACK_API_URL": f"{sandbox.url}/api/",
        "CARE_DATABASE": str(database),
    }
    command = [sys.executable, "-m", "benchmarks.care_process", sandbox.clock.now().isoformat()]
    pipe = asyncio.subprocess.PIPE
    log = database.with_suffix(".log")
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            *command, env=environment, stdin=pipe, stdout=pipe, stderr=errors
        )
    child = CareProcess(process, log)
    try:
        await child.answer()
        yield child
    finally:
        await child.stop()


async def _serve(instant: datetime) -> None:
    clock = PipedClock(instant)
    asyncio.get_running_loop().add_signal_handler(15, asyncio.current_task().cancel)  # type: ignore[union-attr]
    await _fill_thread_pool()
    with contextlib.suppress(asyncio.CancelledError):
        async with running(Settings(), clock) as care, by_the_clock(care):
            await _report(care)
            await _obey(care, clock)


async def _fill_thread_pool() -> None:
    """Start all threads that the loop may use, which it else does one by one as they are needed."""
    size = min(32, (os.cpu_count() or 1) + 4)
    together = Barrier(size)
    await asyncio.gather(*(asyncio.to_thread(together.wait) for _ in range(size)))


async def _obey(care: Care, clock: PipedClock) -> None:
    ran_at = {job.name: care.now() for job in JOBS}
    orders = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while line := await orders.readline():
        clock.set(datetime.fromisoformat(line.decode().strip()))
        for job in JOBS:
            if care.now() - ran_at[job.name] >= timedelta(seconds=job.seconds):
                ran_at[job.name] = care.now()
                await job.run(care, care.now())
        await care.settle()
        await _report(care)


async def _report(care: Care) -> None:
    async with care.store.reading() as db:
        sql = """
          SELECT key FROM posts WHERE state IN ('waiting', 'sending', 'checking') UNION ALL SELECT key FROM posts_behind
        """
        unfinished = len(db.execute(sql).fetchall())
    report = {"tasks": len(asyncio.all_tasks()), "unfinished": unfinished}
    await asyncio.to_thread(os.write, 1, f"{json.dumps(report)}\n".encode())


if __name__ == "__main__":
    asyncio.run(_serve(datetime.fromisoformat(sys.argv[1])))

"""A disk that fails at the n-th call, as strace plays it to `tests.store.disk_driver`."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from careapp.settings import HOUSE
from tests.store.disk_driver import LAST

# What SQLite and Care ask of a disk, and how each can end.
_CALLS = ("pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "rename")
ENDS = {"ENOSPC": ("pwrite64", "ftruncate"), "EIO": _CALLS, "KILL": _CALLS}

FIGURES: Counter[tuple[str, str]] = Counter()  # faults met, by how they ended and in which scenario


@dataclass
class Run:
    """What one run under one fault came to. `said` is what the people of the run were told, in order."""

    said: list[list[Any]] = field(default_factory=list)
    exit_code: int = 0

    @property
    def has_fired(self) -> bool:
        """Whether the fault was met while people waited."""
        return ["fired"] in self.said or (["done"] not in self.said and self.exit_code == -9)

    def told(self, verdict: str) -> set[str]:
        """Return what was told to be kept, or refused."""
        return {each[1] for each in self.said if each[0] == verdict}


class FaultyDisk:
    """A folder whose disk fails in one way."""

    def __init__(self, end: str, folder: Path, driver: "subprocess.Popen[str]") -> None:
        self.end, self.folder, self._driver = end, folder, driver

    def run(self, prepared: Path, **asked: object) -> Run:
        """Do a scenario on a copy of a prepared folder; see the driver for what can be asked."""
        shutil.rmtree(self.folder)
        shutil.copytree(prepared, self.folder)
        assert self._driver.stdin
        assert self._driver.stdout
        print(json.dumps({"folder": str(self.folder), **asked}), file=self._driver.stdin, flush=True)
        run = Run()
        for heard in map(json.loads, self._driver.stdout):
            if heard[0] == "ended":
                run.exit_code = heard[1]
                return run
            run.said.append(heard)
        raise ChildProcessError("the driver is gone, or strace may not trace it")

    def faults(self, prepared: Path, thread: str, step: int = 1, **asked: object) -> Iterator[tuple[str, Run]]:
        """Run a scenario for every step-th call in a thread, until none is left; yield each fault's name and run."""
        for kind in ENDS[self.end]:
            for nth in range(1, LAST, step):
                run = self.run(prepared, kind=kind, thread=thread, nth=nth, **asked)
                if not run.has_fired:
                    break
                yield f"{self.end} at {kind} {nth} in {thread}", run
            else:
                raise AssertionError(f"more than {LAST} calls of {kind}")


@contextmanager
def faulty_disk(end: str, folder: Path) -> Iterator[FaultyDisk]:
    """Run the driver on a disk of which each LAST call of a thread ends in an error, or with the process."""
    folder.mkdir()
    how = "signal=KILL" if end == "KILL" else f"error={end}"
    inject = [f"--inject={kind}:{how}:when={LAST}" for kind in ENDS[end]]
    traced = f"--trace={','.join(ENDS[end])}"
    quick = [] if end == "KILL" else ["--seccomp-bpf"]  # with it, strace puts errors in, but no signals
    strace = ["strace", "--follow-forks", *quick, "-qqq", "--output=/dev/null", traced, *inject]
    driver = [sys.executable, "-m", "tests.store.disk_driver"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([*strace, *driver], cwd=HOUSE, text=True, **pipes) as running:  # type: ignore[call-overload]
        yield FaultyDisk(end, folder, running)
        running.stdin.close()
        running.wait(30)

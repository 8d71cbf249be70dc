"""What the JavaScript example needs: Node, and Bolt as its lock file pins it."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
from typing import NoReturn

import pytest

from tests.examples.tea_time import EXAMPLES

HERE = EXAMPLES / "bolt-js"
OLDEST_NODE = 20


@pytest.fixture(scope="session")
def node() -> str:
    """Where Node lies, with Bolt installed; without it the test is skipped, or fails where CARE_NODE is `required`."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if not found or not npm:
        _do_without("there is no node, or no npm, on this machine")
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    if int((re.findall(r"\d+", version) or ["0"])[0]) < OLDEST_NODE:
        _do_without(f"Node {version.strip()} is older than {OLDEST_NODE}, which Bolt asks for")
    _install(npm)
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line that the example in JavaScript was skipped, and why."""
    for report in terminalreporter.getreports("skipped"):
        if report.nodeid.startswith("tests/examples/") and isinstance(report.longrepr, tuple):
            terminalreporter.write_line(f"The example in JavaScript was not tried: {report.longrepr[2]}.")


def _install(npm: str) -> None:
    """Install what the lock file names, unless that is done already; one process at a time."""
    pins, done = HERE / "package-lock.json", HERE / "node_modules" / ".installed"
    with pins.open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = hashlib.sha256(lock.read()).hexdigest()
        if done.exists() and done.read_text() == wanted:
            return
        ran = subprocess.run([npm, "ci", "--prefer-offline"], cwd=HERE, capture_output=True, text=True, check=False)
        if ran.returncode:
            _do_without(f"Bolt for JavaScript could not be installed: {ran.stderr.strip()[-500:]}")
        done.write_text(wanted)


def _do_without(reason: str) -> NoReturn:
    if os.environ.get("CARE_NODE") == "required":
        pytest.fail(reason)
    pytest.skip(reason)

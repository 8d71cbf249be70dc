"""What a closed terminal does to Care: it stops as tidily as by any other signal, unless it was told to go on."""

import fcntl
import os
import pty
import signal
import subprocess
import sys
import termios
from pathlib import Path

from tests.process import heed_a_hang_up

WORK = """
import asyncio, logging, pathlib, sys
from careapp import logs
from careapp.cli.until_stopped import until_stopped


async def work():
    try:
        print("at work", flush=True)
        await asyncio.Event().wait()
    finally:
        logging.getLogger("careapp").info("finishing")
        pathlib.Path(sys.argv[1]).write_text("tidied up")

logs.set_up(logging.INFO)
until_stopped(work())
"""


def _take_the_terminal() -> None:
    heed_a_hang_up()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_a_terminal_that_closes_lets_care_clear_up_and_leave_well(tmp_path: Path) -> None:
    ours, its = pty.openpty()
    care = subprocess.Popen(
        [sys.executable, "-c", WORK, str(tmp_path / "done")],
        **dict.fromkeys(("stdin", "stdout", "stderr"), its),
        start_new_session=True,
        preexec_fn=_take_the_terminal,
    )
    os.close(its)
    said = b""
    while b"at work\r\n" not in said:
        said += os.read(ours, 1000)
    os.close(ours)
    assert care.wait(20) == 0
    assert (tmp_path / "done").read_text() == "tidied up"


def test_with_nohup_it_goes_on(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WORK, str(tmp_path / "done")],
        stdout=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
    ) as care:
        assert care.stdout
        assert care.stdout.readline() == b"at work\n"
        ignored = next(line for line in Path(f"/proc/{care.pid}/status").read_text().splitlines() if "SigIgn" in line)
        assert int(ignored.split()[1], 16) >> (signal.SIGHUP - 1) & 1
        care.send_signal(signal.SIGHUP)
        care.send_signal(signal.SIGTERM)
        assert care.stdout.read() == b"Care has stopped.\n"
    assert care.returncode == 0

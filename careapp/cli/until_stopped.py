"""Runs Care until a signal stops it, and says in one sentence why it cannot run."""

import asyncio
import contextlib
import os
import signal
import stat
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import click

from careapp.cli.leave import UNAVAILABLE, told

_GONE_WITHIN = 9.5  # seconds after a signal, whatever hangs; supervisors kill after ten


def until_stopped(
    work: Coroutine[Any, Any, None], database: Path | None = None, farewell: str = "Care has stopped."
) -> None:
    """Run work until it ends or SIGINT, SIGTERM or SIGHUP comes; leave where it cannot run, as `told` does."""
    with told(database):
        asyncio.run(_stoppable(work, farewell))


async def _stoppable(work: Coroutine[Any, Any, None], farewell: str) -> None:
    loop = asyncio.get_running_loop()
    task = loop.create_task(work)
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(name) != signal.SIG_IGN:  # as nohup asks for
            loop.add_signal_handler(name, _stop_once, task)
    try:
        await task
    except asyncio.CancelledError:
        click.echo(farewell)


def _stop_once(task: "asyncio.Task[None]") -> None:
    """A second signal must not cut the clearing up short."""
    _let_go_of_a_closed_terminal()
    if not task.cancelling():
        task.cancel()
        last_resort = threading.Timer(_GONE_WITHIN, os._exit, [UNAVAILABLE])  # a disk or a name server may hang
        last_resort.daemon = True
        last_resort.start()


def _let_go_of_a_closed_terminal() -> None:
    """Words that find their terminal gone would be an error, and the error again."""
    for said_to in (1, 2):
        with contextlib.suppress(OSError):
            if stat.S_ISCHR(os.fstat(said_to).st_mode) and not os.isatty(said_to):
                os.dup2(os.open(os.devnull, os.O_WRONLY), said_to)

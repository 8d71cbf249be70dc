"""Runs Care until a signal stops it, and says in one sentence why it cannot run."""

import asyncio
import os
import signal
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import click

from careapp.cli.leave import UNAVAILABLE, told

_GONE_WITHIN = 9.5  # seconds after a signal, whatever hangs; supervisors kill after ten


def until_stopped(work: Coroutine[Any, Any, None], database: Path | None = None) -> None:
    """Run work until it ends or SIGINT or SIGTERM comes; leave the process where it cannot run, as `told` does."""
    with told(database):
        asyncio.run(_stoppable(work))


async def _stoppable(work: Coroutine[Any, Any, None]) -> None:
    loop = asyncio.get_running_loop()
    task = loop.create_task(work)
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, _stop_once, task)
    try:
        await task
    except asyncio.CancelledError:
        click.echo("Care has stopped.")


def _stop_once(task: "asyncio.Task[None]") -> None:
    """A second signal must not cut the clearing up short."""
    if not task.cancelling():
        task.cancel()
        last_resort = threading.Timer(_GONE_WITHIN, os._exit, [UNAVAILABLE])  # a disk or a name server may hang
        last_resort.daemon = True
        last_resort.start()

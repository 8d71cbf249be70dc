"""Runs Care until a signal stops it, and says in one sentence why it cannot run."""

import asyncio
import os
import signal
import threading
from collections.abc import Coroutine
from typing import Any, NoReturn

import aiohttp
import click
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from careapp.care import TurnedAwayError
from careapp.cli.leave import BAD_DATA, BAD_DISK, BAD_SETTINGS, IN_USE, NO_PERMISSION, UNAVAILABLE, leave
from careapp.connection.http_mode import PortTakenError
from careapp.connection.socket_mode import DeafError, TurnedOffError
from careapp.library import LibraryError
from careapp.practice.post import NOT_LET_IN
from careapp.store import DatabaseInUseError, FailingDiskError, UnusableDatabaseError

_GONE_WITHIN = 9.5  # seconds after a signal, whatever hangs; supervisors kill after ten


def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run work until it ends or SIGINT or SIGTERM comes; leave the process where it cannot run."""
    try:
        asyncio.run(_stoppable(work))
    except (DatabaseInUseError, PortTakenError) as error:
        leave(str(error), IN_USE)
    except FailingDiskError as error:
        leave(str(error), BAD_DISK)
    except (LibraryError, UnusableDatabaseError) as error:
        leave(str(error), BAD_DATA)
    except (aiohttp.ClientError, TimeoutError) as error:
        leave(f"Slack cannot be reached: {error or 'no answer'}. Is this machine online?", UNAVAILABLE)
    except DeafError as error:
        leave(str(error), UNAVAILABLE)
    except TurnedOffError as error:
        leave(str(error), BAD_SETTINGS)
    except TurnedAwayError as error:
        leave(f"Slack does not let Care in any more: {error}. Everything is kept. Install the app anew.", NO_PERMISSION)
    except SlackApiError as error:
        _leave_refused(error)


def _leave_refused(error: SlackApiError) -> NoReturn:
    answer = error.response.data if isinstance(error.response, AsyncSlackResponse) else {}
    reason = answer.get("error", "") if isinstance(answer, dict) else ""
    if reason not in NOT_LET_IN:
        leave(f"Slack is not well: {reason or 'an unreadable answer'}. Try again in a while.", UNAVAILABLE)
    is_app_token = "apps.connections" in error.response.api_url
    name = "SLACK_APP_TOKEN" if is_app_token else "SLACK_BOT_TOKEN"
    leave(
        f"Slack refused: {reason}. Is {name} that of this app, with all that app_manifest.yml asks for?", NO_PERMISSION
    )


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

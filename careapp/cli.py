"""The command line."""

import asyncio
import logging
import signal
import sys
from collections.abc import Coroutine
from typing import Any, NoReturn

import aiohttp
import click
from pydantic import ValidationError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from careapp.app import by_the_clock, running
from careapp.clock import SystemClock
from careapp.library import LibraryError
from careapp.practice.post import NOT_LET_IN
from careapp.settings import Settings
from careapp.store import DatabaseInUseError, UnusableDatabaseError

# Exit codes as in sysexits.h, for supervisors.
_IN_USE, _BAD_DATA, _BAD_SETTINGS, _NO_PERMISSION, _UNAVAILABLE = 75, 65, 78, 77, 69


@click.group()
@click.version_option(package_name="careapp")
def main() -> None:
    """Care: five minutes a day in Slack to tell how we cared for a customer."""


@main.command()
def run() -> None:
    """Run Care in your workspace, with SLACK_BOT_TOKEN and SLACK_APP_TOKEN from the environment."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    settings = _settings()
    for name in ("slack_bot_token", "slack_app_token"):
        if not getattr(settings, name).get_secret_value():
            _leave(f"Set {name.upper()} in the environment. README.md says where Slack shows it.", _BAD_SETTINGS)
    _until_stopped(_serve(settings))


@main.command()
@click.option("--port", default=8321, show_default=True, help="The port to open on this machine; 0 takes any.")
def demo(port: int) -> None:
    """Try Care on a local Slack, with a small made-up team and three weeks of its history."""
    from careapp.demo import play  # the sandbox is not needed to run Care

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    _until_stopped(play(port))


async def _serve(settings: Settings) -> None:
    async with running(settings, SystemClock()) as care, by_the_clock(care):
        logging.getLogger(__name__).info("Care is running. Stop it with Ctrl-C.")
        await asyncio.Event().wait()


def _until_stopped(work: Coroutine[Any, Any, None]) -> None:
    try:
        asyncio.run(_stoppable(work))
    except DatabaseInUseError as error:
        _leave(str(error), _IN_USE)
    except (LibraryError, UnusableDatabaseError) as error:
        _leave(str(error), _BAD_DATA)
    except (aiohttp.ClientError, TimeoutError) as error:
        _leave(f"Slack cannot be reached: {error or 'no answer'}. Is this machine online?", _UNAVAILABLE)
    except SlackApiError as error:
        _leave_refused(error)


def _leave_refused(error: SlackApiError) -> NoReturn:
    answer = error.response.data if isinstance(error.response, AsyncSlackResponse) else {}
    reason = answer.get("error", "") if isinstance(answer, dict) else ""
    if reason not in NOT_LET_IN:
        _leave(f"Slack is not well: {reason or 'an unreadable answer'}. Try again in a while.", _UNAVAILABLE)
    is_app_token = "apps.connections" in error.response.api_url
    name = "SLACK_APP_TOKEN" if is_app_token else "SLACK_BOT_TOKEN"
    _leave(
        f"Slack refused: {reason}. Is {name} that of this app, with all that app_manifest.yml asks for?", _NO_PERMISSION
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


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        _leave(f"{str(first['loc'][0]).upper()}: {first['msg'].removeprefix('Value error, ')}", _BAD_SETTINGS)


def _leave(sentence: str, code: int) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)

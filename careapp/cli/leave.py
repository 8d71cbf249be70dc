"""How a command leaves: with one sentence, and with a code that supervisors understand."""

import contextlib
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import click
from pydantic import ValidationError
from slack_sdk.errors import SlackApiError, SlackClientError

from careapp.care import SLACK_TROUBLE, TurnedAwayError, refusal_in
from careapp.connection.http_mode import PortTakenError
from careapp.connection.socket_mode import DeafError, TurnedOffError
from careapp.library_folder import LibraryError
from careapp.practice.post import NOT_LET_IN
from careapp.settings import Settings
from careapp.store import DatabaseInUseError, FailingDiskError, UnusableDatabaseError

# As in sysexits.h.
BAD_DATA, UNAVAILABLE, BAD_DISK, IN_USE, NO_PERMISSION, BAD_SETTINGS = 65, 69, 74, 75, 77, 78


Kinds = tuple[type[Exception], ...]
WayOut = Callable[[Any, Path | None], tuple[str, int]]


def leave(sentence: str, code: int) -> NoReturn:
    """End the process with a sentence for the operator."""
    click.echo(sentence, err=True)
    sys.exit(code)


@contextlib.contextmanager
def told(database: Path | None = None, hence: str = "") -> Iterator[None]:
    """Leave with a sentence where the disk, the settings or Slack are to blame; what else is raised goes on.

    `database` is the file that SQLite's own troubles, which name none, are about; `hence` is said last.
    """
    try:
        yield
    except Exception as error:
        way_out = next((way for kinds, way in _WAYS_OUT if isinstance(error, kinds)), None)
        if way_out is None:
            raise
        sentence, code = way_out(error, database)
        leave(f"{sentence} {hence}".rstrip(), code)


def why(error: Exception) -> str:
    """Return what the machine says of a trouble with the disk, without numbers and quotes."""
    return (isinstance(error, OSError) and error.strerror) or str(error)


def read_settings() -> Settings:
    """Return the settings, or leave with a sentence that names the first that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        leave(f"{str(first['loc'][0]).upper()}: {first['msg'].removeprefix('Value error, ')}", BAD_SETTINGS)


def _as_it_says(code: int) -> WayOut:
    return lambda error, _: (str(error), code)


def _turned_away(error: TurnedAwayError, _: Path | None) -> tuple[str, int]:
    return f"Slack does not let Care in any more: {error}. Everything is kept. Install the app anew.", NO_PERMISSION


def _refused(error: SlackClientError, _: Path | None) -> tuple[str, int]:
    reason = refusal_in(error)
    if reason not in NOT_LET_IN:
        return f"Slack is not well: {reason or 'an unreadable answer'}. Try again in a while.", UNAVAILABLE
    is_app_token = isinstance(error, SlackApiError) and "apps.connections" in error.response.api_url
    name = "SLACK_APP_TOKEN" if is_app_token else "SLACK_BOT_TOKEN"
    sentence = f"Slack refused: {reason}. Is {name} that of this app, with all that app_manifest.yml asks for?"
    return sentence, NO_PERMISSION


def _not_reached(error: Exception, _: Path | None) -> tuple[str, int]:
    return f"Slack cannot be reached: {str(error) or 'no answer'}. Is this machine online?", UNAVAILABLE


def _bad_file(error: OSError, _: Path | None) -> tuple[str, int]:
    return f"{error.filename or 'The disk'} cannot be used: {why(error)}.", BAD_DISK


def _bad_database(error: sqlite3.Error, database: Path | None) -> tuple[str, int]:
    return f"{database or 'The database'} cannot be read or written: {error}.", BAD_DISK


# The first that fits holds: many a trouble with the network is an OSError too, and a failing disk spoils a database.
_WAYS_OUT: list[tuple[Kinds, WayOut]] = [
    ((DatabaseInUseError, PortTakenError), _as_it_says(IN_USE)),
    ((FailingDiskError,), _as_it_says(BAD_DISK)),
    ((LibraryError, UnusableDatabaseError), _as_it_says(BAD_DATA)),
    ((DeafError,), _as_it_says(UNAVAILABLE)),
    ((TurnedOffError,), _as_it_says(BAD_SETTINGS)),
    ((TurnedAwayError,), _turned_away),
    ((SlackClientError,), _refused),
    ((*SLACK_TROUBLE, ConnectionError), _not_reached),
    ((OSError,), _bad_file),
    ((sqlite3.Error,), _bad_database),
]

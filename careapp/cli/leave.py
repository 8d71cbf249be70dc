"""How a command leaves: with one sentence, and with a code that supervisors understand."""

import contextlib
import sqlite3
import sys
from collections.abc import Iterator
from typing import NoReturn

import click
from pydantic import ValidationError

from careapp.library import LibraryError
from careapp.settings import Settings
from careapp.store import DatabaseInUseError, FailingDiskError, UnusableDatabaseError

# As in sysexits.h.
BAD_DATA, UNAVAILABLE, BAD_DISK, IN_USE, NO_PERMISSION, BAD_SETTINGS = 65, 69, 74, 75, 77, 78


def leave(sentence: str, code: int) -> NoReturn:
    """End the process with a sentence for the operator."""
    click.echo(sentence, err=True)
    sys.exit(code)


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Leave with a sentence where the database, or what lies beside it, cannot be worked with."""
    try:
        yield
    except DatabaseInUseError as error:
        leave(str(error), IN_USE)
    except FailingDiskError as error:
        leave(str(error), BAD_DISK)
    except (LibraryError, UnusableDatabaseError) as error:
        leave(str(error), BAD_DATA)
    except OSError as error:
        leave(f"{error.filename or 'The disk'} cannot be used: {error.strerror}.", BAD_DISK)
    except sqlite3.Error as error:
        leave(f"The database cannot be read or written: {error}.", BAD_DISK)


def read_settings() -> Settings:
    """Return the settings, or leave with a sentence that names the first that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        leave(f"{str(first['loc'][0]).upper()}: {first['msg'].removeprefix('Value error, ')}", BAD_SETTINGS)

"""How a command leaves: with one sentence, and with a code that supervisors understand."""

import sys
from typing import NoReturn

import click
from pydantic import ValidationError

from careapp.settings import Settings

# As in sysexits.h.
BAD_DATA, UNAVAILABLE, IN_USE, NO_PERMISSION, BAD_SETTINGS = 65, 69, 75, 77, 78


def leave(sentence: str, code: int) -> NoReturn:
    """End the process with a sentence for the operator."""
    click.echo(sentence, err=True)
    sys.exit(code)


def read_settings() -> Settings:
    """Return the settings, or leave with a sentence that names the first that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        leave(f"{str(first['loc'][0]).upper()}: {first['msg'].removeprefix('Value error, ')}", BAD_SETTINGS)

"""`careapp backup` and `careapp backups`: make a copy of the database now, and see which copies there are."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import click

from careapp.cli.leave import read_settings, told, why
from careapp.clock import SystemClock
from careapp.practice.backup import STALE, Backup
from careapp.store import FailingDiskError, UnusableDatabaseError, earlier, opening
from careapp.store import backup as store


@click.command()
def backup() -> None:
    """Make a backup of the database now; Care may go on running."""
    settings = read_settings()
    with told():
        made = _make(settings.care_database, settings.backups)
    click.echo(f"{made} is made and verified.")


@click.command()
def backups() -> None:
    """List the backups, newest first; leaves with an error where none of the last day is good."""
    settings, now = read_settings(), SystemClock().now()
    folder, newest_good = settings.backups, None
    for one, path in _all(settings.care_database, folder):
        wrong = store.flaw(path)
        is_misnamed = one.is_from_the_future(now)
        newest_good = newest_good or (None if wrong or is_misnamed else one)
        size = path.stat().st_size / 1_000_000
        click.echo(f"{one.name:<44} {size:8.1f} MB  {_age(now - one.made_at):>9}  {wrong or _verdict(is_misnamed)}")
    if newest_good is None:
        raise click.ClickException(f"There is no good backup in {folder}.")
    if now - newest_good.made_at > STALE:
        raise click.ClickException(f"The newest good backup is {_age(now - newest_good.made_at)} old.")


def _all(database: Path, folder: Path) -> list[tuple[Backup, Path]]:
    here = [(one, folder / one.name) for one in store.listed(folder)]
    left = [(one, earlier.common(database) / one.name) for one in earlier.of(database, folder)]
    return sorted([*here, *left], reverse=True)


def _make(database: Path, folder: Path) -> Path:
    with opening.in_a_sentence(database, folder):
        opening.look_at(database, folder)
        opening.put_together_unless_in_use(database)
    try:
        return store.make_of_file(database, folder, SystemClock().now(), "by-hand")
    except (OSError, sqlite3.OperationalError) as error:
        sentence = f"No backup could be made in {folder}: {why(error)}. Those that are there are as they were."
        raise FailingDiskError(sentence) from error
    except sqlite3.Error as error:
        sentence = f"{database} cannot be backed up: {error}.{opening.way_back(database, folder)}"
        raise UnusableDatabaseError(sentence) from error


def _verdict(is_misnamed: bool) -> str:
    return "from the future: made while the clock was wrong" if is_misnamed else "good"


def _age(age: timedelta) -> str:
    if age < timedelta(0):
        return ""
    hours = age // timedelta(hours=1)
    number, unit = (age.days, "day") if hours >= 48 else (hours, "hour")
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"

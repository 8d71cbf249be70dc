"""`careapp restore`: put a backup in the place of the database."""

from datetime import datetime
from pathlib import Path

import click

from careapp.cli.leave import BAD_DATA, leave, read_settings, told
from careapp.clock import SystemClock
from careapp.practice.backup import Backup, read_name
from careapp.settings import Settings
from careapp.store import earlier
from careapp.store import restore as store


@click.command()
@click.argument("backup", required=False)
def restore(backup: str | None) -> None:
    """Put BACKUP, or the newest good one, in the place of the database; Care must be stopped.

    BACKUP is a name that `careapp backups` lists, or the path of a copy that was kept elsewhere. The database of before
    is kept beside. What people took back stays taken back.
    """
    settings, now = read_settings(), SystemClock().now()
    with told():
        path = _newest(settings, now) if backup is None else _found(settings, backup)
        chosen = _read(path)
        aside = store.bring_back(settings.care_database, settings.backups, chosen, now, path.parent)
    click.echo(f"{chosen.name}, made on {chosen.made_at:%A, %Y-%m-%d at %H:%M} UTC, is in place as the database.")
    if aside:
        click.echo(f"What was there before is kept as {aside}. Delete it when nobody needs it any more.")
    click.echo("Start Care: it forgets again what was taken back since, before it does anything else.")


def _newest(settings: Settings, now: datetime) -> Path:
    newest = earlier.newest_good(settings.care_database, settings.backups, now)
    if newest is None:
        leave(f"There is no good backup in {settings.backups}. `careapp backups` lists what is there.", BAD_DATA)
    return newest


def _found(settings: Settings, words: str) -> Path:
    if not words:
        leave("Name the backup to restore, or type nothing after `careapp restore` for the newest good one.", BAD_DATA)
    database, folder = settings.care_database, settings.backups
    left = [earlier.common(database) / one.name for one in earlier.of(database, folder) if one.name == words]
    path = next((path for path in (folder / words, Path(words), *left) if path.is_file()), None)
    if path is None:
        leave(f"{words} is no backup in {folder}, nor a file. `careapp backups` lists what is there.", BAD_DATA)
    return path


def _read(path: Path) -> Backup:
    backup = read_name(path.name)
    if backup is None:
        form = "care-2026-11-23T142500Z.db, in UTC"
        leave(f"{path} must bear the name that it was made with, which says when that was, as {form}.", BAD_DATA)
    return backup

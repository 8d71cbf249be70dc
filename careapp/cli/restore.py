"""`careapp restore`: put a backup in the place of the database."""

import click

from careapp.cli.leave import BAD_DATA, leave, read_settings, told
from careapp.clock import SystemClock
from careapp.practice.backup import read_name
from careapp.store import backup as backups
from careapp.store import restore as store


@click.command()
@click.argument("name", default="")
def restore(name: str) -> None:
    """Put the backup NAME, or the newest good one, in the place of the database; Care must be stopped.

    The database of before is kept beside it. What people took back stays taken back.
    """
    settings, now = read_settings(), SystemClock().now()
    folder = settings.backups
    with told():
        newest = None if name else backups.newest_good(folder, now)
        backup = read_name(name or (newest.name if newest else ""))
        if backup is None or not (folder / backup.name).is_file():
            what = f"{name} is no backup" if name else "There is no good backup"
            leave(f"{what} in {folder}. `careapp backups` lists what is there.", BAD_DATA)
        aside = store.bring_back(settings.care_database, folder, backup, now)
    click.echo(f"{backup.name}, made on {backup.made_at:%A, %Y-%m-%d at %H:%M} UTC, is in place as the database.")
    if aside:
        click.echo(f"What was there before is kept as {aside}. Delete it when nobody needs it any more.")
    click.echo("Start Care: it forgets again what was taken back since, before it does anything else.")

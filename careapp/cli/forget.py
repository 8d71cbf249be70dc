"""`careapp forget`: forget a person."""

import asyncio
import re

import click

from careapp.acts import forget as acts
from careapp.app import without_slack
from careapp.cli.leave import BAD_DATA, leave, read_settings, told
from careapp.clock import SystemClock
from careapp.jobs import forget as job
from careapp.practice.tombstone import Tombstone
from careapp.settings import Settings
from careapp.store import DatabaseInUseError
from careapp.store import person as people
from careapp.store import tombstone as tombstones

_USER_ID = re.compile(r"[UW][A-Z0-9]+")


@click.command()
@click.argument("user_id")
@click.option("--yes", is_flag=True, help="Do not ask whether this is the right person.")
def forget(user_id: str, yes: bool) -> None:
    """Forget the person with this USER_ID for good: what they told and gave, and their name."""
    settings = read_settings()
    if not _USER_ID.fullmatch(user_id):
        leave(f"{user_id} is not a user id of Slack's, as U024BE7LH; a person's profile in Slack shows it.", BAD_DATA)
    if not settings.care_database.exists():
        leave(f"There is no database {settings.care_database}. Is this Care's folder, and its environment?", BAD_DATA)
    with told(settings.care_database):
        name = people.name_in(settings.care_database, user_id)
    if name is None:
        leave(f"Care knows nobody with the id {user_id}. Nothing was done.", BAD_DATA)
    if not yes:
        click.confirm(f"Forget {name} ({user_id}) for good?", abort=True)
    with told(settings.care_database):
        try:
            asyncio.run(_forget(settings, user_id))
        except DatabaseInUseError:
            tombstones.put_from_outside(settings.care_database, Tombstone("person", user_id, SystemClock().now()))
            click.echo(f"Care is running, and forgets {user_id} within seconds. Then it makes a new backup.")
        else:
            click.echo(f"{user_id} is forgotten, and a new backup is made. Slack shows it when Care runs again.")
    click.echo(
        f"Older backups in {settings.backups} still know them until 28 daily ones have followed, and so does what an "
        f"earlier restore left beside the database ({settings.care_database.name}.before-restore-*)."
    )


async def _forget(settings: Settings, user_id: str) -> None:
    async with without_slack(settings, SystemClock()) as care:
        async with care.store.transaction() as db:
            acts.ask(db, care, user_id)
        await job.run(care, care.now())

"""`careapp forget`: forget a person."""

import asyncio
import re

import click

from careapp.acts import forget as acts
from careapp.app import without_slack
from careapp.cli.leave import BAD_DATA, BAD_DISK, leave, read_settings, told, why
from careapp.clock import SystemClock
from careapp.jobs import backup
from careapp.practice.tombstone import Tombstone
from careapp.settings import Settings
from careapp.store import DatabaseInUseError, StoreError, opening
from careapp.store import person as people
from careapp.store import tombstone as tombstones

_USER_ID = re.compile(r"[UW][A-Z0-9]+")


class _HalfDoneError(Exception):
    """What was asked for is kept, but not all of it could be done; the text says what."""


@click.command()
@click.argument("user_id")
@click.option("--yes", is_flag=True, help="Do not ask whether this is the right person.")
def forget(user_id: str, yes: bool) -> None:
    """Forget the person with this USER_ID for good: what they told and gave, and their name."""
    settings = read_settings()
    if not _USER_ID.fullmatch(user_id):
        leave(f"{user_id} is not a user id of Slack's, as U024BE7LH; a person's profile in Slack shows it.", BAD_DATA)
    name = _name_of(settings, user_id)
    if not yes:
        click.confirm(f"Forget {name} ({user_id}) for good?", abort=True)
    older = (
        f"Older backups in {settings.backups} still know them until 28 daily ones have followed, and so does what an "
        f"earlier restore left beside the database ({settings.care_database.name}.before-restore-*)."
    )
    try:
        with told(settings.care_database, f"Nothing was done: {user_id} is not forgotten."):
            done = _forget(settings, user_id)
    except _HalfDoneError as half_done:
        leave(f"{half_done} {older}", BAD_DISK)
    click.echo(f"{done}\n{older}")


def _name_of(settings: Settings, user_id: str) -> str:
    database = settings.care_database
    with told(), opening.in_a_sentence(database, settings.backups):
        opening.look_at(database, settings.backups)
        opening.put_together_unless_in_use(database)
        name = people.name_in(database, user_id)
    if name is None:
        leave(f"Care knows nobody with the id {user_id}. Nothing was done.", BAD_DATA)
    return name or "somebody without a name"


def _forget(settings: Settings, user_id: str) -> str:
    try:
        asyncio.run(_forget_here(settings, user_id))
    except DatabaseInUseError:
        tombstones.put_from_outside(settings.care_database, Tombstone("person", user_id, SystemClock().now()))
        return f"Care is running, and forgets {user_id} within seconds. Then it makes a new backup."
    return f"{user_id} is forgotten, and a new backup is made. Slack shows it when Care runs again."


async def _forget_here(settings: Settings, user_id: str) -> None:
    async with without_slack(settings, SystemClock()) as care:
        async with care.store.transaction() as db:
            acts.ask(db, care, user_id)
        try:
            await acts.settle(care)
        except (OSError, StoreError) as error:
            sentence = (
                f"{user_id} is not forgotten yet, because {settings.care_database} cannot be written: {why(error)}."
            )
            raise _HalfDoneError(f"{sentence} Mend that and start Care: it goes on with it by itself.") from error
        async with care.store.reading() as db:
            if any(tombstone.name == user_id for tombstone in tombstones.to_do(db)):
                sentence = f"{user_id} is not forgotten yet, as the log above says."
                raise _HalfDoneError(f"{sentence} Start Care: it tries again by itself.")
        try:
            await acts.mirror(care)
            await backup.run(care, care.now())
        except (OSError, StoreError) as error:
            sentence = f"{user_id} is forgotten, and Slack shows it when Care runs again."
            trouble = f"But the backups do not know it yet, because {settings.backups} cannot be written: {why(error)}."
            mend = "Mend that and start Care: it makes a new backup by itself."
            raise _HalfDoneError(f"{sentence} {trouble} {mend}") from error

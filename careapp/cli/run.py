"""`careapp run`: Care in a workspace."""

import logging

import click

from careapp import logs
from careapp.app import by_the_clock, running
from careapp.cli.leave import BAD_SETTINGS, leave, read_settings
from careapp.cli.until_stopped import until_stopped
from careapp.clock import SystemClock
from careapp.connection.link import Patience
from careapp.settings import Settings


@click.command()
def run() -> None:
    """Run Care in your workspace, with SLACK_BOT_TOKEN and SLACK_APP_TOKEN from the environment.

    With CARE_PORT and SLACK_SIGNING_SECRET in the place of SLACK_APP_TOKEN, Slack comes to Care over HTTP.
    """
    settings = read_settings()
    logs.set_up(logging.INFO, settings.secrets)
    for name in ("slack_bot_token", "slack_signing_secret" if settings.is_served else "slack_app_token"):
        if not getattr(settings, name).get_secret_value():
            leave(f"Set {name.upper()} in the environment. README.md says where Slack shows it.", BAD_SETTINGS)
    until_stopped(serve(settings), settings.care_database)


async def serve(settings: Settings, patience: Patience | None = None) -> None:
    """Run Care by the machine's clock until it is cancelled; raises what `running` raises, and why it gave up."""
    async with running(settings, SystemClock(), patience or Patience()) as care, by_the_clock(care):
        logging.getLogger(__name__).info("Care is running. Stop it with Ctrl-C.")
        await care.until_given_up()

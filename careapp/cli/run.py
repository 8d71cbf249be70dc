"""`careapp run`: Care in a workspace."""

import logging

import click

from careapp.app import by_the_clock, running
from careapp.cli.leave import BAD_SETTINGS, leave, read_settings
from careapp.cli.until_stopped import until_stopped
from careapp.clock import SystemClock
from careapp.settings import Settings


@click.command()
def run() -> None:
    """Run Care in your workspace, with SLACK_BOT_TOKEN and SLACK_APP_TOKEN from the environment."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    settings = read_settings()
    for name in ("slack_bot_token", "slack_app_token"):
        if not getattr(settings, name).get_secret_value():
            leave(f"Set {name.upper()} in the environment. README.md says where Slack shows it.", BAD_SETTINGS)
    until_stopped(_serve(settings))


async def _serve(settings: Settings) -> None:
    async with running(settings, SystemClock()) as care, by_the_clock(care):
        logging.getLogger(__name__).info("Care is running. Stop it with Ctrl-C.")
        await care.until_given_up()

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
    if wrong := _wrong_in(settings):
        leave(wrong, BAD_SETTINGS)
    until_stopped(serve(settings), settings.care_database)


def _wrong_in(settings: Settings) -> str:
    """Say which token is missing or in the place of another; nothing where all is well as far as Care can see."""
    bot, app, signing = (token.get_secret_value() for token in settings.tokens)
    if bot.startswith("xapp-"):
        return "SLACK_BOT_TOKEN holds the app-level token: a bot token begins with xoxb-. Are the two tokens swapped?"
    if app.startswith("xoxb-"):
        return "SLACK_APP_TOKEN holds the bot token: an app-level token begins with xapp-. Are the two tokens swapped?"
    if signing and not app and not settings.is_served:
        return "SLACK_SIGNING_SECRET is set, so set CARE_PORT too: the port at which a proxy hands on what Slack sends."
    second = ("SLACK_SIGNING_SECRET", signing) if settings.is_served else ("SLACK_APP_TOKEN", app)
    missing = next((name for name, token in (("SLACK_BOT_TOKEN", bot), second) if not token), "")
    return missing and f"Set {missing} in the environment. README.md says where Slack shows it."


async def serve(settings: Settings, patience: Patience | None = None) -> None:
    """Run Care by the machine's clock until it is cancelled; raises what `running` raises, and why it gave up."""
    async with running(settings, SystemClock(), patience or Patience()) as care, by_the_clock(care):
        logging.getLogger(__name__).info("Care is running. Stop it with Ctrl-C.")
        await care.until_given_up()

"""`careapp demo`: Care on a local Slack."""

import logging

import click

from careapp import logs
from careapp.cli.until_stopped import until_stopped


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8321,
    show_default=True,
    help="The port to open on this machine; 0 takes any.",
)
def demo(port: int) -> None:
    """Try Care on a local Slack, with a small made-up team and three weeks of its history."""
    from careapp.demo import play  # the sandbox is not needed to run Care

    logs.set_up(logging.WARNING)
    until_stopped(play(port))

"""The command line: one module a command."""

import click

from careapp.cli.backup import backup, backups
from careapp.cli.demo import demo
from careapp.cli.forget import forget
from careapp.cli.restore import restore
from careapp.cli.run import run
from careapp.cli.sandbox import sandbox

__all__ = ["main"]


@click.group()
@click.version_option(package_name="careapp")
def main() -> None:
    """Care: five minutes a day in Slack to tell how we cared for a customer."""


for command in (run, demo, backup, backups, restore, forget, sandbox):
    main.add_command(command)

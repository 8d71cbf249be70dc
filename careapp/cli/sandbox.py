"""`careapp sandbox`: a local Slack for any Bolt app."""

import asyncio
import contextlib
import json
import logging
import os
import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import yaml

from careapp import logs
from careapp.cli.leave import BAD_DATA, leave, why
from careapp.cli.until_stopped import until_stopped
from careapp.connection.http_mode import PortTakenError

if TYPE_CHECKING:
    from careapp.sandbox import Sandbox
    from careapp.sandbox.manifest import Manifest

_FILE = click.Path(path_type=Path)
_READERS: dict[str, Callable[[str], Any]] = {
    ".json": json.loads,
    ".yml": yaml.safe_load,
    ".yaml": yaml.safe_load,
    ".toml": tomllib.loads,
}
_IN_SOCKET_MODE = """\
  Python        App(client=WebClient(SLACK_BOT_TOKEN, base_url=SLACK_API_URL)), and SocketModeHandler as ever
  JavaScript    new App({ token, appToken, socketMode: true, clientOptions: { slackApiUrl: SLACK_API_URL } })"""
_OVER_HTTP = """\
  Python        App(client=WebClient(SLACK_BOT_TOKEN, base_url=SLACK_API_URL), signing_secret=SLACK_SIGNING_SECRET)
  JavaScript    new App({ token, signingSecret, clientOptions: { slackApiUrl: SLACK_API_URL } })"""


@click.command()
@click.option("--manifest", type=_FILE, required=True, help="Your app's manifest, YAML or JSON, as Slack takes it.")
@click.option("--workspace", type=_FILE, help="Who and what is there, in TOML; without it, a small made-up shop.")
@click.option("--request-url", metavar="URL", help="Post what happens to this URL, signed, whatever the manifest says.")
@click.option("--env-file", type=_FILE, help="Also write the tokens to this file, for as long as the sandbox runs.")
@click.option("--now", metavar="ISO", help="The instant at which its clock starts, as 2026-11-23T16:55+01:00.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8322,
    show_default=True,
    help="The port to open on this machine; 0 takes any.",
)
def sandbox(
    manifest: Path, workspace: Path | None, request_url: str | None, env_file: Path | None, now: str | None, port: int
) -> None:
    """Run a local Slack for your own Bolt app: Web API, Socket Mode or signed HTTP, and a page for its people."""
    made = _made(manifest, workspace, request_url, now)
    logs.set_up(logging.WARNING)
    until_stopped(_serve(made, port, env_file), farewell="The sandbox has stopped, and everything in it is forgotten.")


def _made(manifest: Path, workspace: Path | None, request_url: str | None, now: str | None) -> "Sandbox":
    from careapp.sandbox import BUILT_IN_WORKSPACE, Sandbox  # the sandbox is not needed to run Care
    from careapp.sandbox.manifest import Manifest, over_http

    declared, people = _read(manifest), workspace or BUILT_IN_WORKSPACE
    with _named(manifest):
        declared = over_http(declared, request_url) if request_url else declared
    with _named("--request-url" if request_url else manifest):
        Manifest.of(declared)
    with _named(people):
        return Sandbox(declared, _read(people), _instant(now))


async def _serve(sandbox: "Sandbox", port: int, env_file: Path | None) -> None:
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(sandbox.stop)
        await _open(sandbox, port)
        await sandbox.act("settings", dated_by_machine=True)  # as the app's own clock is the machine's
        if env_file:
            stack.callback(env_file.unlink, missing_ok=True)
            lines = [*_environment(sandbox), f"SANDBOX_WRITE_TOKEN={sandbox.write_token}"]
            _write_for_this_user_alone(env_file, "".join(f"{line}\n" for line in lines))
        click.echo(_welcome(sandbox))
        await sandbox.app_answers()
        await asyncio.Event().wait()


async def _open(sandbox: "Sandbox", port: int) -> None:
    try:
        await sandbox.start(port)
    except OSError as error:
        taken = f"Port {port} cannot be opened: {error.strerror}. Name another with --port; 0 takes any that is free."
        raise PortTakenError(taken) from error


def _welcome(sandbox: "Sandbox") -> str:
    slack = sandbox.slack
    takes = slack.manifest.addresses
    way = f"by signed requests to {takes.events or takes.interactivity}" if takes else "over Socket Mode"
    exports = "\n".join(f"  export {line}" for line in _environment(sandbox))
    acting = f"X-Sandbox-Token: {sandbox.write_token}"
    return (
        f"{slack.workspace.name} is open, a local Slack for {slack.manifest.app_name}. Nothing leaves this machine.\n"
        f"\nOpen {sandbox.url}/ and choose who you are.\n"
        f"\nYour app connects with these; they are good for this sandbox alone, until it stops:\n\n{exports}\n"
        f"\nTell Bolt where this Slack is:\n\n{_OVER_HTTP if takes else _IN_SOCKET_MODE}\n"
        f"\nScripts that act as people, by the control API of docs/sandbox.md, send {acting}\n"
        f"{_not_known(slack.manifest)}"
        f"\nWhat happens is delivered {way}. Stop with Ctrl-C."
    )


def _not_known(manifest: "Manifest") -> str:
    from careapp.sandbox.unknown import unknown_events, unknown_scopes

    words = [*unknown_scopes(manifest), *unknown_events(manifest)]
    named = "misspelt, or not among what docs/sandbox-coverage.md lists"
    return f"\nThe manifest asks for what is not known here: {', '.join(words)} ({named}).\n" if words else ""


def _environment(sandbox: "Sandbox") -> list[str]:
    return [
        f"SLACK_BOT_TOKEN={sandbox.bot_token}",
        f"SLACK_APP_TOKEN={sandbox.app_token}",
        f"SLACK_SIGNING_SECRET={sandbox.signing_secret}",
        f"SLACK_API_URL={sandbox.url}/api/",
    ]


def _write_for_this_user_alone(path: Path, text: str) -> None:
    """The file appears whole: a script may wait for it."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    part.replace(path)


def _read(path: Path) -> Any:
    from careapp.sandbox.real_tokens import REAL_TOKEN_SENTENCE, holds_real_token

    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        leave(f"{path} must end in {', '.join(_READERS)}, so that it is known how to read it.", BAD_DATA)
    try:
        text = path.read_text(encoding="utf-8")
        if holds_real_token(text):  # looked for here already, as what cannot be read is quoted
            leave(f"{path}: {REAL_TOKEN_SENTENCE}", BAD_DATA)
        return reader(text)
    except OSError as error:
        leave(f"{path} cannot be read: {why(error)}.", BAD_DATA)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        leave(f"{path} cannot be read: {' '.join(str(error).split())}.", BAD_DATA)


@contextlib.contextmanager
def _named(source: Path | str) -> Iterator[None]:
    try:
        yield
    except ValueError as wrong:
        leave(f"{source}: {wrong}", BAD_DATA)


def _instant(now: str | None) -> datetime | None:
    from careapp.sandbox.clock import known

    try:
        return known(datetime.fromisoformat(now)) if now else None
    except ValueError as wrong:
        sentence = f"{now} is no instant: give a day, a time and a zone, as 2026-11-23T16:55+01:00"
        raise click.BadParameter(f"{sentence}. {wrong}", param_hint="--now") from wrong

"""`careapp sandbox`: a local Slack from the command line, and what it says of files that are wrong."""

import json
import signal
import socket
import stat
import sys
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import aiohttp
import pytest
import yaml
from click.testing import CliRunner

from careapp.cli import main
from careapp.settings import HOUSE
from tests.cli.conftest import type_in
from tests.examples.tea_time import EXAMPLES, run
from tests.process import Process

MANIFEST = EXAMPLES / "bolt-python" / "manifest.yml"
NAMES = ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL"]
APP = {"features": {"bot_user": {"display_name": "Tea"}}}


def refused(*options: str | Path) -> tuple[int, str]:
    """Type the command with options that it cannot take; return its exit code and what it said."""
    result = CliRunner().invoke(main, ["sandbox", *map(str, options)])
    return result.exit_code, result.output


def started(folder: Path, *options: str) -> AbstractAsyncContextManager[Process]:
    """Run the command with the example's manifest, or another, until the block is left."""
    named = options if "--manifest" in options else ("--manifest", str(MANIFEST), *options)
    return run(folder, {}, sys.executable, "-m", "careapp", "sandbox", "--port", "0", *named)


async def welcome(process: Process) -> dict[str, str]:
    """Read what it says at the start; return the lines to paste."""
    await process.says("Stop with Ctrl-C.")
    exports = [line.split() for line in process.said.splitlines() if line.startswith("  export ")]
    return dict(line.split("=", 1) for _, line in exports)


async def test_it_says_where_it_is_and_what_an_app_needs(tmp_path: Path) -> None:
    async with started(tmp_path) as process:
        lines = await welcome(process)
        assert list(lines) == NAMES
        address = lines["SLACK_API_URL"].removesuffix("api/")
        assert f"Open {address} and choose who you are." in process.said
        assert "Teapot Lane is open, a local Slack for Tea Time." in process.said
        assert "delivered over Socket Mode" in process.said
        assert "not known here" not in process.said
        assert "base_url=SLACK_API_URL" in process.said
        assert "slackApiUrl: SLACK_API_URL" in process.said
        bearer = {"Authorization": f"Bearer {lines['SLACK_BOT_TOKEN']}"}
        async with aiohttp.ClientSession() as http:
            async with http.post(f"{address}api/auth.test", headers=bearer) as answer:
                assert (await answer.json())["team"] == "Teapot Lane"
            async with http.get(address) as page:
                assert page.status == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_it_kindly_and_its_lines_go_with_it(tmp_path: Path, number: int) -> None:
    kept = tmp_path / "slack.env"
    async with started(tmp_path, "--env-file", str(kept)) as process:
        lines = await welcome(process)
        *for_the_app, for_scripts = kept.read_text().splitlines()
        assert for_the_app == [f"{name}={value}" for name, value in lines.items()]
        assert f"X-Sandbox-Token: {for_scripts.removeprefix('SANDBOX_WRITE_TOKEN=')}\n" in process.said
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        process.signal(number)
        assert await process.code() == 0
        assert process.said.endswith("The sandbox has stopped, and everything in it is forgotten.\n")
    assert not kept.exists()


async def test_lines_that_others_could_read_are_replaced_by_a_file_that_they_cannot(tmp_path: Path) -> None:
    kept = tmp_path / "slack.env"
    kept.write_text("old")
    kept.chmod(0o644)
    async with started(tmp_path, "--env-file", str(kept)) as process:
        await welcome(process)
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert "old" not in kept.read_text()


async def test_a_workspace_a_time_and_a_url_can_be_named(tmp_path: Path) -> None:
    options = ("--workspace", str(EXAMPLES / "workspace.toml"), "--now", "2026-11-23T16:55+01:00")
    async with started(tmp_path, *options, "--request-url", "http://localhost:9/slack/events") as process:
        lines = await welcome(process)
        assert "signed requests to http://localhost:9/slack/events" in process.said
        assert "signing_secret" in process.said
        state = lines["SLACK_API_URL"].replace("/api/", "/_sandbox/state")
        async with aiohttp.ClientSession() as http, http.get(state) as answer:
            read = await answer.json()
    assert (read["me"]["handle"], read["team"]["name"]) == ("iris", "Corner Tea")
    assert read["now"].startswith("2026-11-23T15:55:")


async def test_a_manifest_may_be_json(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps(yaml.safe_load(MANIFEST.read_text())))
    async with started(tmp_path, "--manifest", str(manifest)) as process:
        await welcome(process)


async def test_what_a_manifest_misspells_is_named_at_the_start(tmp_path: Path) -> None:
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    manifest["oauth_config"]["scopes"]["bot"] += ["chat:wirte", "chat:write.public"]
    manifest["settings"]["event_subscriptions"]["bot_events"] += ["app_home_opend", "message.im"]
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    async with started(tmp_path, "--manifest", str(tmp_path / "manifest.json")) as process:
        await welcome(process)
        assert "asks for what is not known here: chat:wirte, app_home_opend (" in process.said


async def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        words = ("sandbox", "--manifest", str(MANIFEST), "--port", str(port))
        code, said = await type_in(tmp_path, *words, PYTHONPATH=str(HOUSE))
    assert (code, said.split(":")[0]) == (75, f"Port {port} cannot be opened")
    assert said.endswith("Name another with --port; 0 takes any that is free.\n")


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("m.yml", None, "m.yml cannot be read: No such file or directory."),
        ("m.txt", "", "m.txt must end in .json, .yml, .yaml, .toml, so that it is known how to read it."),
        ("m.yml", "a: [", "m.yml cannot be read: while parsing a flow node"),
        ("m.json", "{,}", "m.json cannot be read: Expecting property name"),
        ("m.json", "[" * 100_000, "m.json cannot be read: "),
        ("m.yml", "", "m.yml: The file must hold fields with names, not nothing."),
        ("m.yml", "features: {}", "m.yml: The manifest declares no bot_user"),
        ("m.json", json.dumps(APP | {"settings": 7}), "m.json: settings must hold fields with names, not a number."),
        (
            "m.json",
            json.dumps({"features": {"bot_user": {"display_name": "T"}, "slash_commands": [{"command": "tea"}]}}),
            "m.json: features.slash_commands 1: `command` must be one word after a slash, not “tea”.",
        ),
    ],
)
def test_a_manifest_that_is_wrong_is_named_with_its_field(
    tmp_path: Path, name: str, text: str | None, sentence: str
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    code, said = refused("--manifest", tmp_path / name)
    said = said.removeprefix(f"{tmp_path}/")
    assert (code, said[: len(sentence)], said.count("\n")) == (65, sentence, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("person = 7", "w.toml: `person` must be a list, not a number."),
        ('name = "A', "w.toml cannot be read: "),
        ('[[person]]\nname = "Ada"', "w.toml: person 1: `handle` is missing."),
        (
            '[[person]]\nhandle = "a"\nzone = "Mars/Base"',
            "w.toml: There is no time zone Mars/Base, which a is to be in.",
        ),
        ('[[persons]]\nhandle = "a"', "w.toml: `persons` is not known here; there are name, person, channel, group."),
    ],
)
def test_a_workspace_that_is_wrong_is_named_with_its_field(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "w.toml").write_text(text)
    code, said = refused("--manifest", MANIFEST, "--workspace", tmp_path / "w.toml")
    said = said.removeprefix(f"{tmp_path}/")
    assert (code, said[: len(sentence)], said.count("\n")) == (65, sentence, 1)


def test_urls_of_other_machines_and_times_without_a_zone_are_refused() -> None:
    code, said = refused("--manifest", MANIFEST, "--request-url", "https://tea.example/slack/events")
    assert (code, said.split(":")[0]) == (65, "--request-url")
    assert "the sandbox posts to this machine alone" in said
    code, said = refused("--manifest", MANIFEST, "--now", "2026-11-23T16:55")
    assert code == 2
    assert "The clock wants an instant with a time zone." in said


@pytest.mark.parametrize("text", ["features: {}\ntoken: {}", "features: [{}", "{}: [", "\t{}"])
def test_a_file_with_a_real_token_is_refused_and_the_token_is_not_quoted(tmp_path: Path, text: str) -> None:
    token = "-".join(["xoxb", "1234567890123", "1234567890124", "AbCdEfGhIjKlMnOpQrStUvWx"])
    (tmp_path / "m.yml").write_text(text.replace("{}", token))
    for options in (("--manifest", tmp_path / "m.yml"), ("--manifest", MANIFEST, "--workspace", tmp_path / "m.yml")):
        code, said = refused(*options)
        assert (code, said.count("\n"), token in said) == (65, 1, False)
        assert "m.yml: That looks like the token of a real workspace." in said

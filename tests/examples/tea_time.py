"""The examples as processes: a sandbox from the command line, an app beside it, and somebody who wants tea."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from careapp.settings import HOUSE
from tests.examples.person import Person, arriving
from tests.process import Process

EXAMPLES = HOUSE / "examples"
COUNTER = "CCOUNTER"
BUTTON = {"action_id": "choose", "element": {"type": "button"}}


@contextlib.asynccontextmanager
async def run(folder: Path, environment: dict[str, str], *command: str) -> AsyncIterator[Process]:
    """Run a program in a folder until the block is left."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(HOUSE), "PYTHONUNBUFFERED": "1", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    running = Process(process)
    try:
        yield running
    finally:
        await running.end()


@contextlib.asynccontextmanager
async def sandbox(manifest: Path, folder: Path, *options: str) -> AsyncIterator[dict[str, str]]:
    """Run `careapp sandbox` for an example; yields the environment that its app needs."""
    lines = folder / "sandbox.env"
    named = ("--manifest", str(manifest), "--workspace", str(EXAMPLES / "workspace.toml"), "--env-file", str(lines))
    command = (sys.executable, "-m", "careapp", "sandbox", *named, "--port", "0", *options)
    async with run(folder, {}, *command) as process:
        await process.says("Stop with Ctrl-C.")
        yield dict(line.split("=", 1) for line in lines.read_text().splitlines())


async def have_tea(environment: dict[str, str]) -> None:
    """Go through the app as Iris would: slash command, button, modal, Home and a reaction."""
    async with arriving(environment, "UIRIS") as iris:
        offer = await _order(iris)
        await iris.does("open_home", tab="home")
        home = await iris.is_shown("home")
        assert home["blocks"][0]["text"]["text"] == "• Assam"
        await iris.does("react", channel=COUNTER, ts=offer, name="tea", on=True)
        served = await iris.sees("Here it is. Careful, it is hot.")
        assert served["thread_ts"] == offer
        await iris.does("settle")
        calls = (await iris.looks_up("calls"))["calls"]
    assert [(row["name"], row["error"]) for row in calls if not row["ok"]] == []
    assert {"api", "event", "command", "interactive"} == {row["kind"] for row in calls}


async def _order(iris: Person) -> str:
    """Order by the slash command, its button and its form; returns the `ts` of the offer."""
    assert (await iris.does("command", channel=COUNTER, command="/tea", text="two"))["ok"]
    offer = await iris.sees("Tea for two?")
    row = offer["blocks"][0]["block_id"]
    assert (await iris.does("action", channel=COUNTER, message_ts=offer["ts"], block_id=row, **BUTTON))["ok"]
    form = (await iris.is_shown("view"))["id"]
    refused = await iris.does("submit", view_id=form, values={"tea": {"name": {"value": "Coffee"}}})
    assert refused["errors"] == {"tea": "There is no coffee here."}
    assert (await iris.does("submit", view_id=form, values={"tea": {"name": {"value": "Assam"}}}))["ok"]
    await iris.sees("<@UIRIS> would like Assam.")
    seen = (await iris.looks_up("messages", channel=COUNTER))["messages"]
    assert "The kettle is on." in [each["text"] for each in seen if each.get("ephemeral")]
    return str(offer["ts"])

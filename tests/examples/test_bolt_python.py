"""The example app of Bolt for Python, on a sandbox of its own, in both ways that Slack delivers."""

import sys
from pathlib import Path

from tests.connection.signed import free_port
from tests.examples.tea_time import EXAMPLES, have_tea, run, sandbox

HERE = EXAMPLES / "bolt-python"
MANIFEST = HERE / "manifest.yml"


async def test_tea_is_had_over_socket_mode(tmp_path: Path) -> None:
    async with sandbox(MANIFEST, tmp_path) as environment, run(HERE, environment, sys.executable, "app.py") as app:
        await app.says("Bolt app is running")
        await have_tea(environment)


async def test_tea_is_had_over_signed_http(tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/slack/events"
    command = (sys.executable, "app.py", "--http", str(port))
    async with (
        sandbox(MANIFEST, tmp_path, "--request-url", url) as environment,
        run(HERE, environment, *command) as app,
    ):
        await app.says("Bolt app is running")
        await have_tea(environment)

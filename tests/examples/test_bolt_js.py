"""The example app of Slack's own Bolt for JavaScript, on a sandbox of its own."""

import json
from pathlib import Path

from tests.connection.signed import free_port
from tests.examples.tea_time import EXAMPLES, have_tea, run, sandbox

HERE = EXAMPLES / "bolt-js"
MANIFEST = HERE / "manifest.json"


async def test_tea_is_had_with_javascript_too(node: str, tmp_path: Path) -> None:
    async with sandbox(MANIFEST, tmp_path) as environment, run(HERE, environment, node, "app.js") as app:
        await app.says("Tea Time is running.")
        await have_tea(environment)


async def test_tea_is_had_with_javascript_over_signed_http(node: str, tmp_path: Path) -> None:
    port = free_port()
    command, url = (node, "app.js", "--http", str(port)), f"http://127.0.0.1:{port}/slack/events"
    async with (
        sandbox(MANIFEST, tmp_path, "--request-url", url) as environment,
        run(HERE, environment, *command) as app,
    ):
        await app.says("Tea Time is running.")
        await have_tea(environment)


def test_every_package_is_pinned_by_its_hash_and_none_names_where_it_comes_from() -> None:
    text = (HERE / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    itself = packages.pop("")
    declared = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert len(packages) > 50
    assert [name for name, package in packages.items() if not package["integrity"].startswith("sha512-")] == []
    assert all(version == packages[f"node_modules/{name}"]["version"] for name, version in declared.items())
    assert itself["dependencies"] == declared
    assert "://" not in text

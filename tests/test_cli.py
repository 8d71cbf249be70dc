"""`careapp run` says in one sentence why it cannot run, and leaves with a code that a supervisor understands."""

import asyncio
import sys
from pathlib import Path

import pytest

from careapp.demo.play import new_sandbox
from careapp.practice.tombstone import Tombstone
from careapp.store import Store
from careapp.store import tombstone as tombstones
from tests.conftest import MONDAY


async def run(folder: Path, **environment: str) -> tuple[int, str]:
    """Run `careapp run` in a folder until it leaves; return its code and what it said."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "careapp",
        "run",
        cwd=folder,
        env={"CARE_DATABASE": str(folder / "care.db"), **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


async def test_without_tokens_it_says_which_one_to_set(tmp_path: Path) -> None:
    code, said = await run(tmp_path)
    assert (code, said) == (78, "Set SLACK_BOT_TOKEN in the environment. README.md says where Slack shows it.\n")
    code, said = await run(tmp_path, SLACK_BOT_TOKEN="xoxb-1")
    assert (code, said.split(" in ")[0]) == (78, "Set SLACK_APP_TOKEN")


@pytest.mark.parametrize(
    ("bot", "app", "named"), [("xapp-1", "xoxb-1", "BOT"), ("xapp-1", "", "BOT"), ("xoxb-1", "xoxb-1", "APP")]
)
async def test_tokens_that_are_swapped_are_said_to_be(tmp_path: Path, bot: str, app: str, named: str) -> None:
    code, said = await run(tmp_path, SLACK_BOT_TOKEN=bot, SLACK_APP_TOKEN=app)
    assert (code, said.split(" holds")[0]) == (78, f"SLACK_{named}_TOKEN")
    assert said.endswith("Are the two tokens swapped?\n")


async def test_a_signing_secret_without_a_port_asks_for_the_port(tmp_path: Path) -> None:
    code, said = await run(tmp_path, SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s")
    assert (code, said.split(":")[0]) == (78, "SLACK_SIGNING_SECRET is set, so set CARE_PORT too")
    assert "SLACK_APP_TOKEN" not in said


async def test_a_list_of_what_was_taken_back_that_is_broken_stops_the_start_and_says_what_to_do(tmp_path: Path) -> None:
    await Store.open(tmp_path / "care.db").close()
    tombstones.add_to_file(tmp_path / "backups", [Tombstone("person", "UGONE", MONDAY)])
    with (tmp_path / "backups" / tombstones.FILE).open("a") as file:
        file.write("<<<<<<\n")
    async with new_sandbox(MONDAY) as sandbox:
        tokens = {"SLACK_BOT_TOKEN": sandbox.bot_token, "SLACK_APP_TOKEN": sandbox.app_token}
        code, said = await run(tmp_path, SLACK_API_URL=f"{sandbox.url}/api/", **tokens)
    assert code == 65
    assert "its line 2 is not one of Care's. If the database in place is sound" in said.splitlines()[-1]


@pytest.mark.parametrize("wrong", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
async def test_a_wrong_token_is_named(tmp_path: Path, wrong: str) -> None:
    async with new_sandbox(MONDAY) as sandbox:
        tokens = {"SLACK_BOT_TOKEN": sandbox.bot_token, "SLACK_APP_TOKEN": sandbox.app_token, wrong: "x-wrong"}
        code, said = await run(tmp_path, SLACK_API_URL=f"{sandbox.url}/api/", **tokens)
    assert code == 77
    assert f"Slack refused: invalid_auth. Is {wrong} that of this app" in said
    assert "Traceback" not in said
    assert "Unclosed" not in said


async def test_a_slack_that_is_not_there_is_tried_again_by_the_supervisor(tmp_path: Path) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    code, said = await run(tmp_path, SLACK_API_URL="http://127.0.0.1:9/api/", **tokens)
    assert code == 69
    assert "Slack cannot be reached" in said


async def test_another_address_than_slacks_is_refused(tmp_path: Path) -> None:
    code, said = await run(tmp_path, SLACK_API_URL="https://evil.example/api/")
    assert code == 78
    assert said.startswith("SLACK_API_URL: it must be https://slack.com/api/, or http://127.0.0.1:PORT/api/ with the ")


async def test_a_folder_is_no_database(tmp_path: Path) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    code, said = await run(tmp_path, CARE_DATABASE=str(tmp_path), **tokens)
    assert (code, said) == (65, f"{tmp_path} is a folder; name a file in it.\n")


async def test_a_mistake_in_the_library_is_named(tmp_path: Path) -> None:
    (tmp_path / "values.toml").write_text("value = 7")
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    code, said = await run(tmp_path, CARE_LIBRARY=str(tmp_path), **tokens)
    assert code == 65
    assert said.startswith(f"{tmp_path / 'values.toml'}")
    assert "Traceback" not in said


async def test_a_disk_that_fails_at_the_start_is_tried_again_by_the_supervisor(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "care.db")
    async with store.transaction() as db:
        tombstones.put(db, Tombstone("person", "UGONE", MONDAY), MONDAY)
    await store.close()
    in_the_way = tmp_path / "backups" / f"{tombstones.FILE}.part"
    in_the_way.mkdir(parents=True)
    async with new_sandbox(MONDAY) as sandbox:
        tokens = {"SLACK_BOT_TOKEN": sandbox.bot_token, "SLACK_APP_TOKEN": sandbox.app_token}
        code, said = await run(tmp_path, SLACK_API_URL=f"{sandbox.url}/api/", **tokens)
    assert code == 74
    assert said.splitlines()[-1] == f"{in_the_way} cannot be used: Is a directory."
    assert "Traceback" not in said

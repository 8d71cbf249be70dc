"""HTTP mode: Slack comes to Care, each of its requests once, and finds the same listeners."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from careapp.connection.http_mode import PATH
from careapp.demo.play import new_sandbox
from tests.conftest import MONDAY
from tests.connection.signed import FRONTLINE, JSON, SECRET, STORY, Served, free_port, headers, serving
from tests.handlers.test_story import stories_of
from tests.team import words


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    """The demo's people, and Care served over HTTP."""
    async with serving(tmp_path / "care.db", MONDAY) as served:
        yield served


async def test_a_story_told_by_a_signed_command_is_kept_and_acked(served: Served) -> None:
    await served.set_up()
    status, said = await served.post_signed(served.story_command())
    assert status == 200
    assert "Thank you. Your story is on its way" in json.loads(said)["text"]
    (story,) = await stories_of(served)
    assert (story.text, story.teller, story.way) == (STORY, "UJONAS", "command")


async def test_a_whole_round_works(served: Served) -> None:
    await served.set_up()
    await served.at_local("16:55")
    (round_,) = [m for m in served.from_care(FRONTLINE) if "are open" in m["text"]]
    await served.click("priya", FRONTLINE, round_, "round.tell")
    assert (await served.submit("priya", text=STORY))["ok"]
    assert "errors" in await _emptied(served)
    await served.say("sam", FRONTLINE, "I called the customer back before the shop opened", round_["ts"])
    await served.command("jonas", FRONTLINE, "/kudos @sam stayed late to fix the order")
    shown = served.from_care(FRONTLINE, round_["ts"])[-1]
    await served.react("jonas", FRONTLINE, shown["ts"], "tada")
    await served.home("jonas")
    await served.at_local("17:00")
    summary = words(next(m for m in served.from_care(FRONTLINE) if m["ts"] == round_["ts"]))
    assert "*2 stories* by 2 people  ·  1 cheer" in summary


async def test_care_takes_all_that_the_sandbox_posts(served: Served) -> None:
    await served.set_up()
    await served.say("sam", FRONTLINE, "Good morning")
    await served.home("jonas")
    posted = [row for row in served.sandbox.slack.calls.rows if row["kind"] != "api"]
    assert [(row["name"], row["error"]) for row in posted if not row["ok"] or row["retry"]] == []
    assert {"url_verification", "/care", "message", "app_home_opened"} <= {row["name"] for row in posted}
    assert not served.sandbox.slack.socket_mode.connected


async def _emptied(served: Served) -> dict[str, Any]:
    await served.command("jonas", FRONTLINE, "/story")
    return await served.submit("jonas", text="  ")


async def test_the_same_request_a_second_time_is_refused(served: Served) -> None:
    await served.set_up()
    body = served.story_command()
    sent = headers(body, served.sandbox.clock.now())
    assert (await served.post(body, sent))[0] == 200
    assert await served.post(body, sent) == (401, b"")
    served.sandbox.clock.advance(299)
    assert await served.post(body, sent) == (401, b"")
    assert len(await stories_of(served)) == 1


async def test_signed_anew_it_changes_nothing_nor_after_a_restart(served: Served) -> None:
    await served.set_up()
    body = served.story_command()
    sent = headers(body, served.sandbox.clock.now())
    assert (await served.post(body, sent))[0] == 200
    served.sandbox.clock.advance(60)
    assert await served.post_signed(body) == (200, b"")
    await served.stop()
    await served.start()
    assert await served.post(body, sent) == (200, b"")
    assert len(await stories_of(served)) == 1


async def test_what_failed_may_come_again_in_the_same_words(served: Served) -> None:
    await served.set_up()
    await served.at_local("16:55")
    (round_,) = [m for m in served.from_care(FRONTLINE) if "are open" in m["text"]]
    event = {"type": "message", "user": "UJONAS", "channel": served.channel_id(FRONTLINE), "text": STORY}
    event |= {"ts": "1793811400.000100", "thread_ts": round_["ts"]}
    body = json.dumps({"type": "event_callback", "event_id": "Ev1", "event": event}).encode()
    sent = headers(body, served.sandbox.clock.now(), JSON)
    conn = served.care.store._db.conn
    conn.execute("ALTER TABLE story_thanks RENAME TO gone")
    assert (await served.post(body, sent))[0] == 500
    conn.execute("ALTER TABLE gone RENAME TO story_thanks")
    assert (await served.post(body, sent))[0] == 200
    assert (await served.post(body, sent))[0] == 401
    assert [story.text for story in await stories_of(served)] == [STORY]


async def test_slack_learns_that_the_address_is_cares(served: Served) -> None:
    body = json.dumps({"type": "url_verification", "token": "t", "challenge": "3eZbrw1aBm2r"})
    status, said = await served.post_signed(body.encode(), JSON)
    assert (status, json.loads(said)) == (200, {"challenge": "3eZbrw1aBm2r"})
    async with served.http.get(f"http://127.0.0.1:{served.port}{PATH}?ssl_check=1&token=t") as answer:
        assert (answer.status, await answer.read()) == (200, b"")
    assert await served.post_signed(b"ssl_check=1&token=t") == (200, b"")


async def test_only_this_machine_is_listened_to(served: Served) -> None:
    with pytest.raises(OSError):
        await asyncio.open_connection("127.0.0.2", served.port)


async def test_requests_older_than_the_memory_of_them_are_too_old_anyway(served: Served) -> None:
    body = b"ssl_check=1"
    early = headers(body, served.sandbox.clock.now() + timedelta(seconds=299))
    assert (await served.post(body, early))[0] == 200
    served.sandbox.clock.advance(598)
    assert (await served.post(body, early))[0] == 401
    served.sandbox.clock.advance(3)
    assert (await served.post_signed(b"ssl_check=1&n=2"))[0] == 200
    assert (await served.post(body, early))[0] == 401


async def _run(folder: Path, **environment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "careapp", "run"),
        cwd=folder,
        env={"CARE_DATABASE": str(folder / "care.db"), **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def test_careapp_run_serves_without_an_app_level_token(tmp_path: Path) -> None:
    port = free_port()
    async with new_sandbox(MONDAY) as sandbox, aiohttp.ClientSession() as http:
        tokens = {"SLACK_BOT_TOKEN": sandbox.bot_token, "SLACK_SIGNING_SECRET": SECRET, "CARE_PORT": str(port)}
        process = await _run(tmp_path, SLACK_API_URL=f"{sandbox.url}/api/", **tokens)
        assert process.stdout
        said = [await process.stdout.readline()]
        while said[-1] and b"Care is running" not in said[-1]:
            said.append(await process.stdout.readline())
        assert f"Care takes what Slack sends at http://127.0.0.1:{port}{PATH}." in b"".join(said).decode()
        async with http.get(f"http://127.0.0.1:{port}{PATH}?ssl_check=1") as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGTERM)
        rest, _ = await process.communicate()
    assert process.returncode == 0, rest
    assert not {SECRET, sandbox.bot_token} & set(b"".join([*said, rest]).decode().split())


@pytest.mark.parametrize(
    ("environment", "code", "sentence"),
    [
        ({"CARE_PORT": "3000"}, 78, "Set SLACK_SIGNING_SECRET in the environment."),
        ({"CARE_PORT": "0"}, 78, "CARE_PORT: Input should be greater than or equal to 1"),
        ({"CARE_PORT": "eighty"}, 78, "CARE_PORT: Input should be a valid integer"),
    ],
)
async def test_what_is_missing_or_wrong_is_named(
    tmp_path: Path, environment: dict[str, str], code: int, sentence: str
) -> None:
    process = await _run(tmp_path, SLACK_BOT_TOKEN="xoxb-1", **environment)
    said, _ = await process.communicate()
    assert (process.returncode, said.decode()[: len(sentence)]) == (code, sentence)


async def test_a_port_that_is_taken_is_said_to_be(tmp_path: Path) -> None:
    async with new_sandbox(MONDAY) as sandbox:
        tokens = {"SLACK_BOT_TOKEN": sandbox.bot_token, "SLACK_SIGNING_SECRET": SECRET}
        port = sandbox.url.rpartition(":")[2]
        process = await _run(tmp_path, SLACK_API_URL=f"{sandbox.url}/api/", CARE_PORT=port, **tokens)
        said, _ = await process.communicate()
    assert process.returncode == 75
    assert f"Port {port} cannot be opened" in said.decode()
    assert "Traceback" not in said.decode()

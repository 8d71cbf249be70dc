"""A Care that is told to stop finishes what it has in hand, and is gone within ten seconds, whatever hangs."""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from careapp.sandbox import Sandbox
from careapp.sandbox.faults import delay, held_answer, held_call, refusal
from tests.process import FRONTLINE, Calls, Process, care_process, set_up, shown, workspace

STOPPING = "Care finishes what it has in hand"
RUNNING = "Care is running"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A local Slack whose time is the machine's."""
    async with workspace() as running:
        yield running


@pytest.fixture
async def care(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Process]:
    """Care in a process of its own, with a circle."""
    calls = Calls(sandbox)
    async with care_process(sandbox, tmp_path) as process:
        await process.says(RUNNING)
        await set_up(sandbox)
        await calls.until(lambda rows: any(row["name"] == "chat.postMessage" for row in rows))
        yield process


def type_story(sandbox: Sandbox) -> Any:
    return sandbox.act("command", user="UJONAS", **FRONTLINE, command="/story", text="I drove back with the screws")


def state_of(folder: Path, key: str) -> str:
    with sqlite3.connect(folder / "care.db") as db:
        (state,) = db.execute("SELECT state FROM posts WHERE key = ?", [key]).fetchone()
    db.close()
    return str(state)


async def test_the_call_in_hand_is_finished_and_kept_as_sent(sandbox: Sandbox, care: Process, tmp_path: Path) -> None:
    slow = held_answer()
    sandbox.faults.plan("chat.postMessage", slow)
    assert (await type_story(sandbox))["ok"]
    await slow.held.wait()
    care.signal(signal.SIGTERM)
    await care.says(STOPPING)
    asyncio.get_running_loop().call_later(2, slow.release)
    assert await care.code() == 0
    assert care.said.endswith("Care has stopped.\n")
    assert state_of(tmp_path, "story:1") == "sent"
    assert sum("with the screws" in message for message in shown(sandbox)) == 1


async def test_a_call_that_the_clock_began_is_finished_too(sandbox: Sandbox, care: Process, tmp_path: Path) -> None:
    slow = held_answer()
    sandbox.faults.plan("chat.postMessage", delay(0), slow)
    for _ in range(2):  # the second waits a second for its turn, and time sends it
        await type_story(sandbox)
    await slow.held.wait()
    care.signal(signal.SIGTERM)
    await care.says(STOPPING)
    slow.release()
    assert await care.code() == 0
    assert [state_of(tmp_path, f"story:{n}") for n in (1, 2)] == ["sent", "sent"]


async def test_a_second_signal_does_no_harm(sandbox: Sandbox, care: Process, tmp_path: Path) -> None:
    slow = held_answer()
    sandbox.faults.plan("chat.postMessage", slow)
    await type_story(sandbox)
    await slow.held.wait()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGTERM):
        care.signal(number)
    await care.says(STOPPING)
    care.signal(signal.SIGTERM)
    slow.release()
    assert await care.code() == 0
    assert "Traceback" not in care.said
    assert state_of(tmp_path, "story:1") == "sent"


async def test_an_answer_that_never_comes_is_left_to_the_next_start(
    sandbox: Sandbox, care: Process, tmp_path: Path
) -> None:
    slow = held_answer()
    sandbox.faults.plan("chat.postMessage", slow)
    await type_story(sandbox)
    await slow.held.wait()
    care.signal(signal.SIGTERM)
    assert await care.code() == 0
    assert "the next start looks at what came of it" in care.said
    assert state_of(tmp_path, "story:1") == "sending"
    slow.release()
    async with care_process(sandbox, tmp_path) as again:
        await again.says(RUNNING)
        assert state_of(tmp_path, "story:1") == "checking"
        again.signal(signal.SIGTERM)
        assert await again.code() == 0
    assert sum("with the screws" in message for message in shown(sandbox)) == 1


async def test_a_hang_up_stops_care_as_tidily(sandbox: Sandbox, care: Process, tmp_path: Path) -> None:
    slow = held_answer()
    sandbox.faults.plan("chat.postMessage", slow)
    await type_story(sandbox)
    await slow.held.wait()
    care.signal(signal.SIGHUP)
    await care.says(STOPPING)
    slow.release()
    assert await care.code() == 0
    assert care.said.endswith("Care has stopped.\n")
    assert state_of(tmp_path, "story:1") == "sent"


async def test_a_mute_socket_does_not_keep_care(sandbox: Sandbox, care: Process) -> None:
    sandbox.socket_faults.mute()
    care.signal(signal.SIGTERM)
    assert await care.code() == 0
    assert "Traceback" not in care.said


async def test_a_command_in_hand_is_kept_and_answered_though_the_disk_is_slow(
    sandbox: Sandbox, care: Process, tmp_path: Path
) -> None:
    asked = held_call()
    sandbox.faults.plan("usergroups.users.list", asked)
    giving = asyncio.create_task(
        sandbox.act("command", user="UJONAS", **FRONTLINE, command="/kudos", text="@night-shift stayed late")
    )
    await asyncio.wait([giving, asyncio.create_task(asked.held.wait())], return_when=asyncio.FIRST_COMPLETED)
    assert asked.held.is_set(), giving.result()
    reader = sqlite3.connect(tmp_path / "care.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM kudos").fetchone()  # while somebody reads, nobody's commit ends
    care.signal(signal.SIGTERM)
    await care.says(STOPPING)
    asked.release()
    asyncio.get_running_loop().call_later(1, reader.rollback)
    assert (await giving)["ok"]
    assert await care.code() == 0
    assert reader.execute("SELECT count(*) FROM kudos").fetchone() == (1,)
    reader.close()


async def test_care_can_be_stopped_before_slack_has_answered_at_all(sandbox: Sandbox, tmp_path: Path) -> None:
    never = held_call()
    sandbox.faults.plan("apps.connections.open", never)
    async with care_process(sandbox, tmp_path) as starting:
        await never.held.wait()
        starting.signal(signal.SIGTERM)
        assert await starting.code() == 0
        assert "Traceback" not in starting.said


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "invalid_auth"])
async def test_who_is_not_let_in_any_more_leaves_and_says_so(sandbox: Sandbox, tmp_path: Path, error: str) -> None:
    async with care_process(sandbox, tmp_path) as care:
        await care.says(RUNNING)
        sandbox.faults.plan("apps.connections.open", refusal(error))
        sandbox.socket_faults.reset()
        assert await care.code() == 77
        assert f"Slack refused: {error}. Is SLACK_APP_TOKEN that of this app" in care.said
        assert "Traceback" not in care.said


async def test_with_socket_mode_turned_off_care_leaves_and_says_so(sandbox: Sandbox, tmp_path: Path) -> None:
    async with care_process(sandbox, tmp_path) as care:
        await care.says(RUNNING)
        await sandbox.act("disconnect", reason="link_disabled")
        assert await care.code() == 78
        assert "Socket Mode is turned off for this app." in care.said


async def test_a_second_copy_leaves_the_first_alone(sandbox: Sandbox, care: Process, tmp_path: Path) -> None:
    async with care_process(sandbox, tmp_path) as second:
        assert await second.code() == 75
        assert "Another Care is running" in second.said
    assert (await type_story(sandbox))["ok"]


HANGING = """
import asyncio
import importlib
module = importlib.import_module("careapp.cli.until_stopped")


async def work():
    try:
        print("at work", flush=True)
        await asyncio.Event().wait()
    finally:
        await asyncio.Event().wait()

module._GONE_WITHIN = 0.5
module.until_stopped(work())
"""


async def test_where_clearing_up_hangs_care_is_gone_all_the_same(sandbox: Sandbox, tmp_path: Path) -> None:
    async with care_process(sandbox, tmp_path, "-c", HANGING) as care:
        await care.says("at work")
        care.signal(signal.SIGTERM)
        assert await care.code() == 69


IMPATIENT = """
from careapp.cli.leave import read_settings
from careapp.cli.run import serve
from careapp.cli.until_stopped import until_stopped
from careapp.connection.link import Patience

until_stopped(serve(read_settings(), Patience(hello=0.1, shortest=0.01, longest=0.05, deaf=0.5)))
"""


async def test_a_deaf_care_leaves_so_that_a_supervisor_starts_it_again(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.socket_faults.silence(1000)
    async with care_process(sandbox, tmp_path, "-c", IMPATIENT) as care:
        assert await care.code(20) == 69
        assert "Slack has not been heard for" in care.said
        assert "Traceback" not in care.said

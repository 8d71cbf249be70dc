"""Posts whose sending ended without an answer: looked up before anything is sent again, so each is there once."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from careapp.app import tick
from careapp.demo.play import new_sandbox
from careapp.demo.replay import channel, person
from careapp.sandbox.faults import (
    Fault,
    Hold,
    brake,
    cut_answer,
    cut_json,
    held_answer,
    held_call,
    lost_answer,
    lost_call,
    refusal,
    spoilt_answer,
)
from tests.handlers.test_story import stories_of
from tests.team import Team, chosen_people, running_team, words

FRONTLINE = "care-frontline"


async def states(team: Team) -> dict[str, str]:
    async with team.care.store.reading() as db:
        return {row["key"].partition(":")[0]: row["state"] for row in db.query("SELECT key, state FROM posts")}


@pytest.mark.parametrize(
    "fault", [lost_answer(), spoilt_answer(503), spoilt_answer(200), cut_json(), cut_answer()], ids=str
)
async def test_an_answer_lost_after_slack_did_it_gives_one_post(team: Team, fault: Fault) -> None:
    await team.set_up()
    team.sandbox.faults.plan("chat.postMessage", fault)
    await team.at_local("16:55")
    assert (await states(team))["round"] == "checking"
    await team.at_local("16:57")
    assert len(team.from_care(FRONTLINE)) == 2
    assert (await states(team))["round"] == "sent"
    assert "3 minutes left" in words(team.from_care(FRONTLINE)[-1])
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    assert "Shared so far: <@UJONAS>" in words(team.from_care(FRONTLINE)[-1])


@pytest.mark.parametrize("fault", [lost_answer(), lost_call()], ids=str)
async def test_a_story_under_the_round_is_looked_up_in_its_thread(team: Team, fault: Fault) -> None:
    await team.set_up()
    await team.at_local("16:55")
    round_ts = team.from_care(FRONTLINE)[-1]["ts"]
    team.sandbox.faults.plan("chat.postMessage", fault)
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    assert (await states(team))["story"] == "checking"
    await team.at_local("16:57")
    assert team.sandbox.faults.passed["conversations.replies"] == 1
    assert len(team.from_care(FRONTLINE, round_ts)) == 1


@pytest.mark.parametrize(
    "fault", [lost_call(), spoilt_answer(503), cut_json(), brake(20), refusal("not_authed")], ids=str
)
async def test_a_look_up_that_fails_is_made_again(team: Team, fault: Fault) -> None:
    await team.set_up()
    team.sandbox.faults.plan("chat.postMessage", lost_answer())
    team.sandbox.faults.plan("conversations.history", fault, fault)
    await team.at_local("16:55")
    for _ in range(6):
        team.sandbox.clock.advance(150)
        await team.at(team.care.now())
    assert team.sandbox.faults.passed["chat.postMessage"] == 2
    assert len(team.from_care(FRONTLINE)) == 2
    assert (await states(team))["round"] == "sent"


async def test_slack_has_a_minute_to_settle_after_the_latest_attempt(team: Team) -> None:
    await team.set_up()
    team.sandbox.faults.plan("chat.postMessage", brake(120), lost_answer())
    await team.at_local("16:55")
    await team.at_local("16:57")
    team.sandbox.clock.advance(59)
    await team.settle()
    assert team.sandbox.faults.passed["conversations.history"] == 0
    team.sandbox.clock.advance(1)
    await team.settle()
    assert team.sandbox.faults.passed["conversations.history"] == 1


@pytest.mark.parametrize("fault", [lost_answer(), lost_call()], ids=str)
async def test_a_picture_in_doubt_comes_once(team: Team, fault: Fault) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    team.sandbox.faults.plan("files.completeUploadExternal", fault)
    await team.at_local("16:00", days=4)
    await team.at_local("16:02")
    assert sum(len(m.get("files", [])) for m in team.from_care(FRONTLINE)) == 1


async def test_an_update_whose_answer_is_lost_is_simply_repeated(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    team.sandbox.faults.plan("chat.update", lost_answer())
    await team.at_local("16:56")
    await team.at_local("16:57")
    assert "3 minutes left" in words(team.from_care(FRONTLINE)[-1])
    assert team.sandbox.faults.passed["conversations.history"] == 0


async def test_a_direct_message_in_doubt_is_not_sent_blindly(team: Team, caplog: pytest.LogCaptureFixture) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story")
    team.sandbox.faults.plan("chat.postMessage", lost_answer(), lost_answer())
    await team.submit("jonas", text="Ines rang the bank", thanks=chosen_people("ines"))
    team.sandbox.clock.advance(61)
    await team.settle()
    assert len(team.from_care("@ines")) == 1
    assert (await states(team))["kudos"] == "unknown"
    assert "kudos:1:to:UINES was not delivered" in caplog.text
    assert len(team.from_care(FRONTLINE)) == 2
    assert (await states(team))["story"] == "sent"


@pytest.mark.parametrize("hold", [held_answer, held_call])
async def test_a_stop_between_the_call_and_its_answer_gives_one_post(team: Team, hold: Callable[[], Hold]) -> None:
    await team.set_up()
    held = hold()
    team.sandbox.faults.plan("chat.postMessage", held)
    team.sandbox.clock.set(datetime(2026, 11, 2, 15, 55, tzinfo=UTC))
    ticking = asyncio.create_task(tick(team.care))
    await held.held.wait()
    ticking.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await ticking
    await team.stop()
    held.release()
    await team.start()
    assert (await states(team))["round"] == "checking"
    await team.at_local("16:56")
    await team.at_local("16:57")
    assert len(team.from_care(FRONTLINE)) == 2
    assert (await states(team))["round"] == "sent"


async def test_a_cheer_that_is_faster_than_slacks_answer_is_counted(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    await team.sandbox.act("settings", ack_seconds=0.1)
    hold = held_answer()
    team.sandbox.faults.plan("chat.postMessage", hold)
    telling = asyncio.create_task(team.command("jonas", FRONTLINE, "/story I drove back with the screws"))
    await hold.held.wait()
    (shown,) = team.from_care(FRONTLINE, team.from_care(FRONTLINE)[-1]["ts"])
    await team.sandbox.act(
        "react", user=person("sam"), channel=channel(FRONTLINE), ts=shown["ts"], name="tada", on=True
    )
    await team.sandbox.settled()
    assert [story.cheers for story in await stories_of(team)] == [0]
    hold.release()
    await telling
    team.sandbox.clock.advance(61)
    await team.settle()
    assert [story.cheers for story in await stories_of(team)] == [1]


async def test_a_killed_process_leaves_one_post(tmp_path: Path) -> None:
    """Care runs as its operator runs it, is killed while Slack's answer is on its way, and is started again."""
    sandbox, database = new_sandbox(datetime.now(UTC)), tmp_path / "care.db"
    async with running_team(sandbox, database) as team:
        await team.set_up()
        await team.stop()
        sandbox.clock.set(datetime.now(UTC))
        sandbox.clock.run()
        hold = held_answer()
        sandbox.faults.plan("chat.postMessage", hold)
        care = await _run_care(team, database)
        try:
            await _connected(team)
            await sandbox.act("command", user=person("maya"), channel=channel(FRONTLINE), command="/care", text="round")
            await asyncio.wait_for(hold.held.wait(), 10)
        finally:
            care.kill()
            await care.wait()
        hold.release()
        assert len(team.from_care(FRONTLINE)) == 2
        sandbox.clock.freeze()
        await team.start()
        assert (await states(team))["round"] == "checking"
        team.sandbox.clock.advance(61)
        await team.settle()
        assert (await states(team))["round"] == "sent"
        assert len(team.from_care(FRONTLINE)) == 2


async def _run_care(team: Team, database: Path) -> asyncio.subprocess.Process:
    environment = {
        **os.environ,
        "SLACK_BOT_TOKEN": team.sandbox.bot_token,
        "SLACK_APP_TOKEN": team.sandbox.app_token,
        "SLACK_API_URL": team.settings.slack_api_url,
        "CARE_DATABASE": str(database),
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "careapp", "run", env=environment, stderr=asyncio.subprocess.DEVNULL
    )


async def _connected(team: Team) -> None:
    socket = team.sandbox.slack.socket_mode
    up = asyncio.Event()
    before = socket.on_connected

    def tell(connected: bool) -> None:
        before(connected)
        if connected:
            up.set()

    socket.on_connected = tell
    if not socket.connected:
        await asyncio.wait_for(up.wait(), 20)

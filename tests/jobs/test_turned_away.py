"""A Care that its workspace turned away leaves with a sentence and a code, and goes on when it is let in again."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from careapp.demo.play import new_sandbox
from careapp.demo.replay import channel, person
from careapp.sandbox.events import send_event
from careapp.sandbox.faults import refusal
from tests.jobs.test_post_in_doubt import _connected
from tests.team import Team, running_team, words

FRONTLINE = "care-frontline"


async def _revoke(team: Team) -> None:
    team.sandbox.faults.always("chat.postMessage", refusal("token_revoked"))
    await _tell(team)


async def _uninstall(team: Team) -> None:
    await _tell(team)
    slack = team.sandbox.slack
    send_event(slack, {"type": "app_uninstalled", "event_ts": slack.clock.stamp()})


async def _tell(team: Team) -> None:
    story = {"command": "/story", "text": "I drove back with the screws"}
    told = await team.sandbox.act("command", user=person("jonas"), channel=channel(FRONTLINE), **story)
    assert told["ok"], told


@pytest.mark.parametrize(("turn_away", "reason"), [(_revoke, "token_revoked"), (_uninstall, "app_uninstalled")])
async def test_it_leaves_with_code_77_and_shows_everything_after_the_next_start(
    tmp_path: Path, turn_away: Callable[[Team], Awaitable[None]], reason: str
) -> None:
    async with running_team(new_sandbox(datetime.now(UTC)), tmp_path / "care.db") as team:
        await team.set_up()
        await team.stop()
        team.sandbox.clock.run()
        care = await _run_care(team, tmp_path / "care.db")
        await _connected(team)
        await turn_away(team)
        _, said = await asyncio.wait_for(care.communicate(), 20)
        assert care.returncode == 77
        assert f"Slack does not let Care in any more: {reason}. Everything is kept." in said.decode()
        team.sandbox.faults.clear()
        team.sandbox.clock.freeze()
        team.sandbox.clock.set(datetime.now(UTC))  # the process wrote by the real one, which it must not lag behind
        await team.start()
        await team.settle()
        shown = [message for message in team.from_care(FRONTLINE) if "screws" in words(message)]
        assert len(shown) == 1


async def _run_care(team: Team, database: Path) -> asyncio.subprocess.Process:
    environment = {
        **os.environ,
        "SLACK_BOT_TOKEN": team.sandbox.bot_token,
        "SLACK_APP_TOKEN": team.sandbox.app_token,
        "SLACK_API_URL": team.settings.slack_api_url,
        "CARE_DATABASE": str(database),
    }
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "careapp", "run"), env=environment, stderr=asyncio.subprocess.PIPE
    )

"""A machine that slept: Slack was not heard for long, and one more try may do."""

import asyncio

import pytest

from careapp.connection.link import Patience
from careapp.connection.socket_mode import DeafError
from tests.connection.test_socket_mode import FRONTLINE, QUICK, Line, works
from tests.team import Team

SLEEPY = Patience(**{**vars(QUICK), "silence": 0.6, "deaf": 0.3, "longest": 5})


async def start_and_hear_nothing_for_long(team: Team) -> None:
    """Let a link be silent for longer than `deaf`, while no attempt to replace it has failed."""
    await team.set_up()
    await team.stop()
    team.patience = SLEEPY
    await team.start()
    team.sandbox.socket_faults.mute()


async def test_who_wakes_tries_once_more_before_giving_up(team: Team) -> None:
    await start_and_hear_nothing_for_long(team)
    line = Line(team.sandbox)
    await line.until(lambda: works(team))
    assert (await team.command("jonas", FRONTLINE, "/story I drove back"))["ok"]
    assert not team.care.has_given_up


async def test_who_wakes_and_tries_in_vain_gives_up(team: Team) -> None:
    await start_and_hear_nothing_for_long(team)
    team.sandbox.socket_faults.silence(1000)
    with pytest.raises(DeafError):
        await asyncio.wait_for(team.care.until_given_up(), 10)

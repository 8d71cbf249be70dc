"""Moves of the clock by the control call: a jump, or played by a mover, one at a time."""

import asyncio
from datetime import timedelta

import pytest

from careapp.sandbox import ControlError

from .conftest import NOON

HOUR = timedelta(hours=1)


async def test_a_mover_plays_the_time_up_to_the_instant_that_was_asked_for(slack):
    asked = []

    async def play(instant):
        asked.append(instant)
        slack.sandbox.clock.set(instant)

    slack.sandbox.mover = play
    moved = await slack.control("clock", advance=3600)
    assert (asked, moved["now"]) == ([NOON + HOUR], "2026-03-02T13:00:00+00:00")
    await slack.control("clock", now="2026-03-02T15:30:00+01:00")
    assert asked[1:] == [NOON + 2.5 * HOUR]
    slack.sandbox.mover = None
    await slack.control("clock", advance=60)
    assert (len(asked), slack.sandbox.clock.now()) == (2, NOON + 2.5 * HOUR + timedelta(minutes=1))


async def test_a_second_move_waits_for_the_first_and_goes_on_from_there(slack):
    began, go_on, asked = asyncio.Event(), asyncio.Event(), []

    async def play(instant):
        asked.append(instant)
        began.set()
        await go_on.wait()
        slack.sandbox.clock.set(instant)

    slack.sandbox.mover = play
    first = asyncio.create_task(slack.sandbox.act("clock", advance=3600))
    await began.wait()
    second = asyncio.create_task(slack.sandbox.act("clock", advance=3600, frozen=False))
    await slack.get("state")
    assert (asked, second.done(), slack.sandbox.clock.frozen) == ([NOON + HOUR], False, True)
    go_on.set()
    await asyncio.gather(first, second)
    assert asked == [NOON + HOUR, NOON + 2 * HOUR]
    assert not slack.sandbox.clock.frozen


async def test_a_move_that_fails_does_not_hold_up_the_next(slack):
    async def play(instant):
        raise LookupError("The play has no such day.")

    slack.sandbox.mover = play
    with pytest.raises(LookupError):
        await slack.sandbox.act("clock", advance=60)
    slack.sandbox.mover = None
    assert (await slack.sandbox.act("clock", advance=60))["now"] == "2026-03-02T12:01:00+00:00"


@pytest.mark.parametrize("asked", [{"now": "2026-03-02T12:00:00"}, {"now": "soon"}, {"advance": 1e12}])
async def test_a_mover_is_not_asked_for_what_the_clock_does_not_know(slack, asked):
    async def play(instant):
        raise AssertionError(instant)

    slack.sandbox.mover = play
    with pytest.raises(ControlError):
        await slack.sandbox.act("clock", **asked)

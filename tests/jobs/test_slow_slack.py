"""However slow Slack is, what is due is found and kept in time: sending is no part of the tick."""

import asyncio

from careapp.jobs import digest, round
from careapp.sandbox.faults import held_call
from careapp.store import round as rounds
from tests.team import Team


async def test_rounds_open_and_close_while_slack_holds_every_post(team: Team) -> None:
    await team.set_up()
    slow = held_call()
    team.sandbox.faults.always("chat.postMessage", slow)
    kept = []
    for minutes in (475, 5):  # from 09:00 to 16:55, and to 17:00
        team.sandbox.clock.advance(minutes * 60)
        async with asyncio.timeout(5):
            await round.run(team.care, team.care.now())
            await digest.run(team.care, team.care.now())
        async with team.care.store.reading() as db:
            latest = rounds.latest(db, team.channel_id("care-frontline"), team.care.now())
        kept.append(latest and latest.state)
    team.sandbox.faults.clear()
    assert kept == ["open", "closed"]

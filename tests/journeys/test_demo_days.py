"""The demo's clock can be moved on without a round or a digest being missed."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from careapp.connection.socket_mode import TurnedOffError
from careapp.demo import play
from careapp.demo.days import live_until
from careapp.store import digest as digests
from careapp.store import round as rounds
from tests.team import BERLIN, Team, chosen_people, ticked, words

FRONTLINE = "care-frontline"


async def test_a_fortnight_in_one_move_is_lived_through(team: Team) -> None:
    await team.set_up()
    began = team.care.now()
    await live_until(team.sandbox, team.care, began + timedelta(days=14))
    async with team.care.store.reading() as db:
        channel_id = team.channel_id(FRONTLINE)
        assert len(rounds.days_since(db, channel_id, began.date())) == 10
        assert rounds.missed_since(db, channel_id, began.date()) == []
        assert len(digests.weeks(db, channel_id)) == 2
        assert digests.missed_since(db, channel_id, "2026-W01") == []
    assert "No story this time." in words(team.from_care(FRONTLINE)[-1])
    assert team.care.now() == began + timedelta(days=14)


async def test_what_is_due_between_the_rounds_happens_at_its_hour(team: Team) -> None:
    await team.set_up(
        managers=chosen_people("maya"),
        letters=ticked("unanswered", "care_note"),
        pulse=ticked("ask"),
        pulse_time={"selected_time": "08:30"},
    )
    await team.command("jonas", FRONTLINE, "/story I drove back to the shop with the missing screws")
    await live_until(team.sandbox, team.care, team.care.now() + timedelta(days=7))
    for who in ("jonas", "maya", "priya", "sam", "tomasz"):
        (asked,) = [m for m in team.from_care(f"@{who}") if "Did you feel cared for" in m["text"]]
        assert _when(asked) == "Thu 08:30"
    brought, note = (m for m in team.from_care("@maya") if "missing screws" in words(m))
    assert (_when(brought), _when(note)) == ("Tue 09:00", "Fri 09:00")


def _when(message: dict[str, Any]) -> str:
    return f"{datetime.fromtimestamp(float(message['ts']), BERLIN):%a %H:%M}"


async def test_a_demo_whose_care_gives_up_ends(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextlib.asynccontextmanager
    async def ready(*_: Any) -> AsyncIterator[Any]:
        yield team.sandbox, team.care

    monkeypatch.setitem(play.__globals__, "ready", ready)
    team.care.give_up(TurnedOffError("Socket Mode is turned off."))
    with pytest.raises(TurnedOffError):
        await asyncio.wait_for(play(0), 5)
    team.sandbox.clock.freeze()

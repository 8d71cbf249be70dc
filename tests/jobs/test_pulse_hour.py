"""Settings changed and clocks set right around a pulse's hour: no question is lost, and none shares its answers."""

from datetime import timedelta
from typing import Any

import pytest

from careapp.acts import pulse as acts
from careapp.practice.pulse import DuePulse
from careapp.store import circle as circles
from careapp.store import person as people
from careapp.store import pulse as pulses
from tests.handlers.test_pulse import FIVE, asked, overview, results, tap
from tests.jobs.test_pulse import HALF_PAST_EIGHT, weeks
from tests.practice.made import DAY, NOW, circle, person
from tests.team import Team, choice, ticked, words


async def test_no_answer_goes_into_the_result_of_another_question_when_the_day_moves(team: Team) -> None:
    await asked(team, pulse_weekday=choice("5"))
    await team.at_local("08:30", days=1)
    for who in FIVE[:2]:
        await tap(team, who, 5)
    await team.set_up(pulse=ticked("ask"), pulse_time=HALF_PAST_EIGHT, pulse_weekday=choice("1"))
    await team.at_local("08:30", days=3)
    assert await weeks(team) == {"2026-W45": "open", "2026-W46": "the question before it was still open"}
    for who in FIVE[2:]:
        await tap(team, who, 1)
    await team.at_local("08:30", days=1)
    assert "*2.6 of 5*, from 5 answers, week 45." in words(results(team)[0])
    await team.at_local("08:30", days=6)
    assert (await weeks(team))["2026-W47"] == "open"


async def test_a_clock_far_ahead_for_a_while_leaves_no_question_behind(team: Team) -> None:
    await team.set_up(pulse=ticked("ask"), pulse_time=HALF_PAST_EIGHT)
    monday = team.care.now()
    await team.at(monday + timedelta(days=73, hours=1))
    assert "open" in (await weeks(team)).values()
    await team.at(monday)
    assert await weeks(team) == {}
    assert team.from_care("@jonas") == []
    assert "I ask again on Thursday" in await overview(team)
    await team.at_local("08:30", days=3)
    assert await weeks(team) == {"2026-W45": "open"}
    for who in FIVE:
        await tap(team, who, 4)
    await team.at_local("08:30", days=4)
    assert "*4.0 of 5*, from 5 answers, week 45." in words(results(team)[0])


@pytest.mark.parametrize(
    ("changes", "letters"),
    [({"digest_time": {"selected_time": "15:00"}}, 1), ({"pulse_weekday": choice("3")}, 1), ({"pulse": ticked()}, 0)],
)
async def test_settings_saved_between_its_time_and_its_being_asked_lose_no_question(
    team: Team, changes: dict[str, Any], letters: int
) -> None:
    await team.set_up(pulse=ticked("ask"), pulse_time=HALF_PAST_EIGHT)
    await team.at_local("08:29", days=3)
    team.sandbox.clock.advance(80)
    await team.set_up(**{"pulse": ticked("ask"), "pulse_time": HALF_PAST_EIGHT, **changes})
    await team.at_local("08:31")
    assert len(team.from_care("@jonas")) == letters
    assert await weeks(team) == ({"2026-W45": "open"} if letters else {})


async def test_circles_that_share_nobody_with_one_that_asks_are_not_read(team: Team) -> None:
    ran: list[str] = []
    async with team.care.store.transaction() as db:
        for n in range(100):
            here = [f"U{n}-{who}" for who in range(6)]
            circles.put(db, circle(channel_id=f"C{n}", asks_pulse=True))
            people.put(db, [person(user_id) for user_id in here])
            people.set_members(db, f"C{n}", here)
        people.join(db, "C1", "U0-0")
        db.conn.set_trace_callback(ran.append)
        acts.settle_due(db, team.care, circle(channel_id="C0", asks_pulse=True), DuePulse(DAY, NOW))
        db.conn.set_trace_callback(None)
        assert pulses.asking_beside(db, "C0") == {"C0", "C1"}
        (pulse,) = pulses.still_open(db, "C0")
        assert len(pulses.asked(db, pulse)) in (5, 6)
    assert len(ran) < 50

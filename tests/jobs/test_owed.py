"""What is due when a circle's settings are saved, or when it comes to rest: nothing vanishes, nothing comes twice."""

from typing import Any

import pytest

from careapp.acts import circle as circle_acts
from careapp.store import circle as circles
from tests.jobs.owing import DONE, FRONTLINE, GONE, KINDS, just_after_nine, kept
from tests.team import Team, choice, ticked

EIGHT = {"selected_time": "08:00"}
HALF_PAST_FIVE = {"selected_time": "17:30"}


@pytest.mark.parametrize(
    ("changes", "left_out"),
    [
        ({"pulse_time": EIGHT}, ()),
        ({"letters": ticked()}, ("note",)),
        ({"pulse": ticked()}, ("pulse",)),
        ({"lessons_on": choice("never")}, ("lessons",)),
        ({"lessons_on": choice("first 1")}, ()),  # that was on Monday
        ({"weekdays": ticked("1", "2", "3", "4")}, ("round",)),
        ({"digest_weekday": choice("1")}, ()),
    ],
)
async def test_what_is_due_is_done_on_saving_where_the_new_settings_want_it_still(
    team: Team, changes: dict[str, Any], left_out: tuple[str, ...]
) -> None:
    await just_after_nine(team)
    assert await kept(team) == {}
    await team.set_up(**changes)
    done = {kind: state for kind, state in DONE.items() if kind not in left_out}
    assert await kept(team) == done
    await team.at_local("09:02")
    await team.at_local("12:00", days=1)
    assert set(await kept(team)) == set(done)


@pytest.mark.parametrize(
    ("changes", "later"),
    [
        ({"time": HALF_PAST_FIVE}, {"round", "week"}),
        ({"digest_time": HALF_PAST_FIVE}, {"digest", "lessons"}),
        ({"digest_weekday": choice("7")}, {"digest", "note"}),
        ({"lessons_on": choice("first 6")}, {"lessons"}),
        ({"pulse_weekday": choice("6")}, {"pulse"}),
        ({"zone": choice("America/New_York")}, set(KINDS)),
    ],
)
async def test_what_the_new_settings_ask_for_later_waits_for_them(
    team: Team, changes: dict[str, Any], later: set[str]
) -> None:
    await just_after_nine(team)
    await team.set_up(**changes)
    assert await kept(team) == {kind: state for kind, state in DONE.items() if kind not in later}
    for days, clock_time in ((0, "09:02"), (0, "15:00"), (0, "17:30"), (1, "17:30"), (1, "17:30")):
        await team.at_local(clock_time, days)
    ended = {kind: state.replace("closed", "open") for kind, state in (await kept(team)).items()}
    assert ended == DONE


async def test_a_change_that_leaves_all_times_alone_leaves_what_is_due_to_the_jobs(team: Team) -> None:
    await just_after_nine(team)
    await team.set_up(minutes=choice("10"))
    assert await kept(team) == {}
    await team.at_local("09:01")
    assert await kept(team) == DONE


async def test_what_is_too_late_is_missed_with_its_reason_whatever_the_new_settings_want(team: Team) -> None:
    await just_after_nine(team)
    team.sandbox.clock.advance(25 * 3600)
    await team.set_up(letters=ticked(), pulse=ticked(), lessons_on=choice("never"))
    assert set((await kept(team)).values()) == {"Care was not awake at 09:00", "Care was not awake on Friday at 09:00"}
    assert set(await kept(team)) == set(KINDS)


async def test_what_is_due_when_the_circle_comes_to_rest_is_missed_with_that_reason(team: Team) -> None:
    await just_after_nine(team)
    await team.kick("maya", FRONTLINE, "care")
    assert await kept(team) == dict.fromkeys(KINDS, GONE)
    await team.invite("maya", FRONTLINE, "care")
    await team.at_local("09:03")
    assert await kept(team) == dict.fromkeys(KINDS, GONE)
    async with team.care.store.reading() as db:
        circle = circles.get(db, team.channel_id(FRONTLINE))
        assert circle
        told = {one.what for one in circle_acts.missed_lately(db, circle, team.care.now()) if one.because == GONE}
    assert told == {
        "the round of Friday",
        "the highlights of week 45",
        "the care note of week 45",
        "the weekly question of week 45",
        "the lessons of November",
    }

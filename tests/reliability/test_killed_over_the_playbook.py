"""Care is killed while it gathers lessons: they stand in the channel once."""

import pytest

from tests.reliability.mortal_team import MortalTeam
from tests.team import choice

FRONTLINE = "care-frontline"
GATHERING = ["lesson.before_keep", "lesson.after_keep"]


async def teach(mortal: MortalTeam) -> None:
    """Tell a story with a lesson in a circle that gathers them on the first Tuesday."""
    await mortal.set_up(lessons_on=choice("first 2"))
    await mortal.command("jonas", FRONTLINE, "/story")
    await mortal.submit("jonas", text="I drove back with the screws", lesson="Ring when we said we would")


@pytest.mark.parametrize("point", GATHERING)
async def test_lessons_are_gathered_once_though_care_dies_over_them(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await teach(mortal)
    await mortal.at_local("16:00", days=1)
    await mortal.rise()
    await mortal.at_local("16:01")
    gathered = [message for message in mortal.from_care(FRONTLINE) if "The lessons of" in message["text"]]
    assert len(gathered) == 1
    assert "Ring when we said we would" in str(gathered)
    assert mortal.kept("SELECT month, state FROM gatherings") == [("2026-11", "posted")]


async def practise(mortal: MortalTeam) -> None:
    """Gather the lessons, and have the facilitator make a behaviour of the one there is."""
    await teach(mortal)
    await mortal.at_local("16:00", days=1)
    post = next(message for message in mortal.from_care(FRONTLINE) if "The lessons of" in message["text"])
    await mortal.click("maya", FRONTLINE, post, "lesson.choose")
    await mortal.submit("maya", text="We ring when we said we would")


@pytest.mark.parametrize("point", ["behaviour.before_week", "behaviour.after_week"])
async def test_a_week_is_asked_about_once_though_care_dies_over_it(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await practise(mortal)
    await mortal.at_local("16:55", days=7)
    await mortal.rise()
    await mortal.at_local("16:56")
    assert sum("Did we do this week" in message["text"] for message in mortal.from_care(FRONTLINE)) == 1
    assert mortal.kept("SELECT number, reason FROM behaviour_weeks") == [(1, "")]


@pytest.mark.parametrize("point", ["behaviour.before_ask", "behaviour.after_ask"])
async def test_it_is_asked_once_whether_it_stays_though_care_dies_over_it(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await practise(mortal)
    await mortal.at_local("12:00", days=29)
    await mortal.rise()
    await mortal.at_local("12:01")
    asked = [message for message in mortal.from_care("@maya") if "Does it stay?" in message["text"]]
    assert len(asked) == 1

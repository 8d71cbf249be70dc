"""Care is killed over lessons and behaviours: each is gathered, supported, chosen and asked about once."""

from typing import Any

import pytest

from tests.reliability.mortal_team import MortalTeam
from tests.team import choice

FRONTLINE = "care-frontline"
GATHERING = ["lesson.before_keep", "lesson.after_keep"]
CHANGING = ["playbook.before_act", "playbook.after_act"]


async def teach(mortal: MortalTeam) -> None:
    """Tell a story with a lesson in a circle that gathers them on the first Tuesday."""
    await mortal.set_up(lessons_on=choice("first 2"))
    await mortal.command("jonas", FRONTLINE, "/story")
    await mortal.submit("jonas", text="I drove back with the screws", lesson="Ring when we said we would")


def lessons(mortal: MortalTeam) -> dict[str, Any]:
    """Return the post of the lessons."""
    return next(message for message in mortal.from_care(FRONTLINE) if "The lessons of" in message["text"])


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
    await mortal.click("maya", FRONTLINE, lessons(mortal), "lesson.choose")
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


@pytest.mark.parametrize("point", CHANGING)
async def test_a_lesson_is_supported_once(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await teach(mortal)
    await mortal.at_local("16:00", days=1)
    click = await mortal.click("sam", FRONTLINE, lessons(mortal), "lesson.support")
    assert not click["ok"]  # Slack tells him that it did not work
    await mortal.rise()
    await mortal.click("sam", FRONTLINE, lessons(mortal), "lesson.support")
    assert mortal.kept("SELECT user_id FROM lesson_supports") == [("USAM",)]
    assert "1 person says that it matters" in str(lessons(mortal))


@pytest.mark.parametrize("point", ["behind.before_show", "behind.after_show"])
async def test_the_lessons_say_who_supports_them_though_care_dies_over_it_and_another_month_has_come(
    mortal: MortalTeam, point: str
) -> None:
    await mortal.start()
    await teach(mortal)
    await mortal.at_local("16:00", days=1)
    await mortal.stop()
    await mortal.start(point)
    await mortal.click("sam", FRONTLINE, lessons(mortal), "lesson.support")
    await mortal.rise()
    assert "1 person says that it matters" not in str(lessons(mortal))
    await mortal.at_local("16:01", days=28)
    assert "1 person says that it matters" in str(lessons(mortal))


@pytest.mark.parametrize("point", CHANGING)
async def test_a_behaviour_is_begun_once(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await teach(mortal)
    await mortal.at_local("16:00", days=1)
    await mortal.click("maya", FRONTLINE, lessons(mortal), "lesson.choose")
    sent = await mortal.submit("maya", text="We ring when we said we would")
    assert not sent["ok"]
    await mortal.rise()
    await mortal.submit("maya")  # the form is still there
    assert mortal.kept("SELECT text, state FROM behaviours") == [("We ring when we said we would", "practised")]
    assert sum("What we practise" in message["text"] for message in mortal.from_care(FRONTLINE)) == 1


@pytest.mark.parametrize("point", CHANGING)
async def test_a_week_is_answered_once(mortal: MortalTeam, point: str) -> None:
    await mortal.start()
    await practise(mortal)
    await mortal.at_local("16:55", days=7)
    await mortal.stop()
    await mortal.start(point)
    question = next(message for message in mortal.from_care(FRONTLINE) if "Did we do this week" in message["text"])
    await mortal.click("sam", FRONTLINE, question, "behaviour.yes")
    await mortal.rise()
    await mortal.click("sam", FRONTLINE, question, "behaviour.yes")
    assert mortal.kept("SELECT yes, partly, not_yet FROM behaviour_weeks") == [(1, 0, 0)]


@pytest.mark.parametrize("point", ["behaviour.before_close", "behaviour.after_close"])
async def test_nothing_is_left_of_who_answered_a_week_though_care_dies_closing_it(
    mortal: MortalTeam, point: str
) -> None:
    await mortal.start(point)
    await practise(mortal)
    await mortal.at_local("16:55", days=7)
    question = next(message for message in mortal.from_care(FRONTLINE) if "Did we do this week" in message["text"])
    await mortal.click("sam", FRONTLINE, question, "behaviour.yes")
    await mortal.at_local("16:00", days=7)
    await mortal.rise()
    await mortal.at_local("16:01")
    assert mortal.kept("SELECT number, yes, is_closed FROM behaviour_weeks") == [(1, 1, 1)]
    assert mortal.kept("SELECT * FROM behaviour_answers") == []
    assert list(mortal.settings.care_database.parent.glob("*.week-*")) == []

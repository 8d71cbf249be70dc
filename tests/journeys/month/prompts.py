"""A question of the circle's own, written in Slack."""

from tests.in_a_form import press
from tests.journeys.month.people import FRONTLINE
from tests.team import Team, choice, words

OURS = "Which parcel made somebody smile today?"


async def maya_looks_at_the_questions_and_begins_one(team: Team) -> None:
    await team.command("maya", FRONTLINE, "/care prompts")
    assert "There is none yet." in words(team.form("maya"))
    await press(team, "maya", "prompt.add")


async def she_keeps_it(team: Team) -> None:
    assert (await team.submit("maya", text=OURS, value=choice("empathy")))["ok"]
    assert OURS in words(team.form("maya"))

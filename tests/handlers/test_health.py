"""The health of the practice: the share of stories answered, counted in a circle and without a name."""

import pytest

from careapp.blocks.health import health_message
from careapp.practice.health import Answering, Health
from tests.handlers.test_praise import save
from tests.team import Team, words

FRONTLINE = "care-frontline"


async def seen_by(team: Team, who: str) -> str:
    await team.command(who, FRONTLINE, "/care health")
    return team.told(who, FRONTLINE)


async def test_health_counts_the_share_of_stories_answered_up_to_yesterday(team: Team) -> None:
    await team.set_up()
    await team.command("priya", FRONTLINE, "/story I drove back with the screws")
    await team.command("sam", FRONTLINE, "/story I stayed on the chat until it worked")
    first, second = team.from_care(FRONTLINE)[-2:]
    assert "No story was told in the last four weeks." in await seen_by(team, "sam")
    await team.react("sam", FRONTLINE, first["ts"], "tada")
    await team.at_local("12:00", days=1)
    assert "2 stories in the last four weeks; *1 of 2 were answered* (50 %)." in await seen_by(team, "sam")
    assert "Priya" not in await seen_by(team, "sam")
    await team.say("priya", FRONTLINE, "well done", second["ts"])
    assert "and every one was answered." in await seen_by(team, "tomasz")


async def test_health_tells_of_the_weeks_before_and_of_the_rounds(team: Team) -> None:
    await team.set_up()
    await team.command("priya", FRONTLINE, "/story I drove back with the screws")
    await team.at_local("12:00", days=29)
    await team.command("sam", FRONTLINE, "/story I stayed on the chat until it worked")
    await team.react("priya", FRONTLINE, team.from_care(FRONTLINE)[-1]["ts"], "tada")
    await team.at_local("16:55")
    await team.at_local("17:10")
    await team.at_local("12:00", days=1)
    seen = await seen_by(team, "sam")
    told = "1 story in the last four weeks, and it was answered. In the four before, 0 % of the stories were answered."
    assert told in seen
    assert "1 round in the last four weeks, a quiet one." in seen


@pytest.mark.parametrize(
    ("held", "quiet", "said"),
    [
        (0, 0, "0 rounds in the last four weeks."),
        (3, 0, "3 rounds in the last four weeks."),
        (3, 1, "4 rounds in the last four weeks, 1 of them quiet."),
        (0, 20, "20 rounds in the last four weeks, all of them quiet."),
    ],
)
def test_quiet_weeks_are_told_in_whole_sentences(held: int, quiet: int, said: str) -> None:
    shown = words(health_message(Health(Answering(0, 0), Answering(20, 19), held, quiet)))
    assert "No story was told in the last four weeks. In the four before, 95 % of the stories were answered." in shown
    assert said in shown


async def test_what_a_customer_said_is_no_story_of_the_circle(team: Team) -> None:
    await team.set_up()
    await save(team, "priya")
    await team.at_local("12:00", days=1)
    assert "No story was told in the last four weeks." in await seen_by(team, "sam")


async def test_nobody_outside_sees_the_health_of_a_circle(team: Team) -> None:
    await team.set_up("team-leads")
    await team.command("sam", "coffee-corner", "/care health")
    assert "This channel is not a circle yet" in team.told("sam", "coffee-corner")

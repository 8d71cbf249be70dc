"""Every story is answered: what nobody has answered by the next morning is brought to a manager who is there."""

from tests.journeys.month.people import FRONTLINE, all_shown, shown, tell, todays_round
from tests.team import Team, words

WAITS = "waits for a word from you"


async def maya_is_told_of_a_story_that_nobody_answered(team: Team) -> None:
    letter = shown(team, WAITS, "@maya")
    assert "Tomasz Wolny, Monday, " in words(letter)
    assert "I found the invoice that nobody could find" in words(letter)
    assert "I drove back to the shop" not in words(letter)
    assert all_shown(team, WAITS, "@tomasz") == []
    await team.click("maya", "@maya", letter, "answer.start")


async def she_sends_the_thanks_that_were_filled_in(team: Team) -> None:
    filled_in = team.filled_in("maya")["reason"]
    assert filled_in == "Thank you, Tomasz, for telling us this. "
    assert (await team.submit("maya", reason=filled_in))["ok"]
    thanks = team.from_care(FRONTLINE, todays_round(team)["ts"])[-1]
    assert "Maya Brandt thanks <@UTOMASZ>  ·  from your manager" in words(thanks)
    assert "Answered by now." in words(shown(team, WAITS, "@maya"))


async def jonas_tells_what_nobody_answers(team: Team) -> None:
    await tell(team, "jonas", "I asked what the saw was for")


async def tomasz_whose_turn_it_is_is_away_and_maya_is_told(team: Team) -> None:
    assert "I asked what the saw was for" in words(shown(team, WAITS, "@maya"))
    assert all_shown(team, WAITS, "@tomasz") == []


async def sam_sees_that_all_but_one_were_answered(team: Team) -> None:
    await team.command("sam", FRONTLINE, "/care health")
    assert "*9 of 10 were answered*" in team.told("sam", FRONTLINE)

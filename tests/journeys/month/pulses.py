"""Four weeks of the pulse: enough answers, too few, enough with those of the week before, and a person on a pause."""

from tests.handlers.test_pulse import NAMES, letter
from tests.journeys.month.people import FIVE, FRONTLINE, all_shown, shown
from tests.team import Team, words

QUESTION = "Did you feel cared for at work this week?"
RESULT = "How cared for we feel"


async def all_five_are_asked(team: Team) -> None:
    assert all(QUESTION in words(letter(team, who)) for who in FIVE)


async def only_those_who_are_here_are_asked(team: Team) -> None:
    asked_now = [who for who in FIVE if any("pulse.one" in str(m["blocks"]) for m in team.from_care(f"@{who}"))]
    assert asked_now == ["maya", "sam", "tomasz"]


async def _tap(team: Team, **scores: int) -> None:
    for who, score in scores.items():
        await team.click(who, f"@{who}", letter(team, who), f"pulse.{NAMES[score - 1]}")
        assert words(letter(team, who)).startswith("Thank you, that is counted.")


async def all_five_answer(team: Team) -> None:
    await _tap(team, jonas=4, maya=4, priya=5, sam=3, tomasz=4)
    await team.click("priya", "@priya", letter(team, "priya"), "pulse.add")


async def priya_adds_her_sentence(team: Team) -> None:
    assert (await team.submit("priya", sentence="Sam brought me soup."))["ok"]


async def the_first_result_is_told(team: Team) -> None:
    assert "*4.0 of 5*, from 5 answers, week 45." in words(shown(team, RESULT))
    assert "Sam brought me soup." in words(shown(team, RESULT))


async def three_answer(team: Team) -> None:
    await _tap(team, jonas=2, maya=4, sam=3)


async def three_answers_are_told_to_nobody(team: Team) -> None:
    assert len(all_shown(team, RESULT)) == 1
    await team.command("jonas", FRONTLINE, "/care pulse")
    assert "*4.0 of 5*, from 5 answers, week 45." in team.told("jonas", FRONTLINE)


async def all_five_answer_again(team: Team) -> None:
    await _tap(team, jonas=5, maya=4, priya=4, sam=5, tomasz=5)


async def the_second_result_holds_both_weeks(team: Team) -> None:
    said = words(all_shown(team, RESULT)[1])
    assert "*4.0 of 5*, from 8 answers, perhaps of fewer people, weeks 46 to 47. The time before it was 4.0." in said
    assert [m["files"][0]["alt_txt"] for m in team.from_care(FRONTLINE, all_shown(team, RESULT)[1]["ts"])] == [
        "How cared for we feel, 1 to 5. Week 45: 4.0; Weeks 46 to 47: 4.0."
    ]


async def two_answer(team: Team) -> None:
    await _tap(team, maya=4, tomasz=5)


async def two_answers_wait_and_are_told_to_nobody(team: Team) -> None:
    assert len(all_shown(team, RESULT)) == 2

"""The circle's playbook: from the lessons of a day to what the circle practises, and to its decision."""

from tests.journeys.month.people import FRONTLINE, Message, all_shown, shown, todays_round, under
from tests.journeys.month.rounds import Step
from tests.team import Team, words

LESSON = "Ring when we said we would"
OURS = "We call back when we said we would"


async def maya_gathers_the_lessons_and_two_support_one(team: Team) -> None:
    await team.command("maya", FRONTLINE, "/care lessons")
    for who in ("priya", "sam"):
        await team.click(who, FRONTLINE, _lesson(team), "lesson.support")
    said = words(shown(team, "What we learned: the lessons of November"))
    assert "2 people say that it matters" in said.split(LESSON)[1].split("Count twice")[0]


async def she_makes_it_what_they_practise(team: Team) -> None:
    await team.click("maya", FRONTLINE, _lesson(team), "lesson.choose")
    assert team.filled_in("maya") == {"text": LESSON}
    await team.submit("maya", text=OURS)
    assert f"For four weeks we practise*\n{OURS} From a story of Jonas" in words(shown(team, "For four weeks"))


async def the_question_turns_to_it(team: Team) -> None:
    assert f"“{OURS}”" in words(todays_round(team))


def they_say_how_it_went(number: int, **said: str) -> Step:
    """Return the step in which people answer a week's "did we?", each with one tap."""

    async def they_answer(team: Team) -> None:
        question = shown(team, f"Week {number}: did we?")
        for who, answer in said.items():
            await team.click(who, FRONTLINE, question, f"behaviour.{answer}")
        counts = [list(said.values()).count(answer) for answer in ("yes", "partly", "not_yet")]
        told = words(shown(team, f"Week {number}: did we?"))
        assert "{} yes, {} partly, {} not yet".format(*counts) in told

    return they_answer


async def they_decide_to_keep_it(team: Team) -> None:
    for who in ("maya", "tomasz"):
        assert "Four weeks are over in #care-frontline. Does this stay?" in words(shown(team, OURS, f"@{who}"))
    for who in ("jonas", "priya", "sam"):
        assert all_shown(team, "Does this stay?", f"@{who}") == []
    await team.click("tomasz", "@tomasz", shown(team, "Does this stay?", "@tomasz"), "behaviour.keep")
    assert "*We keep it.*" in words(shown(team, "It is decided"))
    await team.command("sam", FRONTLINE, "/care playbook")
    told = team.told("sam", FRONTLINE)
    assert "Ours since 2 November 2026." in told
    assert "Week 1  ▱▱▱▱▱▱▱▱▱▱  0 yes, 0 partly, 2 not yet" in told
    assert "Week 4  ▰▰▰▰▰▰▰▰▰▰  3 yes, 0 partly, 0 not yet" in told
    assert f"From a story of Jonas Keller: {LESSON}" in told


def _lesson(team: Team) -> Message:
    return under(shown(team, "What we learned: the lessons of November"), LESSON)

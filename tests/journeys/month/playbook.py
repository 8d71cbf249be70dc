"""From stories to a behaviour: lessons gathered and supported, one chosen, practised for four weeks, and kept."""

from tests.journeys.month.people import FRONTLINE, Step, all_shown, cheer, shown, tell, todays_round, under
from tests.team import Team, ticked, words

LESSON = "Ring when we said we would"
OURS = "We call back when we said we would"
LATER = "Say when, and mean it"


async def the_lessons_are_gathered_and_supported(team: Team) -> None:
    gathered = shown(team, "The lessons of November are here.")
    assert "2 lessons from our stories." in words(gathered)
    for who in ("priya", "sam"):
        await team.click(who, FRONTLINE, under(gathered, LESSON), "lesson.support")
    await team.click("jonas", FRONTLINE, under(gathered, "Count twice"), "lesson.support")
    assert f"{LESSON}\nfrom a story of Jonas Keller  ·  2 people say that it matters" in words(gathered)


async def maya_makes_one_a_behaviour(team: Team) -> None:
    await team.click("maya", FRONTLINE, shown(team, "The lessons of November"), "lesson.choose")
    assert [
        block["element"].get("initial_option", {}).get("text", {}).get("text") for block in team.form("maya")["blocks"]
    ] == [LESSON, None]


async def the_circle_practises_it_from_now_on(team: Team) -> None:
    assert (await team.submit("maya", text=OURS))["ok"]
    assert "*For four weeks we practise*" in words(shown(team, "What we practise"))
    assert "a behaviour of ours" in words(shown(team, "The lessons of November"))


async def the_question_of_the_day_was_about_it(team: Team) -> None:
    assert OURS in words(todays_round(team))


def did_we(week: int, **answers: str) -> Step:
    """Return the step in which people say how a week of practice went."""

    async def they_say_how_it_went(team: Team) -> None:
        (question,) = all_shown(team, f"*Week {week}: did we?*")
        for who, answer in answers.items():
            await team.click(who, FRONTLINE, question, f"behaviour.{answer}")
        so_far = f"{len(answers)} answer{'s' if len(answers) > 1 else ''} so far"
        assert so_far in words(shown(team, f"*Week {week}: did we?*"))

    return they_say_how_it_went


async def priya_tells_how_she_was_cared_for_poorly(team: Team) -> None:
    await tell(team, "priya", "My bank let me wait a week for a call", lesson=LATER, poor_care=ticked("poor"))
    assert "as a customer, poorly cared for" in words(shown(team, "My bank let me wait"))
    await cheer(team, "tomasz", "My bank let me wait")


async def the_next_month_gathers_what_was_learned_since(team: Team) -> None:
    said = words(shown(team, "The lessons of December"))
    assert f"{LATER}\nfrom a story of Priya Shrestha" in said.split("*What poor care taught us")[1]
    assert LESSON not in said
    assert len(all_shown(team, "The lessons of")) == 2


async def managers_are_asked_whether_it_stays(team: Team) -> None:
    for who in ("maya", "tomasz"):
        assert OURS in words(shown(team, "Does it stay?", f"@{who}"))
    assert all_shown(team, "Does it stay?", "@jonas") == []


async def maya_decides_that_it_stays(team: Team) -> None:
    await team.click("maya", "@maya", shown(team, "Does it stay?", "@maya"), "behaviour.keep")
    assert "*We keep it.*" in words(shown(team, "It is decided"))
    await team.command("sam", FRONTLINE, "/care playbook")
    playbook = team.told("sam", FRONTLINE)
    assert "Ours since 3 November 2026." in playbook
    assert "Week 1  ▰▱▱  0 yes, 2 partly, 1 not yet" in playbook
    assert "Week 3  ▰  1 yes, 0 partly, 0 not yet" in playbook
    assert f"From a story of Jonas Keller: {LESSON}" in playbook

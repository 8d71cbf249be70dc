"""What the highlights say of thanks that answer a story: what the story was, as long as it is there."""

from careapp.demo.replay import person
from tests.handlers.test_answer import FRONTLINE, SCREWS, held_round, letters, the_next_morning
from tests.handlers.test_forget import forget
from tests.team import Team, ticked, words


async def thanked(team: Team) -> None:
    """Have Jonas thank Priya for her story on Tuesday, and let the highlights of Friday come."""
    await held_round(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await the_next_morning(team)
    await team.click("jonas", "@jonas", letters(team, "jonas")[0], "answer.start")
    await team.submit("jonas", reason="You are a treasure")


def highlights(team: Team) -> str:
    return next(words(m) for m in reversed(team.from_care(FRONTLINE)) if "highlights are here" in m["text"])


async def test_they_tell_of_the_story_and_follow_it_also_in_the_week_after(team: Team) -> None:
    round_ts = await held_round(team)
    await team.at_local("15:59", days=4)
    await team.command("priya", FRONTLINE, SCREWS)
    await team.at_local("16:00")
    await team.at_local("09:00", days=3)
    await team.click("jonas", "@jonas", letters(team, "jonas")[0], "answer.start")
    await team.submit("jonas", reason="You are a treasure")
    await team.at_local("16:00", days=4)
    assert "Jonas Keller thanked Priya Shrestha for a story: I drove back with the screws" in highlights(team)
    assert "treasure" not in highlights(team)
    story = next(m for m in team.from_care(FRONTLINE, round_ts) if "told a story" in m["text"])
    await team.choose("priya", FRONTLINE, story, "story.menu", "Change")
    await team.submit("priya", text="I drove back with the hinges", poor_care=ticked("poor"))
    assert "for a story, as a customer, poorly cared for: I drove back with the hinges" in highlights(team)
    assert "screws" not in highlights(team)
    await team.choose("priya", FRONTLINE, story, "story.menu", "Take it back")
    assert "hinges" not in highlights(team)
    assert "Jonas Keller thanked" not in highlights(team)


async def test_they_leave_nothing_of_somebody_who_was_forgotten(team: Team) -> None:
    await thanked(team)
    await team.at_local("16:00", days=3)
    assert "screws" in highlights(team)
    await forget(team, "priya")
    assert "screws" not in highlights(team)
    assert "Jonas Keller thanked" not in highlights(team)


async def test_who_was_forgotten_is_not_said_to_be_new_in_them(team: Team) -> None:
    await held_round(team)
    await forget(team, "sam")
    await team.at_local("17:30")
    for who in ("sam", "priya"):
        await team.command(who, FRONTLINE, SCREWS)
    await team.at_local("16:00", days=4)
    of_sam, of_priya = (highlights(team).split(f"<@{person(who)}>")[1][:120] for who in ("sam", "priya"))
    assert "first time in the highlights" in of_priya
    assert "first time in the highlights" not in of_sam.split("<@")[0]

"""When a workshop is to be held again: told to its facilitators once, in a letter, a quarter after its end."""

from tests.handlers.holding import FRONTLINE, begin, lead
from tests.team import Team, words

BARRIERS, CUSTOMERS = "What gets in the way?", "Who are our customers?"


async def hold(team: Team, name: str = BARRIERS) -> None:
    ts = await begin(team, name)
    for _ in range(3):
        await lead(team, ts, "move_on")


def told(team: Team, who: str = "maya") -> list[str]:
    return [words(m) for m in team.from_care(f"@{who}") if "It is time to look again" in words(m)]


async def test_a_quarter_later_the_facilitator_is_told_once_and_begins_it_from_the_letter(team: Team) -> None:
    await team.set_up()
    await hold(team)
    assert "In 13 weeks I remind the facilitators to look at this again." in words(team.from_care(FRONTLINE)[-1])
    await hold(team, CUSTOMERS)
    assert "remind" not in words(team.from_care(FRONTLINE)[-1])
    await team.at_local("08:59", days=91)
    assert told(team) == []
    await team.at_local("09:01")
    await team.at_local("09:02")
    (letter,) = told(team)
    assert "You last held it in #care-frontline on 2 November 2026." in letter
    assert told(team, "jonas") == []
    shown = next(m for m in team.from_care("@maya") if "It is time" in words(m))
    await team.click("maya", "@maya", shown, "workshop.begin")
    assert words(team.from_care(FRONTLINE)[-1]).startswith(BARRIERS)
    assert "begins in <#CCAREFRONTLINE>, in its own thread" in words(team.from_care("@maya")[-1])
    await team.at_local("09:00", days=7)
    assert told(team) == []


async def test_one_that_was_broken_off_is_not_asked_for_again(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, BARRIERS)
    await lead(team, ts, "end")
    assert "remind" not in words(team.from_care(FRONTLINE)[-1])
    await team.at_local("09:01", days=91)
    assert told(team) == []


async def test_not_while_another_is_held_and_not_in_the_night(team: Team) -> None:
    await team.set_up()
    await hold(team)
    await team.at_local("10:00", days=90)
    ts = await begin(team, CUSTOMERS)
    await team.at_local("10:00", days=1)
    assert told(team) == []
    await team.at_local("22:00")
    await lead(team, ts, "end")
    await team.at_local("22:05")
    assert told(team) == []
    await team.at_local("10:00", days=1)
    assert len(told(team)) == 1


async def test_who_wants_no_such_letters_gets_no_second_one(team: Team) -> None:
    await team.set_up()
    await hold(team)
    await team.at_local("10:00", days=91)
    await team.click("maya", "@maya", team.from_care("@maya")[-1], "letter.stop")
    before = len(team.from_care("@maya"))
    await hold(team)
    await team.at_local("10:00", days=91)
    assert len(team.from_care("@maya")) == before


async def test_a_facilitator_who_has_left_the_channel_is_not_told(team: Team) -> None:
    await team.set_up()
    await hold(team)
    await team.kick("tomasz", FRONTLINE, "maya")
    await team.at_local("10:00", days=91)
    assert told(team) == []

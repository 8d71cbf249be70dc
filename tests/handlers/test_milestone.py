"""Milestones: each told once for ever, in a round's summary or in the digest, unless the circle wants none."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

from careapp.demo.replay import person
from careapp.practice.round import Round
from careapp.store import round as rounds
from careapp.store import story as stories
from tests.handlers.test_forget import forget
from tests.practice import made
from tests.team import Team, chosen_people, ticked, words

FRONTLINE = "care-frontline"
FIRST = "A first story here, from "
HUNDREDTH = "That was story number 100 of this circle."


async def kept(team: Team) -> list[dict[str, Any]]:
    async with team.care.store.reading() as db:
        return list(db.query("SELECT * FROM milestones ORDER BY kind, name"))


async def summary(team: Team, days: int = 0) -> str:
    """Let the round of a day close, and return what its post says."""
    await team.at_local("17:00", days=days)
    return words(next(m for m in reversed(team.from_care(FRONTLINE)) if "Our round of" in words(m)))


async def tell_before(team: Team, many: int, **changes: Any) -> None:
    """Have that many stories kept from before, told by somebody who left."""
    async with team.care.store.transaction() as db:
        for n in range(1, many + 1):
            usual = {"teller": "ULEFT", "told_at": team.care.now() - timedelta(days=30), "round_day": None}
            story = made.story(n, channel_id=team.channel_id(FRONTLINE), source_key=f"before:{n}")
            stories.add(db, replace(story, **{**usual, **changes}))


async def test_somebodys_first_story_stands_in_the_summary_once(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.command("priya", FRONTLINE, "/story I stayed on the chat until it worked")
    await team.command("jonas", FRONTLINE, "/story I rang her in the evening, too")
    assert FIRST not in words(team.from_care(FRONTLINE)[-1])
    told = await summary(team)
    assert f"{FIRST}<@UJONAS> and <@UPRIYA>. Good to hear from you!" in told
    await team.at_local("16:55", days=1)
    await team.command("jonas", FRONTLINE, "/story I wrote to her bank")
    assert FIRST not in await summary(team)


async def test_who_was_forgotten_and_tells_again_is_not_said_to_be_new(team: Team) -> None:
    await team.set_up()
    await forget(team, "jonas")
    await team.at_local("16:55")
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    told = await summary(team)
    assert "*1 story*" in told
    assert FIRST not in told
    assert await kept(team) == []


async def test_a_late_first_story_stands_in_the_summary_too(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    await team.at_local("17:00")
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    assert FIRST in await summary(team)
    assert len([m for m in team.messages(FRONTLINE) if FIRST in words(m)]) == 1


async def test_a_first_story_that_is_taken_back_goes_and_is_not_told_of_again(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    assert FIRST in await summary(team)
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "story.undo")
    assert FIRST not in await summary(team)
    await team.stop()
    await team.start()
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws, again")
    assert FIRST not in await summary(team)
    assert len(await kept(team)) == 1


async def test_a_first_story_before_the_first_round_stands_in_the_digest(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.at_local("16:00", days=4)
    digest = words(next(m for m in team.from_care(FRONTLINE) if "This week's highlights" in words(m)))
    assert f"{FIRST}<@UJONAS>." in digest
    await team.at_local("16:00", days=7)
    assert sum(FIRST in words(m) for m in team.from_care(FRONTLINE)) == 1


async def test_the_hundredth_story_is_told_of_once_also_where_two_tell_at_once(team: Team) -> None:
    await team.set_up()
    await tell_before(team, 99)
    await team.at_local("16:55")
    telling = [team.command(who, FRONTLINE, "/story I stayed until it worked") for who in ("jonas", "priya")]
    await asyncio.gather(*telling)
    assert (await summary(team)).count(HUNDREDTH) == 1
    assert [row["name"] for row in await kept(team) if row["kind"] == "stories"] == ["100"]
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "story.undo")
    await team.click("priya", FRONTLINE, team.whispers("priya", FRONTLINE)[-1], "story.undo")
    await team.at_local("16:55", days=1)
    await team.command("jonas", FRONTLINE, "/story I stayed until it worked")
    assert HUNDREDTH not in await summary(team)


async def test_ninety_nine_stories_are_not_a_hundred(team: Team) -> None:
    await team.set_up()
    await tell_before(team, 98)
    await team.at_local("16:55")
    await team.command("jonas", FRONTLINE, "/story I stayed until it worked")
    assert HUNDREDTH not in await summary(team)


async def test_a_value_shown_ten_times_is_told_of_once(team: Team) -> None:
    await team.set_up()
    await tell_before(team, 9, value_id="empathy")
    await team.at_local("16:55")
    await team.command("jonas", FRONTLINE, "/story I rang her twice #empathy")
    await team.command("priya", FRONTLINE, "/story I sat down with him #empathy")
    assert (await summary(team)).count("Ten stories have shown it by now: “In their shoes”.") == 1


async def test_a_year_of_rounds_is_told_of_in_the_next_one_with_a_story(team: Team) -> None:
    await team.set_up()
    a_year_ago = team.care.now() - timedelta(days=368)
    async with team.care.store.transaction() as db:
        first = Round(team.channel_id(FRONTLINE), a_year_ago.date(), "closed", a_year_ago, opened_at=a_year_ago)
        rounds.put(db, first)
    await team.at_local("16:55")
    assert "rounds together" not in await summary(team)
    for day in range(2):
        await team.at_local("16:55", days=1)
        await team.command("jonas", FRONTLINE, "/story I stayed until it worked")
        assert ("1 year of rounds together. Thank you all!" in await summary(team)) == (day == 0)


async def test_a_circle_that_does_not_want_them_is_told_nothing_and_keeps_its_peace_afterwards(team: Team) -> None:
    await team.set_up()
    await team.set_up(milestones=ticked())
    await team.at_local("16:55")
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    assert FIRST not in await summary(team)
    await team.command("maya", FRONTLINE, "/care setup")
    assert team.filled_in("maya")["milestones"] == []
    await team.submit("maya", milestones=ticked("tell"))
    await team.at_local("16:55", days=1)
    await team.command("jonas", FRONTLINE, "/story I wrote to her bank")
    assert FIRST not in await summary(team)


async def test_circles_have_their_own_and_the_forgotten_have_none(team: Team) -> None:
    await team.set_up()
    await team.set_up("care-backoffice", who="tomasz")
    await team.at_local("16:55")
    for where in (FRONTLINE, "care-backoffice"):
        await team.command("maya", where, "/story I moved the rota so that Sam could sleep")
    assert len([row for row in await kept(team) if row["name"] == person("maya")]) == 2
    await team.command("maya", FRONTLINE, "/care forget me")
    await team.click("maya", FRONTLINE, team.whispers("maya", FRONTLINE)[-1], "person.forget")
    await team.at(team.care.now())
    assert await kept(team) == []
    assert FIRST not in await summary(team)


async def test_a_customers_words_are_no_first_story_of_whoever_saved_them(team: Team) -> None:
    await team.set_up()
    await team.command("maya", FRONTLINE, "/care praise @jonas He stayed on the line until my oven worked")
    await team.submit("maya", about=chosen_people("jonas"))
    assert await kept(team) == []
    await team.at_local("16:55")
    await team.command("maya", FRONTLINE, "/story I moved the rota so that Sam could sleep")
    assert f"{FIRST}<@UMAYA>. Good to hear from you!" in await summary(team)

"""Letters: only to those who want them and may be disturbed, each with a way to have no more of its kind."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from careapp.acts import letter as acts
from careapp.blocks.kit import whisper
from careapp.demo.replay import person
from careapp.practice.letter import LETTERS
from careapp.practice.rest import Rest
from careapp.sandbox.faults import refusal
from careapp.store import letter as letters
from careapp.store import person as people
from careapp.store import rest as rests
from tests.team import Team, words

FRONTLINE = "care-frontline"
KINDS = [letter.id for letter in LETTERS]
NOON = datetime(2026, 11, 3, 11, tzinfo=UTC)  # in Berlin, where Jonas is


async def reaches(team: Team, who: str, kind: str = "pulse", now: datetime = NOON) -> bool:
    async with team.care.store.reading() as db:
        return acts.reaches(db, person(who), kind, now)


async def send(team: Team, who: str, kind: str = "pulse", said: str = "How was your week?") -> dict[str, Any]:
    """Send a letter and return the message that stands in Slack."""
    async with team.care.store.transaction() as db:
        acts.send(db, person(who), kind, f"{kind}:test:{who}", whisper(said))
    await team.at(team.care.now())
    return team.from_care(f"@{who}")[-1]


async def rest(team: Team, who: str, **changes: Any) -> None:
    async with team.care.store.transaction() as db:
        rests.put(db, person(who), replace(Rest(), **changes))


def switches(home: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the block id and the element of the switches on somebody's Home."""
    return next(
        (block["block_id"], element)
        for block in home["blocks"]
        for element in block.get("elements", [])
        if element.get("action_id") == "letter.choose"
    )


async def switch(team: Team, who: str, wanted: list[str]) -> None:
    """Let the switches on somebody's Home stand so."""
    home = await team.home(who)
    block_id, element = switches(home)
    chosen = [option for option in element["options"] if option["value"] in wanted]
    changed = {"type": "checkboxes", "selected_options": chosen}
    taken = {"action_id": "letter.choose", "block_id": block_id, "element": changed}
    await team.sandbox.act("action", user=person(who), view_id=home["id"], **taken)
    await team.settle()


def on_in(home: dict[str, Any]) -> list[str]:
    _, element = switches(home)
    return [option["value"] for option in element.get("initial_options", [])]


async def are_on(team: Team, who: str) -> list[str]:
    return on_in(await team.home(who))


@pytest.mark.parametrize("kind", KINDS)
async def test_every_letter_is_done_without_at_one_tap_and_comes_back_at_another(team: Team, kind: str) -> None:
    letter = await send(team, "jonas", kind)
    assert words(letter) == "How was your week?\nNo more of these"
    assert await reaches(team, "jonas", kind)
    await team.click("jonas", "@jonas", letter, "letter.stop")
    assert "I will not write to you about this again" in team.told("jonas", "@jonas")
    assert [await reaches(team, "jonas", each) for each in KINDS] == [each != kind for each in KINDS]
    assert kind not in await are_on(team, "jonas")
    await team.click("jonas", "@jonas", team.whispers("jonas", "@jonas")[-1], "letter.resume")
    assert team.told("jonas", "@jonas").startswith("Gladly. You get them again")
    assert await reaches(team, "jonas", kind)


async def test_ones_own_letters_are_nobody_elses_affair(team: Team) -> None:
    await team.click("jonas", "@jonas", await send(team, "jonas"), "letter.stop")
    assert await reaches(team, "priya")
    assert await are_on(team, "priya") == KINDS


async def test_home_switches_letters_off_and_on(team: Team) -> None:
    assert await are_on(team, "jonas") == KINDS
    await switch(team, "jonas", ["pulse", "praise"])
    assert await are_on(team, "jonas") == ["pulse", "praise"]
    assert [await reaches(team, "jonas", kind) for kind in ("pulse", "care-note")] == [True, False]
    await switch(team, "jonas", [])
    assert await are_on(team, "jonas") == []
    await switch(team, "jonas", KINDS)
    assert [await reaches(team, "jonas", kind) for kind in KINDS] == [True] * len(KINDS)


async def test_a_home_that_stands_open_shows_what_was_chosen_in_a_letter(team: Team) -> None:
    homes = team.sandbox.slack.views.homes
    await team.home("jonas")
    await team.click("jonas", "@jonas", await send(team, "jonas"), "letter.stop")
    assert on_in(homes[person("jonas")]) == [kind for kind in KINDS if kind != "pulse"]
    await team.click("jonas", "@jonas", team.whispers("jonas", "@jonas")[-1], "letter.resume")
    assert on_in(homes[person("jonas")]) == KINDS


async def test_a_home_that_slack_does_not_take_spoils_no_choice(team: Team) -> None:
    letter = await send(team, "jonas")
    team.sandbox.faults.plan("views.publish", refusal("internal_error"))
    await team.click("jonas", "@jonas", letter, "letter.stop")
    assert "I will not write to you about this again" in team.told("jonas", "@jonas")
    assert "pulse" not in await are_on(team, "jonas")


async def test_pressing_twice_is_pressing_once(team: Team) -> None:
    letter = await send(team, "jonas")
    await team.double_click("jonas", "@jonas", letter, "letter.stop")
    await team.click("jonas", "@jonas", letter, "letter.stop")
    async with team.care.store.reading() as db:
        assert letters.unwanted(db, person("jonas")) == {"pulse"}


async def test_no_letter_reaches_somebody_in_their_quiet_hours_by_their_own_clock(team: Team) -> None:
    reached = [hour for hour in range(24) if await reaches(team, "jonas", now=NOON.replace(hour=hour))]
    assert reached == list(range(7, 18))  # UTC; in Berlin 8 to 19
    await rest(team, "jonas", quiet_from=time(12), quiet_until=time(13))
    assert not await reaches(team, "jonas", now=NOON)
    assert await reaches(team, "jonas", now=NOON.replace(hour=23))


async def test_no_letter_reaches_somebody_on_a_pause_or_on_their_not_today(team: Team) -> None:
    today = NOON.date()
    await rest(team, "jonas", is_paused=True)
    assert not await reaches(team, "jonas")
    await rest(team, "jonas", not_today=today)
    assert not await reaches(team, "jonas")
    await rest(team, "jonas", not_today=today.replace(day=2))
    assert await reaches(team, "jonas")


async def test_no_letter_reaches_those_who_take_no_part(team: Team) -> None:
    async with team.care.store.transaction() as db:
        jonas = people.get(db, person("jonas"))
        assert jonas
        people.put(db, [replace(jonas, is_deleted=True)])
    assert not await reaches(team, "jonas")
    assert not await reaches(team, "nobody-knows")


async def test_a_letter_says_something_else_under_the_same_key_and_keeps_its_button(team: Team) -> None:
    await send(team, "jonas")
    letter = await send(team, "jonas", said="Thank you!")
    assert words(letter) == "Thank you!\nNo more of these"
    assert len(team.from_care("@jonas")) == 1


async def test_a_letter_of_a_kind_that_there_is_no_more_is_refused_kindly(team: Team) -> None:
    async with team.care.store.transaction() as db:
        with pytest.raises(Exception, match="I do not send letters of this kind any more"):
            acts.send(db, person("jonas"), "horoscope", "horoscope:1", whisper("x"))


async def test_what_somebody_asked_for_goes_when_they_are_forgotten(team: Team) -> None:
    await team.set_up()
    await team.click("jonas", "@jonas", await send(team, "jonas"), "letter.stop")
    await rest(team, "jonas", is_paused=True)
    await rest(team, "priya", is_paused=True)
    await team.command("jonas", "care-frontline", "/care forget me")
    await team.click("jonas", "care-frontline", team.whispers("jonas", "care-frontline")[-1], "person.forget")
    await team.at(team.care.now())
    async with team.care.store.reading() as db:
        assert list(db.query("SELECT user_id FROM rests")) == [{"user_id": person("priya")}]
        assert list(db.query("SELECT * FROM letters_unwanted")) == []
    assert team.from_care("@jonas") == []


async def test_who_wants_no_thanks_by_letter_gets_no_new_ones_and_what_they_have_stays_true(team: Team) -> None:
    await team.set_up()
    await team.command("maya", FRONTLINE, "/kudos @ines for the parts that came in time")
    (thanks,) = team.from_care("@ines")
    await team.click("ines", "@ines", thanks, "letter.stop")
    await team.command("jonas", FRONTLINE, "/kudos @ines for the van")
    assert len(team.from_care("@ines")) == 1
    assert "Jonas" in words(team.from_care(FRONTLINE)[-1])
    await team.click("maya", FRONTLINE, team.whispers("maya", FRONTLINE)[-1], "kudos.take_back")
    assert team.from_care("@ines") == []
    await team.click("ines", "@ines", team.whispers("ines", "@ines")[-1], "letter.resume")
    await team.command("jonas", FRONTLINE, "/kudos @ines for the evening")
    assert "Jonas Keller thanks you" in words(team.from_care("@ines")[-1])


async def test_thanks_come_also_to_those_on_a_pause(team: Team) -> None:
    await team.set_up()
    await team.command("ines", "@ines", "/care pause")
    await team.command("maya", FRONTLINE, "/kudos @ines for the parts that came in time")
    assert "No more of these" in words(team.from_care("@ines")[-1])


async def test_who_does_not_want_to_be_told_finds_on_home_that_their_circle_is_paused(team: Team) -> None:
    await team.set_up()
    await team.set_up("care-backoffice")
    for where in (FRONTLINE, "care-backoffice"):
        await team.sandbox.act("archive", user=person("maya"), channel=team.channel_id(where))
        await team.settle()
        (told,) = team.from_care("@maya")
        if where == FRONTLINE:
            await team.click("maya", "@maya", told, "letter.stop")
    assert words(await team.home("maya")).count("It is paused, because the channel is archived") == 2

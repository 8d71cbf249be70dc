"""Telling a story by command, form and mention, in a round and outside of one."""

import pytest

from careapp.practice.story import Story
from careapp.store import kudos as all_kudos
from careapp.store import story as stories
from tests.team import Team, choice, chosen_people, words

FRONTLINE = "care-frontline"


async def stories_of(team: Team, where: str = FRONTLINE) -> list[Story]:
    now = team.care.now()
    async with team.care.store.reading() as db:
        return stories.told_between(db, team.channel_id(where), now.replace(year=2000), now)


async def open_round(team: Team) -> str:
    """Set the front line up, open its round and return the round's ts."""
    await team.set_up()
    await team.at_local("16:55")
    return str(team.from_care(FRONTLINE)[-1]["ts"])


@pytest.mark.parametrize("typed", ["/story I drove back with the screws", "/care story I drove back with the screws"])
async def test_a_command_tells_a_story_under_the_round(team: Team, typed: str) -> None:
    round_ts = await open_round(team)
    await team.command("jonas", FRONTLINE, typed)
    shown = words(team.from_care(FRONTLINE, round_ts)[-1])
    assert "*Jonas Keller* told a story" in shown
    assert "I drove back with the screws" in shown
    assert "Your story is in the round of Monday." in team.told("jonas", FRONTLINE)
    assert "Shared so far: <@UJONAS>" in words(team.messages(FRONTLINE)[-1])


async def test_the_form_tells_a_story_with_its_meaning_lesson_value_and_thanks(team: Team) -> None:
    round_ts = await open_round(team)
    await team.click("priya", FRONTLINE, team.from_care(FRONTLINE)[-1], "round.tell")
    value = team.care.library.values[3]
    await team.submit(
        "priya",
        text="I stayed on the chat until her oven worked",
        meant="She could cook for her mother",
        lesson="Ask what the oven is for",
        value=choice(value.id),
        thanks=chosen_people("sam", "jonas"),
    )
    shown = words(team.from_care(FRONTLINE, round_ts)[-1])
    assert value.name in shown
    assert "I stayed on the chat until her oven worked" in shown
    assert "What it meant: She could cook for her mother" in shown
    assert "A lesson: Ask what the oven is for" in shown
    assert "With thanks to <@USAM> and <@UJONAS>" in shown


async def test_the_form_asks_the_question_of_the_round(team: Team) -> None:
    await open_round(team)
    prompt = words(team.from_care(FRONTLINE)[-1]).split("\n")[1]
    await team.command("priya", FRONTLINE, "/story")
    assert prompt in words(team.form("priya"))
    await team.at_local("17:01")
    await team.command("priya", FRONTLINE, "/story")
    assert prompt not in words(team.form("priya"))


async def test_colleagues_thanked_in_a_story_receive_kudos(team: Team) -> None:
    round_ts = await open_round(team)
    await team.command("priya", FRONTLINE, "/story")
    await team.submit("priya", text="We found the cable", thanks=chosen_people("sam", "ines", "priya"))
    now = team.care.now()
    async with team.care.store.reading() as db:
        (kudos,) = all_kudos.given_between(db, team.channel_id(FRONTLINE), now.replace(year=2000), now)
    (story,) = await stories_of(team)
    assert (kudos.giver, kudos.receivers, kudos.reason) == ("UPRIYA", ("UINES", "USAM"), "We found the cable")
    assert (kudos.story_id, kudos.value_id) == (story.id, story.value_id)
    assert len(team.from_care(FRONTLINE, round_ts)) == 1
    assert "We found the cable" in words(team.from_care("@ines")[-1])
    assert team.from_care("@sam") == []


async def test_a_mention_tells_a_story_where_commands_do_not_exist(team: Team) -> None:
    round_ts = await open_round(team)
    await team.say("sam", FRONTLINE, "@Care story I found the parcel in the wrong van", round_ts)
    assert "I found the parcel" in words(team.from_care(FRONTLINE, round_ts)[-1])
    assert [story.way for story in await stories_of(team)] == ["mention"]
    heard = team.whispers("sam", FRONTLINE)[-1]
    assert heard["thread_ts"] == round_ts
    assert "Your story is in the round of Monday." in words(heard)


async def test_a_mention_in_the_channel_tells_one_too(team: Team) -> None:
    round_ts = await open_round(team)
    await team.say("sam", FRONTLINE, "@Care story I found the parcel in the wrong van")
    assert "I found the parcel" in words(team.from_care(FRONTLINE, round_ts)[-1])


async def test_a_mention_without_words_offers_the_form(team: Team) -> None:
    await open_round(team)
    await team.say("sam", FRONTLINE, "@Care story")
    await team.click("sam", FRONTLINE, team.whispers("sam", FRONTLINE)[-1], "round.tell")
    await team.submit("sam", text="I found the parcel in the wrong van")
    assert [story.teller for story in await stories_of(team)] == ["USAM"]


async def test_outside_a_round_a_story_stands_in_the_channel(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    assert "I drove back with the screws" in words(team.messages(FRONTLINE)[-1])
    assert "on its way to the channel" in team.told("jonas", FRONTLINE)
    (story,) = await stories_of(team)
    assert (story.round_day, story.day.isoformat()) == (None, "2026-11-02")


async def test_the_global_shortcut_asks_for_the_circle(team: Team) -> None:
    await team.set_up()
    await team.set_up("care-backoffice", who="tomasz")
    await team.shortcut("tomasz", "", "story.tell_anywhere")
    assert team.filled_in("tomasz")["circle"] == team.channel_id("care-backoffice")
    await team.submit("tomasz", text="I opened six cartons by hand", circle=choice(team.channel_id(FRONTLINE)))
    assert "I opened six cartons" in words(team.messages(FRONTLINE)[-1])


async def test_a_value_named_with_a_tag_is_shown_and_taken_off_the_end(team: Team) -> None:
    await team.set_up()
    value = next(value for value in team.care.library.values if value.id in team.care.library.value_by_tag)
    await team.command("jonas", FRONTLINE, f"/story I rang her back myself #{value.id}")
    shown = words(team.messages(FRONTLINE)[-1])
    assert value.name in shown
    assert f"#{value.id}" not in shown


async def test_ten_thousand_characters_are_all_kept(team: Team) -> None:
    round_ts = await open_round(team)
    long = " ".join(f"word{n}" for n in range(1, 1300))[:10_000]
    await team.command("jonas", FRONTLINE, f"/story {long}")
    (story,) = await stories_of(team)
    assert story.text == long
    shown = team.from_care(FRONTLINE, round_ts)[-1]
    assert "Choose “Read it all” for the rest." in words(shown)
    await team.choose("sam", FRONTLINE, shown, "story.menu", "Read it all")
    assert words(team.form("sam")).replace("\n", "") == long


async def test_a_mentioned_person_stays_that_person(team: Team) -> None:
    round_ts = await open_round(team)
    await team.command("jonas", FRONTLINE, "/story I drove back and @sam kept the shop open")
    assert "and <@USAM> kept" in words(team.from_care(FRONTLINE, round_ts)[-1])

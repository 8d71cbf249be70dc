"""What people write is counted as they wrote it, and what a mask adds never takes their room."""

import pytest

from careapp.store import story as stories
from tests import in_a_form
from tests.handlers.holding import answer, begin, lead, step
from tests.handlers.test_behaviour import playbook
from tests.handlers.test_kudos import kudos_of
from tests.handlers.test_lesson import CALL_BACK, gather, press
from tests.handlers.test_privacy import FRONTLINE, in_database
from tests.handlers.test_pulse import add, asked, tap
from tests.team import Team, choice, chosen_people, words

IBAN = "DE89 3704 0044 0532 0130 00"


def numbers(room: int) -> str:
    """Return words of exactly so many characters, with as many numbers among them as there is room for."""
    said = "PO#123 " * (room // 7 - 1)
    return said + "x" * (room - len(said))


async def test_a_customers_name_with_a_number_has_the_room_that_every_name_has(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, "Who are our customers?")
    named = "Hans of the night shift in the great hall, from order 4711!!"
    assert len(named) == 60
    await answer(team, ts, "jonas", buyers=f"{named}\n{numbers(60)}\nAnna #4711\nAnna #4712")
    assert "Before I keep it" in words(team.form("jonas"))
    assert (await team.submit("jonas"))["ok"]
    assert not team.has_form("jonas")
    assert in_database(team, "order 4711", "PO#123", "#4712") == []
    await team.click("jonas", FRONTLINE, step(team, ts), "workshop.answer")
    kept = str(team.filled_in("jonas")["buyers"]).splitlines()
    assert kept[0] == named.replace("4711", "[x]")
    assert kept[2:] == ["Anna [order number]"]
    assert max(map(len, kept)) <= 60


async def test_a_name_that_is_too_long_is_counted_as_it_was_written(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, "Who are our customers?")
    sent = await answer(team, ts, "jonas", buyers=f"Hans of the night shift in the great hall {IBAN}")
    assert "is longer than 60 characters" in str(sent)
    assert "Before I keep it" not in words(team.form("jonas"))


async def test_sentences_of_a_workshop_have_their_room_too(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, "Our definition of care")
    await answer(team, ts, "jonas", words=numbers(280))
    assert (await team.submit("jonas"))["ok"]
    await lead(team, ts, "move_on")
    await lead(team, ts, "move_on")
    await answer(team, ts, "jonas", words=numbers(300))
    assert (await team.submit("jonas"))["ok"]
    assert in_database(team, "PO#123") == []
    assert len(in_database(team, "PO#[x] xxx")) == 1


async def test_a_behaviour_and_its_new_words_have_their_room(team: Team) -> None:
    await gather(team)
    await press(team, "maya", CALL_BACK, "lesson.choose")
    await team.submit("maya", text=numbers(120))
    assert (await team.submit("maya"))["ok"]
    assert "PO#[x] PO#[x]" in await playbook(team, "maya")
    for button in ("behaviour.end", "behaviour.reword"):
        await team.click("maya", FRONTLINE, team.whispers("maya", FRONTLINE)[-1], button)
    assert len(str(team.filled_in("maya")["text"])) <= 120
    await team.submit("maya", text=f"We {numbers(117)}")
    assert (await team.submit("maya"))["ok"]
    assert in_database(team, "PO#123") == []


async def test_a_question_has_its_room(team: Team) -> None:
    await team.set_up()
    await team.command("maya", FRONTLINE, "/care prompts")
    await in_a_form.press(team, "maya", "prompt.add")
    await team.submit("maya", value=choice("empathy"), text=numbers(240))
    assert "Before I keep it" in words(team.form("maya"))
    assert (await team.submit("maya"))["ok"]
    assert in_database(team, "PO#123") == []
    assert len(in_database(team, "PO#[x] PO#[x]")) == 1


async def test_a_sentence_beside_the_pulse_has_its_room(team: Team) -> None:
    await asked(team)
    await tap(team, "jonas", 4)
    await add(team, "jonas", numbers(500))
    assert (await team.submit("jonas"))["ok"]
    assert not team.has_form("jonas")
    assert in_database(team, "PO#123") == []


async def test_what_it_meant_and_a_lesson_stay_whole_when_they_are_changed_later(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story")
    await team.submit("jonas", text="I rang", meant=numbers(3000), lesson=numbers(3000))
    assert (await team.submit("jonas"))["ok"]
    await team.choose("jonas", FRONTLINE, team.from_care(FRONTLINE)[-1], "story.menu", "Change")
    await team.submit("jonas", text="I rang twice")
    async with team.care.store.reading() as db:
        (story,) = [stories.get(db, number) for number in stories.ids_of(db, "UJONAS")]
    assert story
    assert story.meant == story.lesson == numbers(3000).replace("123", "[x]")


@pytest.mark.parametrize("way", ["/kudos @sam {}", "/care kudos @sam {}", "@Care kudos @sam {}"])
async def test_kudos_too_long_are_given_back_as_written_and_masked_in_the_draft(team: Team, way: str) -> None:
    await team.set_up()
    said = f"{IBAN} {'rang ' * 600}"
    typed = way.format(said)
    await (team.say if typed.startswith("@") else team.command)("jonas", FRONTLINE, typed)
    heard = team.whispers("jonas", FRONTLINE)[-1]
    assert "That is 3,027 characters; kudos have room for 3,000." in words(heard)
    assert f"{IBAN} rang rang" in words(heard)
    assert in_database(team, IBAN) == []
    await team.click("jonas", FRONTLINE, heard, "kudos.retry")
    assert str(team.filled_in("jonas")["reason"]).startswith("[account] rang")
    assert await kudos_of(team) == []


async def test_kudos_with_as_many_numbers_as_there_is_room_for_are_kept_and_put_back(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/kudos")
    await team.submit("jonas", receivers=chosen_people("sam"), reason=numbers(3000))
    assert (await team.submit("jonas"))["ok"]
    (kudos,) = await kudos_of(team)
    assert kudos.reason == numbers(3000).replace("123", "[x]")


@pytest.mark.parametrize("way", ["/story {}", "/care story {}"])
async def test_a_story_too_long_is_given_back_as_written_and_masked_in_the_draft(team: Team, way: str) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, way.format(f"{IBAN} {'x ' * 19_990}"))
    heard = team.whispers("jonas", FRONTLINE)[-1]
    assert "a story has room for 40,000" in words(heard)
    assert f"{IBAN} x x" in words(heard)
    assert in_database(team, IBAN) == []
    await team.click("jonas", FRONTLINE, heard, "story.retry")
    assert str(team.filled_in("jonas")["text"]).startswith("[account] x x")

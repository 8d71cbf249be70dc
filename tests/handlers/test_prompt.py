"""A circle's questions as those see them who look after it: read, written, changed, switched off and on."""

from pathlib import Path

import pytest

from careapp.practice.prompt import CirclePrompt
from careapp.settings import HOUSE
from careapp.store import prompt as prompts
from tests.in_a_form import press
from tests.team import Team, choice, chosen_people, words

FRONTLINE = "care-frontline"
OURS = "Which parcel made you smile today?"
EDITED = "Which parcel made somebody else smile today?"


async def opened(team: Team, who: str = "maya") -> str:
    """Open the list and return what it says."""
    await team.command(who, FRONTLINE, "/care prompts")
    return words(team.form(who))


async def written(team: Team, text: str = OURS, value: str = "empathy") -> None:
    await opened(team)
    await press(team, "maya", "prompt.add")
    assert (await team.submit("maya", text=text, value=choice(value)))["ok"]


async def kept(team: Team) -> list[CirclePrompt]:
    async with team.care.store.reading() as db:
        return prompts.own(db, team.channel_id(FRONTLINE))


async def test_the_list_shows_every_deck_page_by_page(team: Team) -> None:
    await team.set_up()
    assert "There is none yet." in await opened(team)
    deck = team.care.library.decks[0]
    await press(team, "maya", "prompt.deck", choose=deck.name)
    first = words(team.form("maya"))
    assert f"{len(deck.prompt)} questions." in first
    assert "Page 1 of 4" in first
    assert [prompt.text in first for prompt in deck.prompt] == [n < 20 for n in range(len(deck.prompt))]
    await press(team, "maya", "prompt.later")
    assert deck.prompt[20].text in words(team.form("maya"))
    await press(team, "maya", "prompt.earlier")
    assert words(team.form("maya")) == first


async def test_a_deck_that_the_circle_did_not_choose_says_so(team: Team) -> None:
    await team.set_up()
    await opened(team)
    await press(team, "maya", "prompt.deck", choose="Leaders")
    assert "it only stands in once the others are used up" in words(team.form("maya"))


async def test_a_manager_may_too_as_long_as_they_are_one(team: Team) -> None:
    await team.set_up(managers=chosen_people("tomasz"))
    assert "There is none yet." in await opened(team, "tomasz")
    await press(team, "tomasz", "prompt.add")
    await team.set_up(managers=chosen_people("sam"))
    refused = await team.submit("tomasz", text=OURS, value=choice("empathy"))
    assert "can change the questions here. Ask them." in str(refused)


async def test_who_cannot_change_them_reads_all_of_them_without_a_button_for_it(team: Team) -> None:
    await team.set_up()
    await written(team)
    said = await opened(team, "jonas")
    assert OURS in said
    assert "1 question. Facilitators and managers write and change them." in said
    await press(team, "jonas", "prompt.deck", choose=team.care.library.decks[0].name)
    await press(team, "jonas", "prompt.later")
    shown = team.form("jonas")
    assert team.care.library.decks[0].prompt[20].text in words(shown)
    elements = [e for b in shown["blocks"] for e in [*b.get("elements", []), b.get("accessory", {})]]
    offered = {element["action_id"] for element in elements if "action_id" in element}
    assert offered == {"prompt.deck", "prompt.earlier", "prompt.later"}


async def test_one_question_that_is_switched_off_is_not_counted_twice(team: Team) -> None:
    await team.set_up()
    await written(team)
    await press(team, "maya", "prompt.menu", on=OURS, choose="Switch off")
    assert "1 question, switched off." in words(team.form("maya"))


async def test_a_question_is_written_changed_and_shown_in_the_list(team: Team) -> None:
    await team.set_up()
    await written(team)
    assert OURS in words(team.form("maya"))
    await press(team, "maya", "prompt.menu", on=OURS, choose="Change")
    assert team.filled_in("maya") == {"text": OURS, "value": "empathy"}
    await team.submit("maya", text=EDITED, value=choice("beyond"))
    assert OURS not in words(team.form("maya"))
    assert EDITED in words(team.form("maya"))
    assert await kept(team) == [CirclePrompt("own:1", "beyond", EDITED)]


@pytest.mark.parametrize(
    ("said", "why"),
    [("Who?", "too short"), (OURS.upper(), "is there already")],
)
async def test_what_cannot_be_kept_is_refused_in_the_form_and_nothing_is_lost(team: Team, said: str, why: str) -> None:
    await team.set_up()
    await written(team)
    await press(team, "maya", "prompt.add")
    refused = await team.submit("maya", text=said, value=choice("empathy"))
    assert why in refused["errors"]["text"]
    assert team.filled_in("maya")["text"] == said
    assert len(await kept(team)) == 1


async def test_the_field_counts_to_the_length_that_it_states(team: Team) -> None:
    await team.set_up()
    await opened(team)
    await press(team, "maya", "prompt.add")
    (box,) = [block for block in team.form("maya")["blocks"] if block["block_id"] == "text"]
    assert box["hint"]["text"].startswith(f"Up to {box['element']['max_length']} characters.")


async def test_switched_off_and_on_again(team: Team) -> None:
    await team.set_up()
    await written(team)
    await press(team, "maya", "prompt.menu", on=OURS, choose="Switch off")
    assert f"Switched off:  {OURS}" in words(team.form("maya"))
    await press(team, "maya", "prompt.menu", on=OURS, choose="Switch on")
    assert "Switched off" not in words(team.form("maya"))
    deck = team.care.library.decks[0]
    await press(team, "maya", "prompt.deck", choose=deck.name)
    await press(team, "maya", "prompt.later")
    await press(team, "maya", "prompt.switch", on=deck.prompt[20].text)
    shown = words(team.form("maya"))
    assert f"Switched off:  {deck.prompt[20].text}" in shown
    assert "1 of them switched off" in shown
    assert "Page 2 of 4" in shown
    async with team.care.store.reading() as db:
        assert prompts.off(db, team.channel_id(FRONTLINE)) == {deck.prompt[20].id}
        assert prompts.off(db, team.channel_id("team-leads")) == set()


async def test_an_open_round_keeps_its_question_when_that_is_changed_or_switched_off(team: Team) -> None:
    await team.set_up()
    for n, value in enumerate(team.care.library.values):
        async with team.care.store.transaction() as db:
            prompts.add(db, team.channel_id(FRONTLINE), value.id, f"{OURS} Part {n}?", str(n))
    await team.at_local("16:55")
    question = next(each for each in await kept(team) if each.text in words(team.from_care(FRONTLINE)[-1]))
    await team.command("jonas", FRONTLINE, "/story I found the parcel under the stairs")
    await opened(team)
    await press(team, "maya", "prompt.menu", on=question.text, choose="Change")
    await team.submit("maya", text=EDITED, value=choice("beyond"))
    await press(team, "maya", "prompt.menu", on=EDITED, choose="Switch off")
    await team.at_local("16:58")
    assert question.text in words(team.from_care(FRONTLINE)[1])
    await team.at_local("17:00")
    summary = words(team.from_care(FRONTLINE)[1])
    assert "*1 story* by 1 person" in summary
    assert question.text in summary
    assert EDITED not in summary
    await team.at_local("16:55", days=1)
    assert OURS in words(team.from_care(FRONTLINE)[-1])
    assert question.text not in words(team.from_care(FRONTLINE)[-1])


async def test_a_mention_is_answered_with_a_button_that_opens_the_list(team: Team) -> None:
    await team.set_up()
    await team.say("maya", FRONTLINE, "@Care prompts")
    await team.click("maya", FRONTLINE, team.whispers("maya", FRONTLINE)[-1], "prompt.show")
    assert "There is none yet." in words(team.form("maya"))


async def test_mistakes_in_the_library_are_told_to_whoever_opens_the_list(team: Team, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    (folder / "prompts").mkdir(parents=True)
    for name in ("values.toml", "prompts/front-line.toml", "prompts/colleagues.toml"):
        text = (HOUSE / "data" / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace('value = "welcome"', 'value = "wellcome"'), encoding="utf-8")
    await team.set_up()
    await team.stop()
    team.settings = team.settings.model_copy(update={"care_library": folder})
    await team.start()
    said = await opened(team)
    assert ":warning: Left out of the library, because of a mistake in its files:" in said
    assert "•  prompts/colleagues.toml, prompt 1 (colleagues-01): there is no value 'wellcome'" in said
    assert "and 9 more, all of them in the log" in said
    assert str(folder) not in said

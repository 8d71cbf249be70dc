"""Care is killed while a question is kept, switched off or shown in the list: each counts, and counts once."""

import pytest

from tests.in_a_form import press
from tests.reliability.mortal_team import MortalTeam
from tests.team import choice, words

FRONTLINE = "care-frontline"
OURS = "Which parcel made you smile today?"


async def write_one(mortal: MortalTeam) -> bool:
    """Write a question, and return whether Care answered."""
    await mortal.command("maya", FRONTLINE, "/care prompts")
    await press(mortal, "maya", "prompt.add")
    return bool((await mortal.submit("maya", text=OURS, value=choice("empathy")))["ok"])


@pytest.mark.parametrize("point", ["view.before_change", "view.after_change"])
async def test_a_question_is_kept_once_and_in_the_list_when_it_is_opened_again(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await mortal.set_up()
    await write_one(mortal)
    await mortal.rise()
    assert mortal.kept("SELECT text FROM prompts") == [(OURS,)]
    await mortal.command("maya", FRONTLINE, "/care prompts")
    assert words(mortal.form("maya")).count(OURS) == 1


@pytest.mark.parametrize("point", ["prompt.before_keep", "prompt.after_keep"])
async def test_a_question_that_is_sent_again_is_kept_once(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await mortal.set_up()
    assert not await write_one(mortal)
    await mortal.rise()
    assert mortal.filled_in("maya")["text"] == OURS  # the form is still there, and she sends it again
    assert (await mortal.submit("maya", text=OURS, value=choice("empathy")))["ok"]
    assert mortal.kept("SELECT text FROM prompts") == [(OURS,)]
    assert words(mortal.form("maya")).count(OURS) == 1


@pytest.mark.parametrize("point", ["prompt.before_switch", "prompt.after_switch"])
async def test_a_question_is_switched_off_once(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await mortal.set_up()
    await write_one(mortal)
    await press(mortal, "maya", "prompt.menu", on=OURS, choose="Switch off")
    await mortal.rise()
    assert len(mortal.kept("SELECT * FROM prompts_off")) == int(point == "prompt.after_switch")
    await press(mortal, "maya", "prompt.menu", on=OURS, choose="Switch off")  # she tries again
    assert len(mortal.kept("SELECT * FROM prompts_off")) == 1
    assert f"Switched off:  {OURS}" in words(mortal.form("maya"))

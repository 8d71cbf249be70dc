"""Care is killed while it shows a list of questions with one that was just written: that is kept, and kept once."""

import pytest

from tests.in_a_form import press
from tests.reliability.mortal_team import MortalTeam
from tests.team import choice, words

FRONTLINE = "care-frontline"
OURS = "Which parcel made you smile today?"


@pytest.mark.parametrize("point", ["view.before_change", "view.after_change"])
async def test_a_question_is_kept_once_and_in_the_list_when_it_is_opened_again(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await mortal.set_up()
    await mortal.command("maya", FRONTLINE, "/care prompts")
    await press(mortal, "maya", "prompt.add")
    await mortal.submit("maya", text=OURS, value=choice("empathy"))
    await mortal.rise()
    assert mortal.kept("SELECT text FROM prompts") == [(OURS,)]
    await mortal.command("maya", FRONTLINE, "/care prompts")
    assert words(mortal.form("maya")).count(OURS) == 1

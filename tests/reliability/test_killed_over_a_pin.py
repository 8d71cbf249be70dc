"""Care is killed while it pins the sentence of a circle, or takes the pin of the one before off: each comes to be."""

import pytest

from tests.handlers.holding import answer, begin, lead
from tests.reliability.mortal_team import MortalTeam
from tests.team import words

FRONTLINE = "care-frontline"
CALL_BACK = "We call back when we said we would."
SAY_SO = "We say so before anybody has to ask."


async def agree(mortal: MortalTeam, sentence: str) -> None:
    ts = await begin(mortal, "Our definition of care")
    await lead(mortal, ts, "move_on")
    await lead(mortal, ts, "move_on")
    await answer(mortal, ts, "jonas", words=sentence)
    await lead(mortal, ts, "move_on")


def pinned(mortal: MortalTeam) -> list[str]:
    return [words(message) for message in mortal.messages(FRONTLINE) if "pinned_to" in message]


async def rise_and_rest(mortal: MortalTeam) -> None:
    await mortal.rise()
    await mortal.settle()
    await mortal.at_local("10:00")
    assert mortal.kept("SELECT DISTINCT state, note FROM posts WHERE kind = 'pin'") == [("sent", "")]


@pytest.mark.parametrize("point", ["pin.before_call", "pin.after_call"])
async def test_a_sentence_is_pinned(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await mortal.set_up()
    await agree(mortal, CALL_BACK)
    assert len(pinned(mortal)) == int(point == "pin.after_call")
    await rise_and_rest(mortal)
    (said,) = pinned(mortal)
    assert CALL_BACK in said


@pytest.mark.parametrize("nth", [2, 3])
@pytest.mark.parametrize("point", ["pin.before_call", "pin.after_call"])
async def test_a_new_sentence_takes_the_place_of_the_one_before(mortal: MortalTeam, point: str, nth: int) -> None:
    await mortal.start(point, nth)
    await mortal.set_up()
    await agree(mortal, CALL_BACK)
    await mortal.at_local("09:30")
    await agree(mortal, SAY_SO)
    await rise_and_rest(mortal)
    (said,) = pinned(mortal)
    assert SAY_SO in said

"""Care is killed over the pulse: nobody is asked twice, no answer is lost or counted twice, a result is told once."""

import asyncio
from pathlib import Path

import pytest

from tests.handlers.test_pulse import FIVE, FRONTLINE, add, asked, letter, results, tap
from tests.reliability.mortal_team import MortalTeam
from tests.team import chosen_people, ticked, words

ASKING = ["pulse.before_ask", "pulse.after_ask", "pulse.before_letters", "pulse.after_letters"]
CLOSING = ["pulse.before_close", "pulse.after_close"]
COUNTED = "SELECT count, total FROM pulse_answers"


def keys_of(database: Path) -> list[Path]:
    return list(database.parent.glob("*.pulse-*"))


@pytest.mark.parametrize("point", [*ASKING, *CLOSING])
async def test_everybody_is_asked_once_and_the_circle_is_told_once(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await asked(mortal)
    if point in ASKING:
        await mortal.rise()
        await mortal.at_local("08:32")
    for who in FIVE:
        assert len(mortal.from_care(f"@{who}")) == 1
        await tap(mortal, who, 4)
    await mortal.at_local("08:30", days=4)
    if point in CLOSING:
        await mortal.rise()
    await mortal.at_local("08:32")
    (result,) = results(mortal)
    assert "*4.0 of 5*, from 5 answers, week 45." in words(result)
    assert mortal.kept(COUNTED) == mortal.kept("SELECT * FROM pulse_marks") == []
    assert not await asyncio.to_thread(keys_of, mortal.settings.care_database)


@pytest.mark.parametrize("point", [*CLOSING, "pulse.before_result", "pulse.after_result"])
async def test_a_manager_elsewhere_is_told_once(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await asked(mortal, managers=chosen_people("emre"))
    for who in FIVE:
        await tap(mortal, who, 4)
    await mortal.at_local("08:30", days=4)
    await mortal.rise()
    await mortal.at_local("08:32")
    await mortal.at_local("08:40")
    (told,) = mortal.from_care("@emre")
    assert "*4.0 of 5*, from 5 answers, week 45." in words(told)
    assert mortal.kept("SELECT * FROM pulse_letters") == []


@pytest.mark.parametrize("point", ["pulse.before_drop", "pulse.after_drop"])
async def test_answers_that_waited_too_long_are_dropped_and_nothing_else(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await asked(mortal)
    await tap(mortal, "jonas", 4)
    await mortal.set_up(pulse=ticked())
    await mortal.at_local("08:30", days=4)
    assert mortal.kept(COUNTED) == [(1, 4)]
    await mortal.at_local("08:30", days=100)
    await mortal.rise()
    await mortal.at_local("08:32")
    assert mortal.kept(COUNTED) == []
    assert mortal.kept("SELECT state FROM pulses") == [("closed",)]


@pytest.mark.parametrize(("point", "total"), [("pulse.before_answer", 5), ("pulse.after_answer", 2)])
async def test_an_answer_counts_once_and_is_the_one_that_was_kept(mortal: MortalTeam, point: str, total: int) -> None:
    await mortal.start(point)
    await asked(mortal)
    assert not (await tap(mortal, "jonas", 2))["ok"]  # Slack tells him that it did not work
    await mortal.rise()
    assert (await tap(mortal, "jonas", 5))["ok"]
    assert mortal.kept(COUNTED) == [(1, total)]
    assert words(letter(mortal, "jonas")).startswith("Thank you, that is counted.")


@pytest.mark.parametrize("point", ["pulse.before_say", "pulse.after_say"])
async def test_a_sentence_is_kept_once_and_its_form_stays_open(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await asked(mortal)
    await tap(mortal, "jonas", 5)
    assert not (await add(mortal, "jonas", "Ines asked how I was."))["ok"]
    await mortal.rise()
    await mortal.submit("jonas", sentence="Ines asked how I was.")
    assert mortal.kept("SELECT sentences FROM pulse_answers") == [('["Ines asked how I was."]',)]
    assert mortal.from_care(FRONTLINE)

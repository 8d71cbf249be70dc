"""A backup is restored after a pulse was told: no answer is told a second time, in whatever company."""

from pathlib import Path

import pytest

from tests.handlers.test_pulse import FIVE, asked, letter, results, tap
from tests.handlers.test_pulse_for_managers import letters, told, waiting
from tests.journeys.test_restore import back_up, bring_back, quiet
from tests.team import Team, words


async def answered(team: Team, *people: str) -> None:
    for who in people:
        await tap(team, who, 5)


async def restored(team: Team, backup: Path) -> None:
    await bring_back(team, backup)
    await team.at(team.care.now())
    await quiet(team)


@pytest.mark.parametrize("backed_up", ["while the question was open", "while answers waited for the next question"])
async def test_a_result_is_not_told_again_without_the_answer_that_came_after_the_backup(
    team: Team, backed_up: str
) -> None:
    await asked(team)
    await answered(team, "jonas", "priya", "sam")
    await team.at_local("08:30", days=4)
    backup = await back_up(team)
    await team.at_local("08:30", days=3)
    await answered(team, "jonas", "priya")
    if backed_up == "while the question was open":
        backup = await back_up(team)
    await tap(team, "maya", 1)
    await team.at_local("08:30", days=4)
    (told,) = results(team)
    assert "*4.3 of 5*, from 6 answers" in words(told)
    await restored(team, backup)
    await team.at_local("08:30", days=3)
    await answered(team, *FIVE)
    await team.at_local("08:30", days=4)
    first, second = results(team)
    assert words(first) == words(told)
    assert "*5.0 of 5*, from 5 answers, week 47." in words(second)


async def test_a_question_that_was_open_at_the_backup_asks_no_more(team: Team) -> None:
    await asked(team)
    backup = await back_up(team)
    asks = letter(team, "jonas")["blocks"]
    await restored(team, backup)
    (closed,) = team.from_care("@jonas")
    assert "It is closed." in words(closed)
    closed["blocks"] = asks
    await tap(team, "jonas", 5)
    assert "The question of that week is closed" in team.told("jonas", "@jonas")
    await team.at_local("08:30", days=7)
    assert "pulse.one" in str(letter(team, "jonas")["blocks"])
    assert len(team.from_care("@jonas")) == 2


@pytest.mark.parametrize("who", ["emre", "ruth"])
async def test_a_manager_elsewhere_is_not_written_to_again(team: Team, who: str) -> None:
    """Ruth sleeps when the circle is told, so that the backup has her waiting."""
    await told(team, who)
    assert await waiting(team) == (["URUTH"] if who == "ruth" else [])
    backup = await back_up(team)
    await team.at_local("14:00")
    assert len(letters(team, who)) == 1
    await restored(team, backup)
    await team.at_local("14:30")
    assert len(letters(team, who)) == len(results(team)) == 1
    assert await waiting(team) == []

"""Care is killed while a workshop is begun, led, answered or let rest: each counts once, and nothing given is lost."""

from typing import Any

import pytest

from tests.handlers.holding import answer, begin, lead, step, thread
from tests.reliability.mortal_team import MortalTeam
from tests.team import words

FRONTLINE = "care-frontline"
CUSTOMERS = "Who are our customers?"


def openings(mortal: MortalTeam) -> list[dict[str, Any]]:
    return [message for message in mortal.from_care(FRONTLINE) if words(message).startswith(CUSTOMERS)]


@pytest.mark.parametrize("point", ["workshop.before_begin", "workshop.after_begin"])
async def test_a_workshop_is_begun_once(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await mortal.set_up()
    await mortal.command("maya", FRONTLINE, "/care workshop")
    listed = mortal.whispers("maya", FRONTLINE)[-1]
    click = await mortal.click("maya", FRONTLINE, listed, "workshop.begin")
    assert not click["ok"]  # Slack tells her that it did not work
    await mortal.rise()
    await mortal.settle()
    assert len(openings(mortal)) == int(point == "workshop.after_begin")
    await mortal.click("maya", FRONTLINE, listed, "workshop.begin")  # she tries again
    assert len(openings(mortal)) == 1
    assert mortal.kept("SELECT state, step_id FROM workshops") == [("running", "name")]
    assert len(thread(mortal, str(openings(mortal)[0]["ts"]))) == 1


@pytest.mark.parametrize("point", ["workshop.before_act", "workshop.after_act"])
async def test_a_step_is_left_once(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await mortal.set_up()
    ts = await begin(mortal, CUSTOMERS)
    first = step(mortal, ts)
    await lead(mortal, ts, "move_on")
    await mortal.rise()
    await mortal.settle()
    if point == "workshop.before_act":
        await mortal.click("maya", FRONTLINE, first, "workshop.move_on")
    assert [said.split("*")[1][:11] for said in thread(mortal, ts)] == ["Step 1 of 3", "Step 2 of 3"]
    assert mortal.kept("SELECT step_id FROM workshops") == [("look",)]


@pytest.mark.parametrize("point", ["workshop.before_answer", "workshop.after_answer"])
async def test_what_somebody_gives_is_kept_once(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await mortal.set_up()
    ts = await begin(mortal, CUSTOMERS)
    delivery = await answer(mortal, ts, "jonas", buyers="Bakery Lindner")
    assert not delivery["ok"]
    await mortal.rise()
    assert mortal.filled_in("jonas")["buyers"] == "Bakery Lindner"  # the form is still there, and he sends it again
    await mortal.submit("jonas", buyers="Bakery Lindner")
    assert mortal.kept("SELECT user_id, words FROM contributions") == [("UJONAS", "Bakery Lindner")]
    assert "1 person has answered" in words(step(mortal, ts))


@pytest.mark.parametrize("point", ["workshop.before_look", "workshop.after_look"])
async def test_a_workshop_says_once_that_it_rests(mortal: MortalTeam, point: str) -> None:
    await mortal.start()
    await mortal.set_up()
    ts = await begin(mortal, CUSTOMERS)
    await mortal.stop()
    await mortal.start(point)
    await mortal.at_local("09:01", days=2)
    await mortal.rise()
    await mortal.at_local("09:02")
    assert mortal.kept("SELECT state FROM workshops") == [("resting",)]
    assert sum(said.startswith("Nobody has moved this workshop on") for said in thread(mortal, ts)) == 1


@pytest.mark.parametrize("point", ["workshop.before_again", "workshop.after_again"])
async def test_a_facilitator_is_told_once_that_it_is_time_again(mortal: MortalTeam, point: str) -> None:
    await mortal.start()
    await mortal.set_up()
    ts = await begin(mortal, "What gets in the way?")
    for _ in range(3):
        await lead(mortal, ts, "move_on")
    await mortal.stop()
    await mortal.start(point)
    await mortal.at_local("10:00", days=91)
    await mortal.rise()
    await mortal.at_local("10:01")
    assert sum("It is time to look again" in words(said) for said in mortal.from_care("@maya")) == 1

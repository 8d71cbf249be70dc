"""Slack is too busy to open a form: the person reads one kind sentence, and loses no word."""

import pytest

from careapp import care
from careapp.blocks import ids
from careapp.sandbox.faults import Fault, brake, cut_json, held_call, lost_call, refusal, server_error
from tests.team import Team, words

FRONTLINE = "care-frontline"
BUSY = "Slack is busy just now, so nothing is saved yet; if no form opens, please try again in a moment."
TROUBLE = [brake(30), server_error(503), cut_json(), refusal("internal_error"), lost_call(), held_call()]
NAMES = [fault.name for fault in TROUBLE]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(care, "_OPEN_WITHIN", 0.5)


@pytest.mark.parametrize("fault", TROUBLE, ids=NAMES)
@pytest.mark.parametrize("typed", ["/story", "/care story", "/kudos", "/care setup"])
async def test_a_command_is_answered_in_time_and_works_when_it_is_typed_again(
    team: Team, typed: str, fault: Fault
) -> None:
    await team.set_up()
    team.sandbox.faults.plan("views.open", fault)
    who = "maya" if "setup" in typed else "jonas"
    answered = await team.command(who, FRONTLINE, typed)
    team.sandbox.faults.clear()
    assert answered["ok"]
    assert team.told(who, FRONTLINE) == BUSY
    assert team.has_form(who) is (fault.name == "cut_json")  # Slack had opened it
    await team.command(who, FRONTLINE, typed)
    assert team.has_form(who)


async def test_words_that_were_to_go_into_the_form_are_given_back_and_open_later(team: Team) -> None:
    await team.set_up()
    team.sandbox.faults.plan("views.open", brake(30))
    await team.command("jonas", FRONTLINE, "/kudos the whole night shift stayed late")
    assert BUSY in team.told("jonas", FRONTLINE)
    assert "the whole night shift stayed late" in team.told("jonas", FRONTLINE)
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "kudos.retry")
    assert team.filled_in("jonas")["reason"] == "the whole night shift stayed late"


async def test_a_click_is_answered_though_slack_takes_no_whispers_either(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    for method in ("views.open", "chat.postEphemeral"):
        team.sandbox.faults.always(method, brake(30))
    clicked = await team.click("jonas", FRONTLINE, team.from_care(FRONTLINE)[-1], "round.tell")
    assert clicked["ok"]
    assert team.told("jonas", FRONTLINE) == BUSY
    team.sandbox.faults.clear()
    await team.click("jonas", FRONTLINE, team.from_care(FRONTLINE)[-1], "round.tell")
    assert team.has_form("jonas")


async def test_a_shortcut_outside_any_channel_is_answered_directly(team: Team) -> None:
    await team.set_up()
    team.sandbox.faults.always("views.open", brake(30))
    await team.shortcut("jonas", FRONTLINE, ids.STORY_TELL_ANYWHERE)
    assert [words(message) for message in team.from_care("@jonas")] == [BUSY]


async def test_what_trying_again_would_not_mend_is_not_called_busy(team: Team) -> None:
    await team.set_up()
    team.sandbox.faults.plan("views.open", refusal("missing_scope"))
    await team.command("jonas", FRONTLINE, "/story")
    assert "Something went wrong on my side" in team.told("jonas", FRONTLINE)

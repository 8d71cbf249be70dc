"""What could identify a customer is asked about also where no story is told."""

from tests import in_a_form
from tests.handlers.holding import answer, begin
from tests.handlers.test_behaviour import playbook
from tests.handlers.test_definition import CALL_BACK as CALL_BACK_SOON
from tests.handlers.test_definition import agree, pinned
from tests.handlers.test_lesson import CALL_BACK, gather, press
from tests.handlers.test_privacy import FRONTLINE, MAIL, PHONE, in_database
from tests.handlers.test_pulse import add, asked, tap
from tests.team import Team, choice, words


async def test_a_sentence_beside_the_pulse_is_asked_about_too(team: Team) -> None:
    await asked(team)
    await tap(team, "jonas", 4)
    await add(team, "jonas", f"Her mail {MAIL} came at night")
    assert "Before I keep it" in words(team.form("jonas"))
    await team.submit("jonas")
    assert not team.has_form("jonas")
    assert in_database(team, MAIL) == []


async def test_what_a_workshop_is_given_is_asked_about_too_and_once(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, "Who are our customers?")
    await answer(team, ts, "jonas", buyers=f"Anna {MAIL}")
    await team.submit("jonas", masking=choice("as_written"))
    await answer(team, ts, "jonas", buyers=f"Anna {MAIL}\nBen {PHONE}")
    assert MAIL not in words({"blocks": team.form("jonas")["blocks"][:2]})
    await team.submit("jonas")
    assert (len(in_database(team, MAIL)), in_database(team, PHONE)) == (1, [])


async def test_a_behaviour_is_asked_about_too_also_in_other_words(team: Team) -> None:
    await gather(team)
    await press(team, "maya", CALL_BACK, "lesson.choose")
    await team.submit("maya", text=f"We write to {MAIL} in time")
    assert "Before I keep it" in words(team.form("maya"))
    assert in_database(team, MAIL) == []
    await team.submit("maya")
    assert "We write to [e-mail] in time" in await playbook(team)
    await playbook(team, "maya")
    for button in ("behaviour.end", "behaviour.reword"):
        await team.click("maya", FRONTLINE, team.whispers("maya", FRONTLINE)[-1], button)
    await team.submit("maya", text=f"We write to {MAIL} early")
    await team.submit("maya")
    assert "We write to [e-mail] early" in await playbook(team)
    assert in_database(team, MAIL) == []


async def test_a_question_of_ones_own_is_asked_about_too(team: Team) -> None:
    await team.set_up()
    await team.command("maya", FRONTLINE, "/care prompts")
    await in_a_form.press(team, "maya", "prompt.add")
    await team.submit("maya", value=choice("empathy"), text=f"Who has written to {MAIL} today?")
    assert "Before I keep it" in words(team.form("maya"))
    await team.submit("maya")
    assert in_database(team, MAIL) == []
    assert len(in_database(team, "Who has written to [e-mail] today?")) == 1


async def test_the_definition_of_care_is_asked_about_in_the_settings_too_and_once(team: Team) -> None:
    await team.set_up()
    await agree(team, CALL_BACK_SOON)
    await team.command("maya", FRONTLINE, "/care setup")
    await team.submit("maya", definition=f"Write to {MAIL} first", minutes=choice("10"))
    assert "Before I keep it" in words(team.form("maya"))
    assert f"{MAIL}  →  [e-mail]" in words(team.form("maya"))
    assert in_database(team, MAIL) == []
    assert team.filled_in("maya")["minutes"] == "10"
    assert (await team.submit("maya"))["ok"]
    assert pinned(team)[-1].startswith("What care means to us: Write to [e-mail] first\n")
    assert in_database(team, MAIL) == []
    await team.command("maya", FRONTLINE, "/care setup")
    await team.submit("maya", definition=f"Write to {MAIL} first")
    await team.submit("maya", masking=choice("as_written"))
    await team.command("maya", FRONTLINE, "/care setup")
    assert (await team.submit("maya", minutes=choice("5")))["ok"]
    assert not team.has_form("maya")
    assert MAIL in pinned(team)[-1]


async def test_the_settings_of_a_circle_that_wants_no_masks_ask_nothing(team: Team) -> None:
    await team.set_up()
    await agree(team, CALL_BACK_SOON)
    await team.command("maya", FRONTLINE, "/care setup")
    await team.submit("maya", definition=f"Write to {MAIL} first", privacy=choice("none"))
    assert not team.has_form("maya")
    assert MAIL in pinned(team)[-1]

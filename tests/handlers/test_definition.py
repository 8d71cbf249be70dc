"""A circle's own sentence: pinned in its channel from the workshop on, changed in its settings, never in the way."""

from datetime import timedelta
from typing import Any

import pytest

from careapp.acts import definition
from careapp.sandbox.faults import brake, lost_answer, lost_call, refusal
from careapp.store import circle as circles
from tests.handlers.holding import answer, begin, lead
from tests.team import Team, choice, words

FRONTLINE = "care-frontline"
DEFINITION = "Our definition of care"
CALL_BACK = "We call back when we said we would."
SAY_SO = "We say so before anybody has to ask."


async def agree(team: Team, sentence: str, when: str = "09:00") -> None:
    """Hold the workshop up to its end, with one sentence that somebody proposed."""
    await team.at_local(when, days=1)
    ts = await begin(team, DEFINITION)
    await lead(team, ts, "move_on")
    await lead(team, ts, "move_on")
    await answer(team, ts, "jonas", words=sentence)
    await lead(team, ts, "move_on")


def pinned(team: Team) -> list[str]:
    """Return the messages that are pinned in the channel."""
    return [words(message) for message in team.messages(FRONTLINE) if "pinned_to" in message]


def told(team: Team) -> list[dict[str, Any]]:
    """Return the messages that hold a sentence of the circle's own."""
    return [message for message in team.from_care(FRONTLINE) if message["text"] == DEFINITION]


async def change(team: Team, sentence: str) -> None:
    """Change the sentence in the circle's settings."""
    await team.command("maya", FRONTLINE, "/care setup")
    assert (await team.submit("maya", definition=sentence))["ok"]


async def state(team: Team) -> list[tuple[str, str]]:
    """Return how far the pins are, oldest first."""
    async with team.care.store.reading() as db:
        sql = "SELECT state, note FROM posts WHERE kind = 'pin' ORDER BY number"
        return [(row["state"], row["note"]) for row in db.query(sql)]


async def test_the_sentence_that_a_team_agrees_on_is_pinned(team: Team) -> None:
    await team.set_up()
    await agree(team, CALL_BACK)
    (said,) = pinned(team)
    assert said.startswith(f"What care means to us: {CALL_BACK}\n")
    assert len(told(team)) == 1


async def test_a_new_sentence_takes_the_place_of_the_one_before(team: Team) -> None:
    await team.set_up()
    await agree(team, CALL_BACK)
    await agree(team, SAY_SO)
    (said,) = pinned(team)
    assert SAY_SO in said
    assert [CALL_BACK in words(message) for message in told(team)] == [True, False]


async def test_the_pinned_message_says_what_the_settings_say(team: Team) -> None:
    await team.set_up()
    await agree(team, CALL_BACK)
    await change(team, SAY_SO)
    (said,) = pinned(team)
    assert SAY_SO in said
    assert len(told(team)) == 1
    await change(team, "")
    assert pinned(team) == []
    assert len(told(team)) == 1
    await agree(team, CALL_BACK)
    assert len(pinned(team)) == 1


async def test_settings_that_leave_the_sentence_alone_leave_the_pin_alone(team: Team) -> None:
    await team.set_up()
    await agree(team, CALL_BACK)
    (message,) = told(team)
    await team.sandbox.act("pin", user="UMAYA", channel=team.channel_id(FRONTLINE), ts=message["ts"], on=False)
    await team.command("maya", FRONTLINE, "/care setup")
    assert (await team.submit("maya", minutes=choice("10")))["ok"]
    assert pinned(team) == []  # somebody took it off, which is theirs to do


async def test_settings_opened_before_a_workshop_keep_the_sentence_that_it_found(team: Team) -> None:
    await team.set_up()
    await agree(team, CALL_BACK)
    await team.command("maya", FRONTLINE, "/care setup")
    assert team.filled_in("maya")["definition"] == CALL_BACK
    async with team.care.store.transaction() as db:
        circle = circles.get(db, team.channel_id(FRONTLINE))
        assert circle
        definition.agree(db, circle, SAY_SO, team.care.now() + timedelta(minutes=1))
    await team.settle()
    assert (await team.submit("maya", minutes=choice("10")))["ok"]
    (said,) = pinned(team)
    assert SAY_SO in said
    await team.command("maya", FRONTLINE, "/care setup")
    assert team.filled_in("maya")["definition"] == SAY_SO


async def test_a_sentence_of_an_older_release_is_pinned_when_it_is_changed(team: Team) -> None:
    await team.set_up()
    async with team.care.store.transaction() as db:
        db.execute("UPDATE circles SET definition = ?", [CALL_BACK])
    await team.at_local("10:00", days=1)
    assert pinned(team) == []
    await change(team, SAY_SO)
    (said,) = pinned(team)
    assert SAY_SO in said


async def test_what_somebody_has_pinned_or_unpinned_already_is_done(team: Team) -> None:
    await team.set_up()
    team.sandbox.faults.plan("pins.add", lost_answer())
    await agree(team, CALL_BACK)
    await team.at_local("09:10")
    assert len(pinned(team)) == 1
    assert await state(team) == [("sent", "")]
    (message,) = told(team)
    await team.sandbox.act("pin", user="UMAYA", channel=team.channel_id(FRONTLINE), ts=message["ts"], on=False)
    await agree(team, SAY_SO)
    await team.at_local("09:20")
    assert await state(team) == [("sent", ""), ("sent", "")]
    assert len(pinned(team)) == 1


@pytest.mark.parametrize("fault", [brake(20), lost_call(), refusal("internal_error")], ids=lambda fault: fault.name)
async def test_a_pin_that_slack_does_not_take_at_once_follows(team: Team, fault: Any) -> None:
    await team.set_up()
    team.sandbox.faults.plan("pins.add", fault)
    await agree(team, CALL_BACK)
    for minute in range(1, 5):
        await team.at_local(f"09:0{minute}")
    assert len(pinned(team)) == 1


@pytest.mark.parametrize(
    ("error", "because"),
    [
        ("missing_scope", "Care was installed without the right to pin messages"),
        ("too_many_pins", "the channel has as many pinned messages as Slack allows"),
        ("restricted_action", "Care may not pin messages in the channel"),
        ("is_archived", "the channel is archived"),
        ("a_word_of_tomorrow", "Slack refused it (a_word_of_tomorrow)"),
    ],
)
async def test_a_pin_that_slack_refuses_disturbs_nothing_and_is_tried_at_the_next_start(
    team: Team, error: str, because: str
) -> None:
    await team.set_up()
    team.sandbox.faults.always("pins.add", refusal(error))
    await agree(team, CALL_BACK)
    assert pinned(team) == []
    assert len(told(team)) == 1
    await team.command("jonas", FRONTLINE, "/story I drove back to the shop with the missing screws")
    assert "missing screws" in words(team.from_care(FRONTLINE)[-1])
    async with team.care.store.reading() as db:
        assert db.execute("SELECT state FROM circles").fetchall() == [("active",)]
    shown = words(await team.home("maya"))
    is_said = f"the pin on your definition of care, because {because}." in shown
    assert is_said is (error != "is_archived")  # what keeps Care from a channel is told with the pause
    calls = sum(row["name"] == "pins.add" for row in team.sandbox.slack.calls.rows)
    await team.at_local("10:00", days=1)
    assert sum(row["name"] == "pins.add" for row in team.sandbox.slack.calls.rows) == calls == 1
    await team.stop()
    team.sandbox.faults.clear()
    await team.start()
    await team.settle()
    assert len(pinned(team)) == 1


async def test_a_pin_waits_for_its_message_and_holds_nothing_up_meanwhile(team: Team) -> None:
    await team.set_up()
    team.sandbox.faults.always("pins.add", brake(3600))
    await agree(team, CALL_BACK)
    await team.command("jonas", FRONTLINE, "/story I drove back to the shop with the missing screws")
    assert "missing screws" in words(team.from_care(FRONTLINE)[-1])
    assert pinned(team) == []
    team.sandbox.faults.clear()
    await team.at_local("11:00")
    assert len(pinned(team)) == 1

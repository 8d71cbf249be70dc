"""Whatever comes twice counts once, and whoever comes too late loses nothing."""

import asyncio

import pytest

from careapp.demo.replay import person
from careapp.sandbox import events, messaging
from careapp.sandbox.faults import Fault, cut_json, held_call, lost_call, refusal, server_error, spoilt_answer
from tests.handlers.test_kudos import kudos_of
from tests.handlers.test_story import open_round, stories_of
from tests.team import Team, chosen_people, words

FRONTLINE = "care-frontline"


async def submit_twice(team: Team, who: str, values: dict) -> list[dict]:
    """Press the button of a form twice before the first answer is there."""
    view = team.form(who)
    types = {block["block_id"]: block["element"]["type"] for block in view["blocks"] if block["type"] == "input"}
    typed = {name: {"value": {"type": types[name], **value}} for name, value in values.items()}
    sent = [team.sandbox.act("submit", user=person(who), view_id=view["id"], values=typed) for _ in range(2)]
    deliveries = await asyncio.gather(*sent)
    await team.settle()
    return deliveries


async def test_a_story_form_sent_twice_is_one_story(team: Team) -> None:
    round_ts = await open_round(team)
    await team.command("jonas", FRONTLINE, "/story")
    deliveries = await submit_twice(team, "jonas", {"text": {"value": "I drove back"}, "thanks": chosen_people("ines")})
    assert [delivery["ok"] for delivery in deliveries] == [True, True]
    assert len(await stories_of(team)) == len(team.from_care(FRONTLINE, round_ts)) == 1
    assert len(await kudos_of(team)) == len(team.from_care("@ines")) == 1


async def test_a_kudos_form_sent_twice_thanks_once(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/kudos")
    await submit_twice(team, "jonas", {"receivers": chosen_people("sam"), "reason": {"value": "stayed late"}})
    assert len(await kudos_of(team)) == 1
    assert len(team.from_care(FRONTLINE)) == 2


async def test_a_set_up_form_sent_twice_is_told_once(team: Team) -> None:
    await team.command("maya", FRONTLINE, "/care setup")
    await submit_twice(team, "maya", {})
    (said,) = team.from_care(FRONTLINE)
    assert "This channel is a circle now." in words(said)


async def test_buttons_pressed_twice_do_no_harm(team: Team) -> None:
    round_ts = await open_round(team)
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.command("jonas", FRONTLINE, "/kudos @sam stayed late")
    kudos_answer, story_answer = team.whispers("jonas", FRONTLINE)[-1], team.whispers("jonas", FRONTLINE)[-2]
    for message, action_id in (
        (story_answer, "story.undo"),
        (kudos_answer, "kudos.take_back"),
        (team.from_care(FRONTLINE)[1], "round.tell"),
    ):
        first, second = await team.double_click("jonas", FRONTLINE, message, action_id)
        assert first["ok"]
        assert second["ok"]
    assert team.from_care(FRONTLINE, round_ts) == []
    assert len(team.from_care(FRONTLINE)) == 2
    assert "Shared so far" not in words(team.from_care(FRONTLINE)[-1])
    assert len(team.sandbox.slack.views.stack_of("UJONAS")) == 1


async def test_a_story_taken_back_does_not_return_with_a_second_delivery(team: Team) -> None:
    round_ts = await open_round(team)
    ts = await team.say("sam", FRONTLINE, "Rang the man from yesterday to ask if it held", round_ts)
    slack = team.sandbox.slack
    channel = slack.workspace.channels[team.channel_id(FRONTLINE)]
    again = {**messaging.shown(channel.messages[ts]), "event_ts": ts}
    events.message_event(slack, channel, again)
    await team.settle()
    assert len(await stories_of(team)) == 1
    await team.click("sam", FRONTLINE, team.whispers("sam", FRONTLINE)[-1], "story.undo")
    events.message_event(slack, channel, again)
    await team.settle()
    assert await stories_of(team) == []


async def test_a_mention_delivered_twice_tells_once(team: Team) -> None:
    await open_round(team)
    ts = await team.say("sam", FRONTLINE, "@Care story I found the parcel in the wrong van")
    slack = team.sandbox.slack
    channel = slack.workspace.channels[team.channel_id(FRONTLINE)]
    events.mention_event(slack, channel, channel.messages[ts])
    await team.settle()
    assert len(await stories_of(team)) == 1


@pytest.mark.parametrize(
    ("typed", "kept"), [("/kudos stayed late to fix the order", "stayed late to fix the order"), ("/story", "")]
)
async def test_a_trigger_that_has_expired_gives_the_words_back(team: Team, typed: str, kept: str) -> None:
    await team.set_up()
    hold = held_call()
    team.sandbox.faults.plan("views.open", hold)
    typing = asyncio.create_task(team.command("jonas", FRONTLINE, typed))
    await hold.held.wait()
    team.sandbox.clock.advance(4)
    hold.release()
    await typing
    assert not team.has_form("jonas")
    answer = team.told("jonas", FRONTLINE)
    assert answer.startswith("That took me a moment too long, and Slack did not let me open the form.")
    assert kept in answer


async def test_a_button_whose_trigger_was_used_says_so(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    team.sandbox.faults.plan("views.open", refusal("exchanged_trigger_id"))
    delivery = await team.click("jonas", FRONTLINE, team.from_care(FRONTLINE)[-1], "round.tell")
    assert delivery["ok"]
    assert "Please try once more." in team.told("jonas", FRONTLINE)
    await team.click("jonas", FRONTLINE, team.from_care(FRONTLINE)[-1], "round.tell")
    assert team.has_form("jonas")


@pytest.mark.parametrize(
    "fault", [refusal("internal_error"), server_error(500), spoilt_answer(200), cut_json(), lost_call()], ids=str
)
async def test_a_failure_of_slacks_says_that_nothing_was_saved(
    team: Team, caplog: pytest.LogCaptureFixture, fault: Fault
) -> None:
    await team.set_up()
    team.sandbox.faults.plan("views.open", fault)
    await team.command("jonas", FRONTLINE, "/kudos stayed late to fix the order")
    answer = team.told("jonas", FRONTLINE)
    assert answer.startswith("Slack is busy just now, so nothing is saved yet;")
    assert "stayed late to fix the order" in answer
    assert "stayed late" not in caplog.text
    assert "Traceback" not in caplog.text


async def test_a_store_that_fails_keeps_the_words_in_the_form(team: Team) -> None:
    await open_round(team)
    await team.command("jonas", FRONTLINE, "/story")
    async with team.care.store.transaction() as db:
        db.execute("ALTER TABLE stories RENAME TO stories_away")
    refused = await team.sandbox.act(
        "submit",
        user=person("jonas"),
        view_id=team.form("jonas")["id"],
        values={"text": {"value": {"type": "plain_text_input", "value": "I drove back"}}},
    )
    assert "Your words are still here; please try again." in next(iter(refused["errors"].values()))
    async with team.care.store.transaction() as db:
        db.execute("ALTER TABLE stories_away RENAME TO stories")
    assert (await team.submit("jonas"))["ok"]
    assert [story.text for story in await stories_of(team)] == ["I drove back"]

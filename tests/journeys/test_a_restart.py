"""Care is stopped in the middle of an open round and started again on the same database."""

from datetime import timedelta

import pytest

from careapp.app import running
from careapp.demo.replay import person
from careapp.store import DatabaseInUseError
from tests.team import Team, words

FRONTLINE = "care-frontline"


async def open_round(team: Team) -> str:
    await team.set_up()
    await team.at_local("16:55")
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    return str(team.from_care(FRONTLINE)[-1]["ts"])


async def test_an_open_round_goes_on_after_a_restart_and_closes_once(team: Team) -> None:
    round_ts = await open_round(team)
    await team.stop()
    delivery = await team.sandbox.act(
        "command", user=person("priya"), channel=team.channel_id(FRONTLINE), command="/story", text="While you slept"
    )
    assert delivery["error"] == "dispatch_failed"
    team.sandbox.clock.advance(60)
    await team.start()
    await team.at_local("16:57")
    assert "3 minutes left" in words(team.from_care(FRONTLINE)[-1])
    await team.command("priya", FRONTLINE, "/story I stayed on the chat until her oven worked")
    await team.say("sam", FRONTLINE, "Rang the man from yesterday to ask if it held", round_ts)
    await team.say("jonas", FRONTLINE, "And the customer sent us a picture of the shelf", round_ts)
    await team.at_local("17:00")
    await team.at_local("17:05")
    assert len(team.from_care(FRONTLINE)) == 2
    summary = words(team.from_care(FRONTLINE)[-1])
    assert "*3 stories* by 3 people" in summary
    assert "Told by <@UJONAS>, <@UPRIYA> and <@USAM>" in summary


async def test_a_round_whose_end_was_slept_through_is_closed_at_the_start(team: Team) -> None:
    await open_round(team)
    await team.stop()
    team.sandbox.clock.advance(timedelta(hours=3).total_seconds())
    await team.start()
    await team.at(team.care.now())
    assert "*1 story* by 1 person" in words(team.from_care(FRONTLINE)[-1])
    assert len(team.from_care(FRONTLINE)) == 2


async def test_replies_said_while_care_was_away_are_heard_when_slack_tells_of_them_again(team: Team) -> None:
    round_ts = await open_round(team)
    await team.stop()
    await team.sandbox.act(
        "say",
        user=person("sam"),
        channel=team.channel_id(FRONTLINE),
        text="Rang the man from yesterday to ask if it held",
        thread_ts=round_ts,
    )
    await team.sandbox.settled()
    await team.start()
    team.sandbox.clock.advance(61)
    await team.settle()
    assert "Shared so far: <@UJONAS> and <@USAM>" in words(team.from_care(FRONTLINE)[-1])


async def test_what_people_did_while_care_was_away_is_there_once(team: Team) -> None:
    round_ts = await open_round(team)
    kept = await team.say("maya", FRONTLINE, "I called every customer of the late lorry", round_ts)
    gone = await team.say("tomasz", FRONTLINE, "I found the invoice that nobody could find", round_ts)
    await team.stop()
    team.sandbox.clock.advance(90)
    told = team.from_care(FRONTLINE, round_ts)[0]["ts"]
    where = {"channel": team.channel_id(FRONTLINE)}
    for name, who, what in (
        ("say", "sam", {"text": "Rang the man from yesterday to ask if it held", "thread_ts": round_ts}),
        ("edit", "maya", {"ts": kept, "text": "I called every customer of the late lorry, all nine"}),
        ("delete", "tomasz", {"ts": gone}),
        ("react", "priya", {"ts": kept, "name": "tada", "on": True}),
        ("react", "priya", {"ts": told, "name": "tada", "on": True}),
    ):
        await team.sandbox.act(name, user=person(who), **where, **what)
    await team.sandbox.settled()
    await team.start()
    for _ in range(3):  # and Slack tells of it all once more
        team.sandbox.clock.advance(61)
        await team.settle()
    await team.at_local("17:00")
    summary = words(team.from_care(FRONTLINE)[-1])
    assert "*3 stories* by 3 people" in summary
    assert "Told by <@UJONAS>, <@UMAYA> and <@USAM>" in summary
    assert "2 cheers" in summary
    assert len(team.whispers("sam", FRONTLINE)) == 1


async def test_buttons_of_before_work_after_a_restart(team: Team) -> None:
    await open_round(team)
    undo = team.whispers("jonas", FRONTLINE)[-1]
    await team.click("priya", FRONTLINE, team.from_care(FRONTLINE)[-1], "round.tell")
    await team.stop()
    await team.start()
    await team.submit("priya", text="I stayed on the chat until her oven worked")
    await team.click("jonas", FRONTLINE, undo, "story.undo")
    assert "Shared so far: <@UPRIYA>" in words(team.from_care(FRONTLINE)[-1])


async def test_a_new_connection_in_the_middle_of_a_round_loses_nothing(team: Team) -> None:
    await open_round(team)
    await team.sandbox.act("disconnect", reason="refresh_requested")
    for n in range(5):
        await team.command("priya", FRONTLINE, f"/story I stayed on the chat, hour {n}")
    await team.at_local("17:00")
    assert "*6 stories* by 2 people" in words(team.from_care(FRONTLINE)[-1])


async def test_a_second_care_is_turned_away(team: Team) -> None:
    await team.set_up()
    with pytest.raises(DatabaseInUseError, match="Another Care is running"):
        async with running(team.settings, team.sandbox.clock):
            raise AssertionError("two Cares on one database")
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    assert "I drove back" in words(team.from_care(FRONTLINE)[-1])

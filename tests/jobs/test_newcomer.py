"""Who does something of their own will and is not known is met: newcomers, and people who had been forgotten."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from careapp.acts import forget as forget_acts
from careapp.demo.replay import person
from careapp.jobs import newcomer
from careapp.jobs import person as person_job
from careapp.sandbox.events import send_event
from careapp.sandbox.faults import Fault, held_answer, lost_call, refusal, server_error
from careapp.store import person as people
from tests.handlers.test_forget import forget, rows
from tests.jobs.absence import away, back, do
from tests.team import Team, chosen_people, words

FRONTLINE = "care-frontline"
Act = Callable[[Team], Awaitable[Any]]


async def name_of(team: Team, who: str = "jonas") -> str:
    """Return the name by which Care knows somebody, empty where it does not."""
    async with team.care.store.reading() as db:
        known = people.get(db, person(who))
    return known.name if known else ""


async def without_jonas(team: Team) -> None:
    """Set a circle up in which Priya has told a story, and forget Jonas, who had told and cheered."""
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.command("priya", FRONTLINE, "/story I stayed on the chat until her oven worked")
    await team.react("jonas", FRONTLINE, team.from_care(FRONTLINE)[-1]["ts"], "tada")
    await forget(team, "jonas")
    await minutes_later(team)
    assert await name_of(team) == ""


async def minutes_later(team: Team, minutes: int = 1) -> None:
    team.sandbox.clock.advance(60 * minutes)
    await team.at(team.care.now())


async def tell_in_form(team: Team) -> None:
    await team.command("jonas", FRONTLINE, "/story")
    await team.submit("jonas", text="I am back, with the screws", thanks=chosen_people("ines"))


async def reply(team: Team) -> None:
    await team.at_local("16:55")
    await team.say("jonas", FRONTLINE, "I am back, and carried the box up for her", team.from_care(FRONTLINE)[-1]["ts"])


async def cheer(team: Team) -> None:
    await team.react("jonas", FRONTLINE, team.from_care(FRONTLINE)[-1]["ts"], "clap")


async def set_up_elsewhere(team: Team) -> None:
    await team.kick("maya", "team-leads", "care")
    await team.invite("maya", "team-leads", "jonas")
    await team.invite("maya", "team-leads", "care")
    await minutes_later(team)
    assert await name_of(team) == ""
    hello = team.from_care("team-leads")[-1]
    await team.click("jonas", "team-leads", hello, "circle.set_up")
    await team.submit("jonas")


ACTS: dict[str, Act] = {
    "tells by command": lambda team: team.command("jonas", FRONTLINE, "/story I am back"),
    "tells in a form": tell_in_form,
    "replies to a round": reply,
    "tells by mention": lambda team: team.say("jonas", FRONTLINE, "@Care story I am back"),
    "gives kudos": lambda team: team.command("jonas", FRONTLINE, "/kudos @sam stayed late"),
    "cheers": cheer,
    "asks for help": lambda team: team.command("jonas", FRONTLINE, "/care"),
    "asks for the highlights": lambda team: team.command("jonas", FRONTLINE, "/care preview"),
    "sets a circle up": set_up_elsewhere,
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
async def test_who_was_forgotten_and_does_something_again_is_met_without_having_to_wait(team: Team, act: Act) -> None:
    await without_jonas(team)
    asked = team.sandbox.faults.passed["users.info"]
    await act(team)
    assert await name_of(team) == ""
    await minutes_later(team)
    assert await name_of(team) == "Jonas Keller"
    assert team.sandbox.faults.passed["users.info"] == asked + 1
    assert "I drove back" not in str(await rows(team, "stories"))
    assert "tada" not in str(await rows(team, "cheers"))


async def test_what_they_tell_and_give_bears_their_name_and_keeps_bearing_it(team: Team) -> None:
    await without_jonas(team)
    await team.command("jonas", FRONTLINE, "/story I am back, with the screws")
    await team.command("jonas", FRONTLINE, "/kudos @sam @ines stayed late to fix the order")
    assert [m["text"].split()[0] for m in team.from_care(FRONTLINE)[-2:]] == ["Somebody", "Somebody"]
    await minutes_later(team)
    assert [m["text"].split()[0] for m in team.from_care(FRONTLINE)[-2:]] == ["Jonas", "Jonas"]
    assert "Jonas" in team.from_care("@ines")[-1]["text"]
    await team.command("jonas", FRONTLINE, "/story And I brought the drill too")
    assert team.from_care(FRONTLINE)[-1]["text"] == "Jonas Keller told a story."
    await team.sandbox.act("person", id=person("jonas"), name="Jonas K.", zone="Europe/Lisbon")
    await team.stop()
    await team.start()
    assert await name_of(team) == "Jonas K."


async def test_the_weeks_highlights_learn_their_name_too(team: Team) -> None:
    await team.set_up()
    await forget(team, "jonas")
    await minutes_later(team)
    await team.command("jonas", FRONTLINE, "/kudos @sam stayed late to fix the order")
    await team.command("maya", FRONTLINE, "/care digest")
    (digest,) = [m for m in team.from_care(FRONTLINE) if "This week's highlights" in words(m)]
    assert "a colleague thanked Sam" in words(digest)
    await minutes_later(team)
    (digest,) = [m for m in team.from_care(FRONTLINE) if "This week's highlights" in words(m)]
    assert "Jonas Keller thanked Sam" in words(digest)


async def test_among_those_who_told_without_being_a_highlight_they_stand_by_their_name_too(team: Team) -> None:
    await team.set_up()
    await team.invite("maya", FRONTLINE, "ines")
    await forget(team, "jonas")
    await minutes_later(team)
    for who in ("maya", "priya", "sam", "tomasz", "ines"):
        await team.command(who, FRONTLINE, "/story I stayed on the chat until her oven worked")
        await team.react("maya" if who != "maya" else "sam", FRONTLINE, team.from_care(FRONTLINE)[-1]["ts"], "tada")
    await team.command("jonas", FRONTLINE, "/story I am back, with the screws")
    await team.command("maya", FRONTLINE, "/care digest")
    await minutes_later(team)
    (digest,) = [m for m in team.from_care(FRONTLINE) if "This week's highlights" in words(m)]
    assert "Stories also came from Jonas Keller" in words(digest)


async def test_what_others_do_brings_nobody_back(team: Team) -> None:
    await without_jonas(team)
    await team.command("maya", FRONTLINE, "/kudos @jonas stayed late to fix the order")
    await team.command("maya", FRONTLINE, "/story")
    await team.submit("maya", text="We rang the bank together", thanks=chosen_people("jonas"))
    await team.say("maya", FRONTLINE, "Where is <@UJONAS> today?")
    await team.react("sam", FRONTLINE, team.from_care(FRONTLINE)[-1]["ts"], "tada")
    await team.kick("maya", FRONTLINE, "jonas")
    await team.invite("maya", FRONTLINE, "jonas")
    await team.sandbox.act("person", id=person("jonas"), name="Jonas K.")
    await minutes_later(team)
    await team.stop()
    await team.start()
    await minutes_later(team)
    assert await name_of(team) == ""
    assert person("jonas") not in team.care.to_meet


async def test_what_they_say_to_nobody_in_particular_does_not_bring_them_back(team: Team) -> None:
    await without_jonas(team)
    ts = await team.say("jonas", FRONTLINE, "Who has the keys to the van today?")
    await team.react("jonas", FRONTLINE, ts, "eyes")
    await team.home("jonas")
    await team.command("jonas", FRONTLINE, "/care forget me")
    await minutes_later(team)
    assert await name_of(team) == ""


async def test_a_reaction_from_before_they_were_forgotten_that_comes_late_is_not_kept(team: Team) -> None:
    await without_jonas(team)
    story = next(m for m in team.from_care(FRONTLINE) if "oven" in words(m))
    late = {"type": "reaction_added", "user": person("jonas"), "reaction": "heart", "item_user": "UCARE"}
    item = {"type": "message", "channel": team.channel_id(FRONTLINE), "ts": story["ts"]}
    channel = team.sandbox.slack.workspace.channels[team.channel_id(FRONTLINE)]
    send_event(team.sandbox.slack, {**late, "item": item, "event_ts": story["ts"]}, channel)
    await minutes_later(team)
    assert await rows(team, "cheers") == []
    assert await name_of(team) == ""


@pytest.mark.parametrize("said", ["story I drove back with the screws", "kudos @priya for the oven", "help"])
async def test_a_mention_from_before_they_were_forgotten_that_comes_late_has_no_effect(team: Team, said: str) -> None:
    await without_jonas(team)
    channel = team.sandbox.slack.workspace.channels[team.channel_id(FRONTLINE)]
    ts = f"{(team.care.now() - timedelta(minutes=5)).timestamp():.6f}"
    late = {"type": "app_mention", "user": person("jonas"), "text": f"<@UCARE> {said}", "ts": ts, "event_ts": ts}
    send_event(team.sandbox.slack, {**late, "channel": channel.id}, channel)
    await minutes_later(team)
    assert [row["teller"] for row in await rows(team, "stories")] == [person("priya")]
    assert await rows(team, "kudos") == []
    assert await name_of(team) == ""


async def test_old_reactions_that_slack_still_shows_stay_forgotten_when_they_are_back(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    round_ts = team.from_care(FRONTLINE)[-1]["ts"]
    await team.command("priya", FRONTLINE, "/story I stayed on the chat until her oven worked")
    await team.react("jonas", FRONTLINE, team.from_care(FRONTLINE, round_ts)[-1]["ts"], "tada")
    await forget(team, "jonas")
    await minutes_later(team)
    await team.command("sam", FRONTLINE, "/story I carried the box up to the third floor")
    new = team.from_care(FRONTLINE, round_ts)[-1]["ts"]
    await away(team)
    await do(team, "react", "jonas", ts=new, name="clap", on=True)
    await back(team)
    await minutes_later(team)
    assert [(row["user_id"], row["emoji"]) for row in await rows(team, "cheers")] == [(person("jonas"), "clap")]
    assert await name_of(team) == "Jonas Keller"
    await team.stop()
    await team.start()
    await team.settle()
    assert len(await rows(team, "cheers")) == 1


async def test_who_asks_to_be_forgotten_while_slack_is_asked_about_them_stays_so(team: Team) -> None:
    await without_jonas(team)
    await team.command("jonas", FRONTLINE, "/story I am back, with the screws")
    told = held_answer()
    team.sandbox.faults.plan("users.info", told)
    meeting = asyncio.ensure_future(newcomer.run(team.care, team.care.now()))
    await asyncio.wait_for(told.held.wait(), 5)
    team.sandbox.clock.advance(5)
    await forget(team, "jonas")
    told.release()
    await meeting
    await minutes_later(team)
    assert await name_of(team) == ""
    assert await rows(team, "stories") == [row for row in await rows(team, "stories") if row["teller"] != "UJONAS"]


@pytest.mark.parametrize("trouble", [lost_call(), server_error(503), refusal("internal_error")], ids=lambda t: t.name)
async def test_where_slack_does_not_answer_it_is_asked_again(team: Team, trouble: Fault) -> None:
    await without_jonas(team)
    await team.command("jonas", FRONTLINE, "/story I am back, with the screws")
    team.sandbox.faults.always("users.info", trouble)
    await newcomer.run(team.care, team.care.now())
    assert await name_of(team) == ""
    team.sandbox.faults.clear()
    await minutes_later(team)
    assert await name_of(team) == "Jonas Keller"
    assert team.from_care(FRONTLINE)[-1]["text"] == "Jonas Keller told a story."


async def test_of_whom_slack_does_not_tell_is_asked_at_their_next_act_and_not_before(team: Team) -> None:
    await without_jonas(team)
    team.sandbox.faults.always("users.info", refusal("user_not_found"))
    await team.command("jonas", FRONTLINE, "/story I am back, with the screws")
    await minutes_later(team)
    asked = team.sandbox.faults.passed["users.info"]
    await minutes_later(team)
    assert team.sandbox.faults.passed["users.info"] == asked
    team.sandbox.faults.clear()
    await team.command("jonas", FRONTLINE, "/story And I brought the drill too")
    await minutes_later(team)
    assert [m["text"] for m in team.from_care(FRONTLINE)[-2:]] == ["Jonas Keller told a story."] * 2


async def test_who_told_just_before_a_stop_is_met_after_the_start(team: Team) -> None:
    await without_jonas(team)
    await team.command("jonas", FRONTLINE, "/story I am back, with the screws")
    await team.stop()
    await team.start()
    await minutes_later(team)
    assert team.from_care(FRONTLINE)[-1]["text"] == "Jonas Keller told a story."


async def test_who_told_just_before_a_stop_and_asked_to_be_forgotten_is_not_met(team: Team) -> None:
    await without_jonas(team)
    await team.command("jonas", FRONTLINE, "/story I am back, with the screws")
    team.sandbox.clock.advance(5)
    async with team.care.store.transaction() as db:
        forget_acts.ask(db, team.care, person("jonas"))
    team.sandbox.clock.advance(5)
    await person_job.run(team.care, team.care.now())
    await forget_acts.settle(team.care)
    await minutes_later(team)
    assert await name_of(team) == ""


async def test_a_newcomer_of_whom_nobody_told_is_met_too(team: Team) -> None:
    await team.set_up()
    async with team.care.store.transaction() as db:
        db.execute("DELETE FROM people WHERE user_id = ?", [person("priya")])
    await team.command("priya", FRONTLINE, "/story I stayed on the chat until her oven worked")
    await minutes_later(team)
    assert team.from_care(FRONTLINE)[-1]["text"] == "Priya Shrestha told a story."
    assert await name_of(team, "priya")

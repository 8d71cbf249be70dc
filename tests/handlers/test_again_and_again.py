"""Whatever Slack sends again, or in another order, has the effect that it has once and in order."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from careapp.demo.play import new_sandbox
from careapp.demo.replay import person
from careapp.store import circle as circles
from careapp.store import person as people
from tests.conftest import MONDAY
from tests.handlers.test_kudos import kudos_of
from tests.handlers.test_story import stories_of
from tests.team import Team, chosen_people, running_team, words

FRONTLINE = "care-frontline"
TOLD = "Rang the man from yesterday to ask if it held"
Script = Callable[[Team, str], Awaitable[None]]


async def act(team: Team, name: str, who: str, /, **what: Any) -> str:
    """Do something in Slack, and do not wait until it is heard."""
    team.sandbox.clock.advance(1)
    done = await team.sandbox.act(name, user=person(who), channel=team.channel_id(FRONTLINE), **what)
    return str(done.get("ts", ""))


async def a_round_of_replies(team: Team, round_ts: str) -> None:
    """Stories told, edited, cheered and deleted."""
    told = await act(team, "say", "sam", text=TOLD, thread_ts=round_ts)
    await act(team, "edit", "sam", ts=told, text=f"{TOLD} today")
    await act(team, "react", "priya", ts=told, name="tada", on=True)
    await act(team, "edit", "sam", ts=told, text=f"{TOLD}, and it did #ownership")
    await act(team, "react", "priya", ts=told, name="tada", on=False)
    await act(team, "react", "maya", ts=told, name="heart", on=True)
    gone = await act(team, "say", "jonas", text="I carried the box up to the third floor", thread_ts=round_ts)
    await act(team, "react", "maya", ts=gone, name="heart", on=True)
    await act(team, "delete", "jonas", ts=gone)
    talk = await act(team, "say", "priya", text="Lovely!", thread_ts=round_ts)
    await act(team, "edit", "priya", ts=talk, text="Lovely, and this is long enough for a story")
    await act(team, "say", "maya", text="@Care story I found the parcel in the wrong van")
    await act(team, "say", "maya", text="@Care kudos @sam stayed late to fix the order")
    await act(team, "say", "maya", text="@Care help")


async def comings_and_goings(team: Team, round_ts: str) -> None:
    """People and names that change twice."""
    for name in ("join", "leave", "join", "leave"):
        await act(team, name, "emre")
    await act(team, "join", "ruth")
    for name in ("front", "front-of-house"):
        await act(team, "rename", "maya", name=name)
    for name in ("Sam One", "Sam Two"):
        team.sandbox.clock.advance(1)
        await team.sandbox.act("person", id=person("sam"), name=name)
    await team.sandbox.act("person", handle="new", name="New Person", zone="UTC")


async def a_channel_put_away_and_taken_out_again(team: Team, round_ts: str) -> None:
    """An archived channel, and Care thrown out and invited again."""
    await act(team, "archive", "maya")
    await act(team, "unarchive", "maya")
    await act(team, "kick", "maya", member="UCARE")
    await act(team, "invite", "maya", invitee="UCARE")


SCRIPTS = [a_round_of_replies, comings_and_goings, a_channel_put_away_and_taken_out_again]


async def effects(team: Team) -> dict[str, Any]:
    """All that came of what was done, but for what was whispered; tellers are named in the order they were heard."""
    async with team.care.store.reading() as db:
        circle = circles.get(db, team.channel_id(FRONTLINE))
        members = people.members(db, team.channel_id(FRONTLINE))
        names = {row["user_id"]: row["name"] for row in db.query("SELECT * FROM people")}
    assert circle
    messages = team.sandbox.slack.workspace.channels[team.channel_id(FRONTLINE)].messages.values()
    return {
        "stories": sorted((s.teller, s.text, s.value_id, s.cheers, s.message_ts) for s in await stories_of(team)),
        "kudos": [(each.giver, each.receivers, each.reason) for each in await kudos_of(team)],
        "circle": (circle.state, circle.name),
        "members": members,
        "people": names,
        "posts": sorted(sorted(re.findall(r"[^\s.]+", words(each))) for each in messages if each.get("bot_id")),
        "marks": {m["ts"] for m in messages for r in m.get("reactions", []) if "UCARE" in r["users"]},
    }


async def whispered(team: Team) -> dict[str, list[str]]:
    """What each person alone was told in the channel, in whatever order."""
    who = [each.removeprefix("U").lower() for each in team.sandbox.slack.workspace.people]
    return {each: sorted(map(words, team.whispers(each, FRONTLINE))) for each in who}


async def play(script: Script, hear: Callable[[Team, Script, str], Awaitable[None]]) -> dict[str, Any]:
    """Let a script happen in a new workspace, heard in some way, and return what came of it."""
    with TemporaryDirectory() as folder:
        async with running_team(new_sandbox(MONDAY), Path(folder) / "care.db") as team:
            await team.set_up()
            await team.at_local("16:55")
            await team.sandbox.act("settings", rate_limits=False)
            await hear(team, script, team.from_care(FRONTLINE)[-1]["ts"])
            for _ in range(3):  # what was not taken comes again at once, and after one and five minutes
                team.sandbox.clock.advance(301)
                await team.settle()
            await team.at(team.care.now())
            return {**await effects(team), "whispers": await whispered(team)}


async def in_order(team: Team, script: Script, round_ts: str) -> None:
    """As it happens, each once."""
    await script(team, round_ts)
    await team.settle()


async def five_times(team: Team, script: Script, round_ts: str) -> None:
    """As it happens, each five times."""
    team.sandbox.socket_faults.repeat(5)
    await in_order(team, script, round_ts)


def shuffled(seed: int | None, times: int) -> Callable[[Team, Script, str], Awaitable[None]]:
    """All at the end, several times, in any order."""

    async def hear(team: Team, script: Script, round_ts: str) -> None:
        team.sandbox.socket_faults.repeat(times)
        team.sandbox.socket_faults.hold()
        await script(team, round_ts)
        team.sandbox.socket_faults.release(seed)
        await team.settle()

    return hear


async def again_after_a_restart(team: Team, script: Script, round_ts: str) -> None:
    """As it happens, but no ack arrives; and all of it again, to the next Care."""
    await team.sandbox.act("settings", ack_seconds=0.2)
    team.sandbox.socket_faults.lose_acks(1000)
    await script(team, round_ts)
    await team.settle()
    await team.stop()
    team.sandbox.socket_faults.mend()
    await team.start()
    await team.settle()


@pytest.mark.parametrize("script", SCRIPTS)
async def test_what_comes_five_times_has_one_effect(script: Script) -> None:
    assert await play(script, five_times) == await play(script, in_order)


@pytest.mark.parametrize("script", SCRIPTS)
async def test_what_comes_again_after_a_restart_has_one_effect(script: Script) -> None:
    again, once = await play(script, again_after_a_restart), await play(script, in_order)
    del again["whispers"], once["whispers"]
    assert again == once


ONCE: dict[Script, dict[str, Any]] = {}


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize(("seed", "times"), [(None, 1), (1, 1), (2, 3), (3, 5)])
async def test_in_whatever_order_it_comes_the_effect_is_the_same(script: Script, seed: int | None, times: int) -> None:
    if script not in ONCE:
        ONCE[script] = await play(script, in_order)
    any_order = await play(script, shuffled(seed, times))
    assert {**any_order, "whispers": None} == {**ONCE[script], "whispers": None}


async def a_day_of_clicks(team: Team) -> None:
    """Every command, form, button and shortcut there is."""
    await team.set_up(who="maya")
    await team.command("maya", FRONTLINE, "/care round")
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.command("jonas", FRONTLINE, "/kudos @sam stayed late to fix the order")
    for name in ("help", "preview", "round", "digest"):
        await team.command("maya", FRONTLINE, f"/care {name}")
    round_ts = team.from_care(FRONTLINE)[1]["ts"]
    await team.click("priya", FRONTLINE, team.from_care(FRONTLINE)[1], "round.tell")
    await team.submit("priya", text="I stayed on the chat", thanks=chosen_people("ines"))
    await team.shortcut("sam", FRONTLINE, "story.tell_anywhere")
    await team.submit("sam", text="I rang the man")
    await team.shortcut("tomasz", FRONTLINE, "kudos.give_for_message", team.from_care(FRONTLINE, round_ts)[0]["ts"])
    await team.submit("tomasz", receivers=chosen_people("jonas"))
    await team.click("tomasz", FRONTLINE, team.from_care(FRONTLINE)[1], "round.rest")
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[0], "story.undo")
    await team.choose("sam", FRONTLINE, team.from_care(FRONTLINE, round_ts)[-1], "story.menu", "Take it back")
    await team.home("sam")


async def day(times: int) -> dict[str, Any]:
    """Let that day happen, every envelope so many times, and return what came of it."""
    with TemporaryDirectory() as folder:
        async with running_team(new_sandbox(MONDAY), Path(folder) / "care.db") as team:
            await team.sandbox.act("settings", rate_limits=False)
            team.sandbox.socket_faults.repeat(times)
            await a_day_of_clicks(team)
            return {**await effects(team), "whispers": await whispered(team)}


async def test_commands_forms_and_buttons_that_come_five_times_are_done_once() -> None:
    once = await day(1)
    assert [len(once[name]) for name in ("stories", "kudos")] == [1, 3]
    assert await day(5) == once

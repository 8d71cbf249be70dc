"""Care's copy of people and members keeps up with Slack."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest

from careapp.acts.access import learn_members
from careapp.demo.replay import person
from careapp.jobs import person as job
from careapp.sandbox.faults import brake, held_answer, refusal
from careapp.store import person as people
from tests.team import Team, choice

FRONTLINE = "care-frontline"


async def test_people_who_join_change_or_leave_are_known_at_once(team: Team) -> None:
    await team.sandbox.act("person", handle="lena", name="Lena Vogt", zone="Europe/Vienna")
    await team.sandbox.act("person", id=person("sam"), name="Samuel", zone="Pacific/Auckland")
    await team.sandbox.act("person", id=person("emre"), deleted=True)
    await team.settle()
    async with team.care.store.reading() as db:
        known = people.of(db, ["ULENA", "USAM", "UEMRE", "UCARE"])
    assert (known["ULENA"].name, known["ULENA"].zone) == ("Lena Vogt", "Europe/Vienna")
    assert (known["USAM"].name, known["USAM"].zone) == ("Samuel", "Pacific/Auckland")
    assert (known["UEMRE"].is_deleted, known["UCARE"].is_bot) == (True, True)


async def test_what_happened_while_care_was_stopped_is_asked_for(team: Team) -> None:
    await team.set_up()
    await team.stop()
    await team.sandbox.act("person", handle="lena", name="Lena Vogt", zone="Europe/Vienna")
    await team.sandbox.act("invite", user="UMAYA", channel=team.channel_id(FRONTLINE), invitee="ULENA")
    await team.sandbox.act("leave", user="USAM", channel=team.channel_id(FRONTLINE))
    await team.sandbox.settled()
    await team.start()
    async with team.care.store.reading() as db:
        members = people.members(db, team.channel_id(FRONTLINE))
        assert people.of(db, ["ULENA"])["ULENA"].name == "Lena Vogt"
    assert ("ULENA" in members, "USAM" in members) == (True, False)


async def test_a_channel_that_cannot_be_read_does_not_stop_the_others(team: Team) -> None:
    await team.set_up()
    await team.set_up("team-leads")
    await team.kick("maya", "team-leads", "care")
    await team.sandbox.act("leave", user="USAM", channel=team.channel_id(FRONTLINE))
    async with team.care.store.transaction() as db:
        people.join(db, team.channel_id(FRONTLINE), "USAM")
    await job.run(team.care, team.care.now())
    async with team.care.store.reading() as db:
        assert "USAM" not in people.members(db, team.channel_id(FRONTLINE))
        assert "UMAYA" in people.members(db, team.channel_id("team-leads"))


async def test_a_large_workspace_is_read_at_the_pace_that_slack_asks_for(team: Team) -> None:
    team.sandbox.faults.plan("users.list", *[brake(0)] * 2)
    await job.run(team.care, team.care.now())
    async with team.care.store.reading() as db:
        assert people.get(db, "UMAYA")


async def who_came_and_left_while(team: Team, reading: Awaitable[Any]) -> set[str]:
    """Return who is a member, of Lena who came and Priya who left while Slack told who the members are."""
    channel_id, told = team.channel_id(FRONTLINE), held_answer()
    await team.sandbox.act("person", handle="lena", name="Lena Vogt", zone="Europe/Vienna")
    team.sandbox.faults.plan("conversations.members", told)
    task = asyncio.ensure_future(reading)
    await asyncio.wait_for(told.held.wait(), 5)
    await team.sandbox.act("kick", user="UMAYA", channel=channel_id, member="UPRIYA")
    await team.sandbox.act("invite", user="UMAYA", channel=channel_id, invitee="ULENA")
    await team.sandbox.settled()
    told.release()
    await task
    async with team.care.store.reading() as db:
        members = people.members(db, channel_id)
    assert {"UMAYA", "UJONAS"} <= members
    return {"UPRIYA", "ULENA"} & members


async def test_who_comes_or_leaves_while_the_members_are_read_is_heeded(team: Team) -> None:
    await team.set_up()
    assert await who_came_and_left_while(team, job.run(team.care, team.care.now())) == {"ULENA"}


async def test_who_comes_or_leaves_while_members_are_learnt_for_a_command_is_heeded(team: Team) -> None:
    await team.set_up()
    learning = learn_members(team.care, team.channel_id(FRONTLINE))
    assert await who_came_and_left_while(team, learning) == {"ULENA"}


async def test_who_comes_or_leaves_while_a_circle_is_set_up_is_heeded(team: Team) -> None:
    await team.set_up()
    await team.command("maya", FRONTLINE, "/care setup")
    assert await who_came_and_left_while(team, team.submit("maya", minutes=choice("10"))) == {"ULENA"}


async def test_who_comes_or_leaves_while_care_comes_into_a_channel_is_heeded(team: Team) -> None:
    await team.set_up()
    await team.kick("maya", FRONTLINE, "care")
    assert await who_came_and_left_while(team, team.invite("maya", FRONTLINE, "care")) == {"ULENA"}


async def test_another_channels_comings_and_goings_do_not_count(team: Team) -> None:
    await team.set_up()
    async with team.care.members_of(team.channel_id(FRONTLINE)) as members:
        await team.kick("maya", "team-leads", "tomasz")
        assert members.heard == {}


async def test_care_starts_while_slack_asks_for_an_hours_patience_with_people(team: Team) -> None:
    await team.set_up()
    await team.stop()
    team.sandbox.faults.plan("users.list", brake(3600))
    await asyncio.wait_for(team.start(), 15)
    told = await team.sandbox.act(
        "command", user="UJONAS", channel=team.channel_id(FRONTLINE), command="/story", text="I drove back"
    )
    assert told["ok"]
    await asyncio.wait_for(team.stop(), 5)


async def test_a_refusal_of_people_is_logged_in_slacks_one_word(team: Team, caplog: pytest.LogCaptureFixture) -> None:
    await team.stop()
    team.sandbox.faults.plan("users.list", refusal("missing_scope"))
    await team.start()
    (warning,) = [row.getMessage() for row in caplog.records if "people are known as they were" in row.getMessage()]
    assert warning.endswith(": missing_scope")

"""The deliverer at its limits: a slow Slack, a busy workspace, odd brakes, a full disk, a clock that is set back."""

import sqlite3
from datetime import timedelta

import aiohttp
import pytest

from careapp import faults
from careapp.jobs import post as job
from careapp.practice.post import Post
from careapp.sandbox.channel import Channel
from careapp.sandbox.faults import brake, held_answer, refusal
from careapp.store import post as posts
from tests.jobs.test_post import deliver, said, write
from tests.team import Team

FRONTLINE = "care-frontline"


def make_channels(team: Team, number: int) -> list[str]:
    """Make channels that Care is in, and return their ids."""
    workspace = team.sandbox.slack.workspace
    for n in range(number):
        made = Channel(f"CMANY{n}", f"many-{n}", "channel", [workspace.bot_user_id])
        workspace.channels[made.id] = made
    return [f"CMANY{n}" for n in range(number)]


async def put(team: Team, channel_id: str, number: int) -> None:
    async with team.care.store.transaction() as db:
        for n in range(number):
            posts.put(db, Post(f"note:{channel_id}:{n}", "message", channel_id, {"text": f"note {n}", "blocks": []}))


def make_people(team: Team, number: int) -> list[str]:
    """Make people whom Care can write to, and return their ids."""
    return [team.sandbox.slack.workspace.add_person({"handle": f"many{n}"}).id for n in range(number)]


async def write_to(team: Team, where: str, text: str) -> None:
    async with team.care.store.transaction() as db:
        posts.put(db, Post(f"pulse:{where}", "message", where, {"text": text, "blocks": []}))


def direct_texts(team: Team, user_ids: list[str]) -> set[str]:
    """Return what the direct messages to people say now."""
    workspace = team.sandbox.slack.workspace
    found = [workspace.direct(user_id, workspace.bot_user_id).messages for user_id in user_ids]
    return {message["text"] for messages in found for message in messages.values()}


def shown(team: Team, channel_ids: list[str]) -> list[int]:
    return [len(team.sandbox.slack.workspace.channels[each].messages) for each in channel_ids]


async def test_a_slack_that_answers_after_care_has_hung_up_is_looked_at_a_minute_after_the_call(team: Team) -> None:
    slow = held_answer()
    team.sandbox.faults.plan("chat.postMessage", slow)
    await write(team, "one")
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.2)) as impatient:
        team.care.slack.session, patient = impatient, team.care.slack.session
        await deliver(team)
        team.care.slack.session = patient
    assert slow.held.is_set()
    assert said(team) == ["one"]
    await deliver(team, 59)
    assert team.sandbox.faults.passed["conversations.history"] == 0
    team.sandbox.faults.release()
    await deliver(team, 1)
    assert team.sandbox.faults.passed["conversations.history"] == 1
    await deliver(team, 1)
    assert said(team) == ["one"]


async def test_many_channels_at_once_stay_within_the_workspaces_budget_and_each_gets_its_turn(team: Team) -> None:
    busy, *quiet = make_channels(team, 100)
    await put(team, busy, 60)
    await deliver(team)
    for each in quiet:
        await put(team, each, 1)
    await deliver(team, 1)
    assert sum(shown(team, [busy, *quiet])) <= 65
    for _ in range(12):
        await deliver(team, 1)
    assert all(count == 1 for count in shown(team, quiet))
    assert shown(team, [busy])[0] >= 3
    refused = [row for row in team.sandbox.slack.calls.rows if row["error"] == "ratelimited"]
    assert refused == []


async def test_busy_channels_do_not_keep_a_new_one_waiting(team: Team) -> None:
    *busy, new = make_channels(team, 31)
    for each in busy:
        await put(team, each, 20)
    for _ in range(5):  # spends the sixty that go at once
        await deliver(team, 1)
    await put(team, new, 1)
    await deliver(team, 1)
    assert shown(team, [new]) == [1]


async def test_what_is_edited_in_many_direct_messages_at_once_holds_no_live_post_up(team: Team) -> None:
    people, live = make_people(team, 80), team.channel_id(FRONTLINE)
    for where in [*people, live]:
        await write_to(team, where, "open")
    for _ in range(8):
        await deliver(team, 1)
    assert direct_texts(team, people) == set(said(team)) == {"open"}
    for who in people:
        await write_to(team, who, "closed")
    for n in range(60):
        await write_to(team, live, f"{n} have shared")
        await deliver(team, 2)
        assert said(team) == [f"{n} have shared"]
    assert direct_texts(team, people) == {"open", "closed"}
    for _ in range(150):
        await deliver(team, 1)
    assert direct_texts(team, people) == {"closed"}
    refused = [row for row in team.sandbox.slack.calls.rows if row["error"] == "ratelimited"]
    assert refused == []


@pytest.mark.parametrize("asked", ["99999999999999999999", "-1", "1.5", "Sat, 21 Nov 2026 23:59:00 GMT", "\u0663"])
async def test_an_odd_retry_after_stops_nothing_for_good(team: Team, asked: str) -> None:
    team.sandbox.faults.plan("chat.postMessage", brake(asked))
    await write(team, "one")
    await deliver(team)
    assert said(team) == []
    await deliver(team, 3600)
    assert said(team) == ["one"]


async def test_a_brake_without_its_status_is_a_brake(team: Team) -> None:
    team.sandbox.faults.plan("chat.postMessage", refusal("rate_limited"))
    await write(team, "one")
    await deliver(team)
    await deliver(team, 30)
    assert said(team) == ["one"]


async def test_a_braked_thread_is_no_brake_on_the_history_of_others(team: Team) -> None:
    team.sandbox.clock.advance(60)
    now = team.care.now()
    under = Post("a", "message", "C1", {"text": "a"}, state="checking", thread_ts="1.1")
    team.care.brakes["conversations.replies"] = job.Brake(now, now + timedelta(minutes=1))
    assert job.is_held(team.care, under, now)
    assert not job.is_held(team.care, Post("b", "message", "C1", {"text": "b"}, state="checking"), now)


async def test_an_outcome_that_no_disk_took_is_found_out_without_a_restart(team: Team) -> None:
    def full() -> None:
        raise sqlite3.OperationalError("database or disk is full")

    await write(team, "one", "two")
    faults.arm("post.before_outcome", end=full)
    try:
        with pytest.raises(sqlite3.OperationalError):
            await deliver(team)
    finally:
        faults.disarm()
    for seconds in (1, 60, 1, 1):
        await deliver(team, seconds)
    assert said(team) == ["one", "two"]
    async with team.care.store.reading() as db:
        assert [row["state"] for row in db.query("SELECT state FROM posts")] == ["sent", "sent"]


async def test_a_clock_that_is_set_back_an_hour_holds_nothing_up(team: Team) -> None:
    await write(team, "one", "two", "three")
    team.sandbox.faults.plan("chat.postMessage", brake(30))
    await deliver(team)
    team.sandbox.clock.advance(-3600)
    for _ in range(4):
        await deliver(team, 1)
    assert said(team) == ["one", "two", "three"]

"""A hundred people tell their first story at the same time, in three ways."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.crowd import CHANNEL, crowd, key_of
from benchmarks.crowd import person as teller
from careapp.demo.replay import submit
from careapp.practice.story import MARK, Story
from careapp.sandbox.faults import Fault, brake, lost_answer, server_error
from careapp.store import story as stories
from tests.conftest import MONDAY
from tests.team import Team, running_team, words

PEOPLE = 100
EVERYBODY = "everybody"
POST, CHANGE = "chat.postMessage", "chat.update"


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    """A hundred people in one channel, and Care in it."""
    async with running_team(crowd(PEOPLE, MONDAY), tmp_path / "care.db") as running:
        yield running


async def everybody_tells(team: Team, round_ts: str) -> None:
    """Let everybody send a story before anything can come of the first: by command, by form, by reply in turn."""
    for number in range(1, PEOPLE, 3):
        await team.sandbox.act("command", user=teller(number), channel=CHANNEL, command="/story", text="")
    deliveries = await asyncio.gather(*(_tell(team, number, round_ts) for number in range(PEOPLE)))
    await team.sandbox.settled()
    assert all(delivery["ok"] for delivery in deliveries)


async def _tell(team: Team, number: int, round_ts: str) -> dict[str, Any]:
    who, text = teller(number), f"I drove back with part {number} for a customer"
    if number % 3 == 0:
        return await team.sandbox.act("command", user=who, channel=CHANNEL, command="/story", text=text)
    if number % 3 == 1:
        return await submit(team.sandbox, who, {"text": {"value": text}})
    return await team.sandbox.act("say", user=who, channel=CHANNEL, text=text, thread_ts=round_ts)


async def open_round(team: Team) -> str:
    """Open the day's round and return the ts of its post."""
    await team.set_up(EVERYBODY, who="p0000")
    await team.command("p0000", EVERYBODY, "/care round")
    return str(team.from_care(EVERYBODY)[-1]["ts"])


async def kept(team: Team) -> list[Story]:
    async with team.care.store.reading() as db:
        return stories.of_round(db, CHANNEL, MONDAY.date())


async def come_to_rest(team: Team) -> None:
    """Settle until nothing waits for a look into the channel or for another attempt."""
    for _ in range(20):
        await team.settle()
        async with team.care.store.reading() as db:
            (unfinished,) = db.execute("SELECT count(*) FROM posts WHERE state <> 'sent'").fetchone()
        if not unfinished:
            return
        team.sandbox.clock.advance(31)
    raise AssertionError(unfinished)


def times_shown(team: Team, story: Story) -> int:
    """Count how often Slack shows a story: as a post of Care's, or as a reply with Care's mark."""
    messages = team.sandbox.slack.workspace.channels[CHANNEL].messages
    if story.message_ts:
        return sum(reaction["name"] == MARK for reaction in messages[story.message_ts].get("reactions", []))
    return sum(key_of(message) == story.key for message in messages.values())


async def is_all_well(team: Team) -> None:
    """Everybody's story is kept once and shown once, under one round that names them."""
    told = await kept(team)
    assert Counter(story.teller for story in told) == {teller(number): 1 for number in range(PEOPLE)}
    assert Counter(story.way for story in told) == {"command": 34, "modal": 33, "reply": 33}
    assert {story.key: times_shown(team, story) for story in told} == {story.key: 1 for story in told}
    (round_,) = [message for message in team.messages(EVERYBODY) if key_of(message).startswith("round:")]
    assert "and 40 more" in words(round_)


async def test_every_story_is_kept_and_shown_once_under_one_round(team: Team) -> None:
    round_ts = await open_round(team)
    before = team.sandbox.faults.passed[CHANGE]
    await everybody_tells(team, round_ts)
    await team.settle()
    await is_all_well(team)
    assert team.sandbox.faults.passed[CHANGE] - before < 5


@pytest.mark.parametrize(
    "faults",
    [
        {POST: [brake(30), brake(30)], CHANGE: [brake(60)], "reactions.add": [brake(60)]},
        {POST: [server_error(503)] * 2, CHANGE: [server_error(503)], "reactions.add": [server_error(503)]},
        {POST: [lost_answer()] * 3, CHANGE: [lost_answer()], "reactions.add": [lost_answer()] * 3},
    ],
    ids=["braked for a minute", "not well", "answers lost"],
)
async def test_so_it_is_while_slack_has_trouble(team: Team, faults: dict[str, list[Fault]]) -> None:
    round_ts = await open_round(team)
    for method, planned in faults.items():
        team.sandbox.faults.plan(method, *planned)
    await everybody_tells(team, round_ts)
    assert len(await kept(team)) == PEOPLE
    await come_to_rest(team)
    assert team.sandbox.faults.state()["planned"] == {}
    await is_all_well(team)


async def test_a_stop_between_the_stories_and_their_round_leaves_nobody_out(team: Team) -> None:
    round_ts = await open_round(team)
    await everybody_tells(team, round_ts)
    await team.stop()
    await team.start()
    await team.settle()
    await is_all_well(team)

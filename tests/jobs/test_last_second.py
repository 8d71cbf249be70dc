"""A story that comes in the second of the close is kept and shown, and stands in the summary whole."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from careapp.app import tick
from careapp.jobs import round as round_job
from careapp.sandbox.faults import held_answer
from careapp.store import story as stories
from tests.team import Team, words

FRONTLINE = "care-frontline"
CLOSE = datetime(2026, 11, 2, 16, 0, tzinfo=UTC)


async def open_form_in_a_round(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    await team.command("sam", FRONTLINE, "/story I stayed on the chat until it was solved")
    await team.command("jonas", FRONTLINE, "/story")


async def check_whole(team: Team, told: int) -> None:
    """Check that store, thread and summary know of the same stories."""
    round_ = team.from_care(FRONTLINE)[-1]
    async with team.care.store.reading() as db:
        kept = stories.of_round(db, team.channel_id(FRONTLINE), CLOSE.date())
    assert len(kept) == told
    assert len(team.from_care(FRONTLINE, round_["ts"])) == told
    assert f"*{told} stories* by {told} people" in words(round_)
    assert all(f"<@{story.teller}>" in words(round_) for story in kept)


@pytest.mark.parametrize("milliseconds", [-1000, -1, 0, 1, 1000])
async def test_a_story_sent_around_the_close_is_in_the_summary(team: Team, milliseconds: int) -> None:
    await open_form_in_a_round(team)
    team.sandbox.clock.set(CLOSE + timedelta(milliseconds=milliseconds))
    sending = team.submit("jonas", text="I drove back with the screws")
    delivery, _ = await asyncio.gather(sending, tick(team.care))
    assert delivery["ok"]
    await team.at_local("17:01")
    await check_whole(team, 2)


@pytest.mark.parametrize("closes_first", [True, False])
async def test_whichever_is_kept_first_the_other_follows(team: Team, closes_first: bool) -> None:
    await open_form_in_a_round(team)
    team.sandbox.clock.set(CLOSE)
    if closes_first:
        await round_job.run(team.care, team.care.now())
    await team.submit("jonas", text="I drove back with the screws")
    await round_job.run(team.care, team.care.now())
    await team.settle()
    await check_whole(team, 2)


async def test_a_story_told_while_slack_takes_the_summary_is_added_to_it(team: Team) -> None:
    await open_form_in_a_round(team)
    slow = held_answer()
    team.sandbox.faults.plan("chat.update", slow)
    team.sandbox.clock.set(CLOSE)
    closing = asyncio.create_task(tick(team.care))
    await slow.held.wait()
    assert "*1 story* by 1 person" in words(team.from_care(FRONTLINE)[-1])
    await team.sandbox.act("submit", user="UJONAS", view_id=team.form("jonas")["id"], values=_values())
    team.sandbox.faults.release()
    await closing
    await team.settle()
    await check_whole(team, 2)


async def test_a_hundred_stories_in_the_second_of_the_close_are_all_there(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    people = [person.id for person in team.sandbox.slack.workspace.people.values() if not person.deleted]
    members = [who for who in people if who in team.sandbox.slack.workspace.channels["CCAREFRONTLINE"].members]
    tellers = [who for who in members if who != team.care.bot_user_id]
    team.sandbox.clock.set(CLOSE)
    told = [_tell(team, tellers[n % len(tellers)], n) for n in range(100)]
    await asyncio.gather(*told[:50], tick(team.care), *told[50:])
    await team.settle()
    async with team.care.store.reading() as db:
        kept = stories.of_round(db, team.channel_id(FRONTLINE), CLOSE.date())
    assert len(kept) == 100
    round_ = team.from_care(FRONTLINE)[-1]
    assert f"*100 stories* by {len(tellers)} people" in words(round_)
    assert len(team.from_care(FRONTLINE, round_["ts"])) == 100


async def _tell(team: Team, who: str, number: int) -> None:
    text = f"I drove back with the screws, time {number}"
    await team.sandbox.act("command", user=who, channel="CCAREFRONTLINE", command="/story", text=text)


def _values() -> dict[str, object]:
    return {"text": {"value": {"type": "plain_text_input", "value": "I drove back with the screws"}}}

"""The deliverer on a good day and under Slack's brakes: in order, at its pace, each post once, with its key."""

import asyncio
from datetime import timedelta

import pytest

from careapp.app import tick
from careapp.jobs import post as job
from careapp.practice.post import Post
from careapp.sandbox import messaging
from careapp.sandbox.faults import brake, held_answer, lost_call, refusal
from careapp.store import post as posts
from tests.team import Team

FRONTLINE = "care-frontline"


async def write(team: Team, *texts: str, where: str = FRONTLINE) -> None:
    """Let Care want to say something."""
    async with team.care.store.transaction() as db:
        for text in texts:
            content = {"text": text, "blocks": [{"type": "section", "text": {"type": "plain_text", "text": text}}]}
            posts.put(db, Post(f"note:{where}:{text}", "message", team.channel_id(where), content))


def said(team: Team, where: str = FRONTLINE) -> list[str]:
    return [message["text"] for message in team.from_care(where)]


async def deliver(team: Team, seconds: float = 0) -> None:
    team.sandbox.clock.advance(seconds)
    await job.run(team.care, team.care.now())


async def test_posts_go_out_in_order_one_a_second_a_channel(team: Team) -> None:
    await write(team, "one", "two", "three")
    await write(team, "eins", "zwei", where="care-backoffice")
    seen = []
    for seconds in (0, 0, 0.5, 0.5, 0.9, 0.1):
        await deliver(team, seconds)
        seen.append((len(said(team)), len(said(team, "care-backoffice"))))
    assert seen == [(1, 1), (1, 1), (1, 1), (2, 2), (2, 2), (3, 2)]
    assert said(team) == ["one", "two", "three"]
    assert said(team, "care-backoffice") == ["eins", "zwei"]


async def test_a_full_day_never_meets_slacks_own_limit(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    for n in range(8):
        await team.command("jonas", FRONTLINE, f"/story I drove back, round {n}")
    calls = [row for row in team.sandbox.slack.calls.rows if row["name"].startswith("chat.")]
    assert len(calls) > 8
    assert [row["error"] for row in calls if row["error"]] == []


async def test_changes_before_a_delivery_are_one_post_and_after_it_one_update(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    for n in range(3):
        await team.say("jonas", FRONTLINE, f"I drove back with the screws {n}", team.from_care(FRONTLINE)[-1]["ts"])
        await team.say("sam", FRONTLINE, f"I stayed on the chat, hour {n}", team.from_care(FRONTLINE)[-1]["ts"])
    before = _count(team, "chat.update")
    await tick(team.care)
    await tick(team.care)
    assert _count(team, "chat.update") == before


async def test_every_post_carries_its_key_and_only_its_key(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    round_ts = team.from_care(FRONTLINE)[-1]["ts"]
    shown = [*team.from_care(FRONTLINE)[1:], *team.from_care(FRONTLINE, round_ts)]
    assert [message["metadata"] for message in shown] == [
        {"event_type": "care_post", "event_payload": {"key": f"round:{team.channel_id(FRONTLINE)}:2026-11-02"}},
        {"event_type": "care_post", "event_payload": {"key": "story:1"}},
    ]


async def test_slacks_real_brake_is_waited_for(team: Team) -> None:
    for n in range(3):
        await team.care.slack.chat_postMessage(channel=team.channel_id(FRONTLINE), text=f"burst {n}")
    await write(team, "mine")
    await deliver(team)
    assert "mine" not in said(team)
    await deliver(team, 0.5)
    assert "mine" not in said(team)
    await deliver(team, 0.5)
    assert said(team).count("mine") == 1


async def test_retry_after_is_honoured_for_the_method_and_the_order_kept(team: Team) -> None:
    await write(team, "one", "two", "three")
    await write(team, "eins", where="care-backoffice")
    team.sandbox.faults.plan("chat.postMessage", brake(30))
    await deliver(team)
    reached = team.sandbox.faults.passed["chat.postMessage"]
    for seconds in (1, 10, 18):
        await deliver(team, seconds)
    assert team.sandbox.faults.passed["chat.postMessage"] == reached
    for _ in range(5):
        await deliver(team, 1)
    assert said(team) == ["one", "two", "three"]
    assert said(team, "care-backoffice") == ["eins"]


@pytest.mark.parametrize("wait", ["soon", ""])
async def test_an_unreadable_retry_after_is_half_a_minute(team: Team, wait: str) -> None:
    await write(team, "one")
    team.sandbox.faults.plan("chat.postMessage", brake(wait))
    await deliver(team)
    await deliver(team, 29)
    assert said(team) == []
    await deliver(team, 1)
    assert said(team) == ["one"]


async def test_a_scope_that_is_missing_is_waited_for(team: Team) -> None:
    await write(team, "one")
    team.sandbox.faults.plan("chat.postMessage", refusal("missing_scope"))
    await deliver(team)
    await deliver(team, 299)
    assert said(team) == []
    await deliver(team, 1)
    assert said(team) == ["one"]


async def test_a_post_that_slack_finds_invalid_holds_nothing_up(team: Team, caplog: pytest.LogCaptureFixture) -> None:
    async with team.care.store.transaction() as db:
        bad = {"text": "bad words", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "x" * 200}}]}
        posts.put(db, Post("note:bad", "message", team.channel_id(FRONTLINE), bad))
    await write(team, "good")
    for _ in range(3):
        await deliver(team, 1)
    assert said(team) == ["good"]
    assert "note:bad was not delivered: invalid_blocks" in caplog.text
    assert "bad words" not in caplog.text


async def test_a_picture_that_cannot_be_drawn_holds_nothing_up(team: Team, caplog: pytest.LogCaptureFixture) -> None:
    async with team.care.store.transaction() as db:
        posts.put(db, Post("picture:bad", "picture", team.channel_id(FRONTLINE), {"filename": "week.png"}))
    await write(team, "good")
    for _ in range(3):
        await deliver(team, 1)
    assert said(team) == ["good"]
    assert "picture:bad was not delivered: KeyError" in caplog.text


async def test_a_call_that_never_arrived_is_made_again_after_a_look(team: Team) -> None:
    await write(team, "one")
    team.sandbox.faults.plan("chat.postMessage", lost_call())
    await deliver(team)
    await deliver(team, 59)
    assert (team.sandbox.faults.passed["conversations.history"], said(team)) == (0, [])
    await deliver(team, 1)
    await deliver(team, 1)
    assert team.sandbox.faults.passed["conversations.history"] == 1
    assert said(team) == ["one"]


async def test_what_is_taken_back_before_it_was_shown_never_appears(team: Team) -> None:
    await write(team, "one")
    async with team.care.store.transaction() as db:
        posts.withdraw(db, f"note:{FRONTLINE}:one")
    await team.settle()
    assert said(team) == []


async def test_what_somebody_else_deleted_is_not_posted_anew(team: Team) -> None:
    await write(team, "one")
    await deliver(team)
    ts = team.from_care(FRONTLINE)[0]["ts"]
    await team.care.slack.chat_delete(channel=team.channel_id(FRONTLINE), ts=ts)
    async with team.care.store.transaction() as db:
        posts.withdraw(db, f"note:{FRONTLINE}:one")
    await deliver(team, 2)
    async with team.care.store.reading() as db:
        assert [row["state"] for row in db.query("SELECT state FROM posts")] == ["sent"]
        assert posts.to_do(db, team.care.now() + timedelta(days=1)) == []


def _count(team: Team, method: str) -> int:
    return sum(row["name"] == method for row in team.sandbox.slack.calls.rows)


async def test_a_story_whose_round_somebody_deleted_stands_alone(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    round_ = team.from_care("care-frontline")[-1]
    channel = team.sandbox.slack.workspace.channels[team.channel_id("care-frontline")]
    messaging.delete(team.sandbox.slack, channel, round_["ts"])
    await team.command("jonas", "care-frontline", "/story I drove back with the screws")
    assert team.from_care("care-frontline")[-1]["text"] == "Jonas Keller told a story."


async def test_a_slow_channel_holds_no_other_back(team: Team) -> None:
    slow, quick = team.channel_id("care-frontline"), team.channel_id("care-backoffice")
    async with team.care.store.transaction() as db:
        posts.put(db, Post("slow", "message", slow, {"text": "slow", "blocks": []}))
    hold = held_answer()
    team.sandbox.faults.plan("chat.postMessage", hold)
    held = asyncio.get_running_loop().create_task(job.run(team.care, team.care.now()))
    await hold.held.wait()
    for key in ("first", "second"):
        async with team.care.store.transaction() as db:
            posts.put(db, Post(key, "message", quick, {"text": key, "blocks": []}))
        await job.run(team.care, team.care.now())
        team.sandbox.clock.advance(1)
    assert [m["text"] for m in team.from_care("care-backoffice")] == ["first", "second"]
    hold.release()
    await held


async def test_slack_gets_ten_seconds_for_an_answer(team: Team) -> None:
    assert team.care.session.timeout.total == 10
    assert team.care.slack.session is team.care.session

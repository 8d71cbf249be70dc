"""Posts that come late or were looked for in the wrong place: at most one, and none after its moment."""

from datetime import timedelta
from email.utils import format_datetime

import pytest

from careapp.clock import SlackClock
from careapp.demo.replay import channel
from careapp.practice.pace import Quiet
from careapp.practice.post import Post
from careapp.sandbox import messaging
from careapp.sandbox.faults import Fault, brake, landed_late, lost_answer, lost_call, refusal
from careapp.store import digest as digests
from careapp.store import post as posts
from careapp.store import round as rounds
from tests.clocks import Ahead
from tests.jobs.test_post import deliver, said, write
from tests.team import Team, words

FRONTLINE = "care-frontline"


def chatter(team: Team, number: int, thread_ts: str = "") -> None:
    """Let people say a lot at once, as they do in a busy channel."""
    slack = team.sandbox.slack
    place = slack.workspace.channels[channel(FRONTLINE)]
    for n in range(number):
        message = messaging.persons_message(slack, place, "UJONAS", f"busy {n}", [])
        messaging.post(slack, place, message | ({"thread_ts": thread_ts} if thread_ts else {}))


async def missed(team: Team) -> list[str]:
    async with team.care.store.reading() as db:
        since = team.care.now().date().replace(day=1)
        return [round_.reason for round_ in rounds.missed_since(db, channel(FRONTLINE), since)]


async def test_what_lands_twenty_seconds_after_care_gave_up_is_one_post(team: Team) -> None:
    late = landed_late(20)
    team.sandbox.faults.plan("chat.postMessage", late)
    await write(team, "one")
    await deliver(team)
    for seconds in (15, 1):
        await deliver(team, seconds)
        assert said(team) == []
    await deliver(team, 5)
    await late.done.wait()
    assert said(team) == ["one"]
    await deliver(team, 39)
    await deliver(team, 1)
    assert said(team) == ["one"]


@pytest.mark.parametrize("fault", [lost_answer(), lost_call()], ids=lambda fault: fault.name)
@pytest.mark.parametrize("more", [150, 1000])
async def test_a_post_is_found_behind_a_thousand_later_messages(team: Team, fault: Fault, more: int) -> None:
    team.sandbox.faults.plan("chat.postMessage", fault)
    await write(team, "one")
    await deliver(team)
    team.sandbox.clock.advance(1)
    chatter(team, more)
    await team.sandbox.settled()
    await deliver(team, 60)
    await deliver(team, 1)
    assert said(team) == ["one"]


@pytest.mark.parametrize("fault", [lost_answer(), lost_call()], ids=lambda fault: fault.name)
async def test_a_story_is_found_in_a_thread_of_a_thousand_replies(team: Team, fault: Fault) -> None:
    await team.set_up()
    await team.at_local("16:55")
    round_ts = team.from_care(FRONTLINE)[-1]["ts"]
    chatter(team, 300, round_ts)
    team.sandbox.faults.plan("chat.postMessage", fault)
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    chatter(team, 700, round_ts)
    await team.at_local("16:57")
    assert len(team.from_care(FRONTLINE, round_ts)) == 1


@pytest.mark.parametrize("restarts", [False, True])
async def test_a_clock_that_jumps_forward_does_not_shorten_the_wait_for_what_may_still_land(
    team: Team, restarts: bool
) -> None:
    late = landed_late(50)
    team.sandbox.faults.plan("chat.postMessage", late)
    await write(team, "one")
    await deliver(team)
    if restarts:
        team.care.quiet = Quiet(team.care.clock.monotonic())  # as a Care that begins now has it
    team.care.clock = Ahead(team.care.clock, timedelta(minutes=10))
    await deliver(team, 1)
    team.sandbox.clock.advance(49)
    await late.done.wait()
    await deliver(team, 10)
    await deliver(team, 60)
    assert said(team) == ["one"]


async def test_a_clock_that_is_a_day_ahead_of_slacks_finds_the_first_post_of_a_channel(team: Team) -> None:
    team.care.clock = Ahead(team.care.clock, timedelta(days=1))
    team.care.slack_clock = SlackClock(team.care.clock)
    team.care.slack_clock.heed(format_datetime(team.sandbox.clock.now(), usegmt=True))
    team.sandbox.faults.plan("chat.postMessage", lost_answer())
    await write(team, "one")
    await deliver(team)
    await deliver(team, 61)
    await deliver(team, 1)
    assert said(team) == ["one"]


@pytest.mark.parametrize("minutes", [-61, -1, 1, 61])
async def test_a_clock_that_is_wrong_against_slacks_finds_the_post_all_the_same(team: Team, minutes: int) -> None:
    team.sandbox.faults.plan("chat.postMessage", lost_answer())
    await write(team, "one")
    await deliver(team)
    async with team.care.store.transaction() as db:  # as if Care's clock had been so far from Slack's when it sent
        sent_at = team.care.now() + timedelta(minutes=minutes)
        db.execute("UPDATE posts SET sent_at = ?", [f"{sent_at:%Y-%m-%dT%H:%M:%S.%fZ}"])
    await deliver(team, 61)
    await deliver(team, 1)
    assert said(team) == ["one"]


async def test_what_somebody_deleted_before_care_looked_is_posted_again(team: Team) -> None:
    team.sandbox.faults.plan("chat.postMessage", lost_answer())
    await write(team, "one")
    await deliver(team)
    await team.care.slack.chat_delete(channel=channel(FRONTLINE), ts=team.from_care(FRONTLINE)[0]["ts"])
    await deliver(team, 60)
    await deliver(team, 1)
    assert said(team) == ["one"]


@pytest.mark.parametrize("fault", [lost_answer(), lost_call(), landed_late(20)], ids=lambda fault: fault.name)
@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_a_picture_comes_once_whichever_of_its_calls_is_in_doubt(team: Team, method: str, fault: Fault) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    team.sandbox.faults.plan(method, fault)
    await team.at_local("16:00", days=4)
    team.sandbox.clock.advance(21)
    await team.at_local("16:02")
    assert sum(len(m.get("files", [])) for m in team.from_care(FRONTLINE)) == 1


@pytest.mark.parametrize("fault", [lost_call(), brake(600), refusal("missing_scope")], ids=lambda fault: fault.name)
async def test_a_round_that_slack_did_not_take_in_its_time_is_missed(team: Team, fault: Fault) -> None:
    await team.set_up()
    team.sandbox.faults.always("chat.postMessage", fault)
    await team.at_local("16:55")
    await team.at_local("17:01")
    team.sandbox.faults.clear()
    for clock_time in ("17:03", "17:20", "18:00"):
        await team.at_local(clock_time)
    assert len(team.from_care(FRONTLINE)) == 1
    assert await missed(team) == ["Slack did not take it before its time was over"]
    assert "Missed: the round of Monday, because Slack did not take it" in words(await team.home("maya"))


async def test_a_round_that_was_there_after_all_is_found_after_its_time(team: Team) -> None:
    await team.set_up()
    team.sandbox.faults.plan("chat.postMessage", lost_answer())
    team.sandbox.faults.always("conversations.history", lost_call())
    await team.at_local("16:55")
    await team.at_local("17:01")
    team.sandbox.faults.clear()
    await team.at_local("17:20")
    assert await missed(team) == []
    assert "Our round of Monday" in words(team.from_care(FRONTLINE)[-1])


async def test_stories_of_a_round_that_was_never_shown_are_shown_alone(team: Team) -> None:
    await team.set_up()
    team.sandbox.faults.always("chat.postMessage", lost_call())
    await team.at_local("16:55")
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    for minute in range(56, 60):
        await team.at_local(f"16:{minute}")
    team.sandbox.faults.clear()
    await team.at_local("17:01")
    await team.command("sam", FRONTLINE, "/story I stayed on the chat until it was solved")
    shown = [message["text"] for message in team.from_care(FRONTLINE)[1:]]
    assert shown == ["Jonas Keller told a story.", "Sam Whitlow told a story."]
    assert await missed(team) == []
    assert "Missed: the round of Monday, because Slack did not take it" in words(await team.home("maya"))


async def test_a_round_missed_so_can_be_opened_by_hand(team: Team) -> None:
    await team.set_up()
    team.sandbox.faults.always("chat.postMessage", brake(600))
    await team.at_local("16:55")
    await team.at_local("17:10")
    team.sandbox.faults.clear()
    await team.at_local("17:30")
    await team.command("maya", FRONTLINE, "/care round")
    assert "Five minutes for care" in words(team.from_care(FRONTLINE)[-1])


async def test_a_digest_that_slack_did_not_take_in_a_day_is_missed_and_the_next_tells_of_it(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    for method in ("chat.postMessage", "files.completeUploadExternal"):
        team.sandbox.faults.always(method, lost_call())
    await team.at_local("16:00", days=4)
    await team.stop()
    team.sandbox.faults.clear()
    team.sandbox.clock.advance(timedelta(hours=24, minutes=3).total_seconds())
    await team.start()
    await team.settle()
    await team.at_local("16:10")
    assert not any("week" in message["text"] for message in team.from_care(FRONTLINE)[2:])
    async with team.care.store.reading() as db:
        assert digests.missed_since(db, channel(FRONTLINE), "2026-W45") == [
            ("2026-W45", "Slack did not take it before its time was over")
        ]
        assert digests.last_shown(db, channel(FRONTLINE), ["UJONAS"]) == {}
    await team.at_local("16:00", days=6)
    assert any("I drove back with the screws" in words(m) for m in team.from_care(FRONTLINE)[2:])


async def test_a_page_that_was_taken_back_comes_back_with_new_words(team: Team) -> None:
    for text in ("one", None, "one again"):
        async with team.care.store.transaction() as db:
            if text:
                posts.put(db, Post("page", "message", channel(FRONTLINE), {"text": text, "blocks": []}))
            else:
                posts.withdraw(db, "page")
        await deliver(team, 2)
    assert said(team) == ["one again"]


async def test_an_older_update_that_lands_late_is_not_the_last_word(team: Team) -> None:
    late = landed_late(20)
    await _say(team, "first")
    await deliver(team)
    team.sandbox.faults.plan("chat.update", late)
    await _say(team, "second")
    await deliver(team, 2)
    await _say(team, "third")
    for seconds in (5, 16):
        await deliver(team, seconds)
    await late.done.wait()
    await deliver(team, 40)
    await deliver(team, 1)
    assert said(team) == ["third"]


async def _say(team: Team, text: str) -> None:
    async with team.care.store.transaction() as db:
        posts.put(db, Post("note:one", "message", channel(FRONTLINE), {"text": text, "blocks": []}))

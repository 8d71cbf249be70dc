"""What Care sent and cannot see: nobody else's message is taken for it, and what is taken back waits for nothing."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web

from careapp.acts import story as story_acts
from careapp.demo.replay import channel
from careapp.jobs import slack_call
from careapp.practice.post import Post
from careapp.sandbox import messaging
from careapp.sandbox.fault_kinds import Attempt
from careapp.sandbox.faults import Fault, landed_late, lost_answer, lost_call, refusal
from careapp.store import doubt as doubts
from careapp.store import post as posts
from tests.handlers.test_story import stories_of
from tests.jobs.test_post import deliver, said, write
from tests.jobs.test_post_unknown import AGAIN, THERE, open_unseen_round
from tests.team import Team, chosen_people, words

FRONTLINE = "care-frontline"
MISSING = refusal("missing_scope")


def slow(team: Team, fault: Fault, seconds: int) -> Fault:
    """Return a fault during which Care's clock goes on by so much: it is set, or the machine sleeps."""

    async def meet(attempt: Attempt) -> web.StreamResponse:
        team.sandbox.clock.advance(seconds)
        return await fault.meet(attempt)

    return Fault("slow", meet)


async def test_slack_has_a_minute_after_a_call_during_which_the_clock_jumped(team: Team) -> None:
    late = landed_late(None)
    team.sandbox.faults.plan("chat.postMessage", slow(team, late, 120))
    await write(team, "one")
    await deliver(team)
    await deliver(team, 59)  # it is looked for at the 60th second
    assert team.sandbox.faults.passed["conversations.history"] == 0
    late.release()
    await asyncio.wait_for(late.done.wait(), 5)
    await deliver(team, 1)
    await deliver(team, 61)
    assert said(team) == ["one"]


async def test_an_update_during_which_the_clock_jumped_is_not_repeated_at_once(team: Team) -> None:
    await write(team, "one")
    await deliver(team)
    team.sandbox.faults.plan("chat.update", slow(team, lost_call(), 120))
    async with team.care.store.transaction() as db:
        (post,) = [posts.get(db, key) for (key,) in db.execute("SELECT key FROM posts").fetchall()]
        assert post
        assert post.content
        posts.put(db, Post(post.key, "message", post.channel_id, {**post.content, "text": "changed"}))
    await deliver(team, 2)
    await deliver(team, 59)
    assert said(team) == ["one"]
    await deliver(team, 1)
    assert said(team) == ["changed"]


async def test_a_story_changed_while_in_doubt_is_looked_for_where_it_was_sent(team: Team) -> None:
    await open_unseen_round(team)
    team.sandbox.faults.plan("chat.postMessage", lost_answer())
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await _change_the_story(team, "I drove back with the right screws")
    team.sandbox.faults.clear()
    await team.stop()
    await team.start()
    for _ in range(5):
        team.sandbox.clock.advance(90)
        await team.settle()
    shown = [words(message) for message in team.from_care(FRONTLINE) if message["text"] == "Jonas Keller told a story."]
    assert len(shown) == 1
    assert "the right screws" in shown[0]


@pytest.mark.parametrize(
    ("user_id", "event_type"), [("UOTHER", slack_call.EVENT_TYPE), (None, slack_call.EVENT_TYPE), ("UCARE", "another")]
)
async def test_a_message_with_the_key_that_is_not_cares_is_not_taken_for_it(
    team: Team, user_id: str | None, event_type: str
) -> None:
    assert team.care.bot_user_id == "UCARE"
    slack, place = team.sandbox.slack, team.sandbox.slack.workspace.channels[channel(FRONTLINE)]
    team.sandbox.faults.plan("chat.postMessage", lost_call())
    await write(team, "one")
    await deliver(team)
    async with team.care.store.reading() as db:
        ((key,),) = db.execute("SELECT key FROM posts").fetchall()
    copied = {"event_type": event_type, "event_payload": {"key": key}}
    forged = messaging.persons_message(slack, place, "UOTHER", "forged", []) | {"user": user_id, "metadata": copied}
    place.add(forged)
    await deliver(team, 61)
    await deliver(team, 1)
    assert "one" in said(team)


async def test_a_picture_of_the_same_name_that_somebody_else_uploaded_is_not_taken_for_it(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    team.sandbox.faults.plan("files.completeUploadExternal", lost_call())
    await team.at_local("16:00", days=4)
    async with team.care.store.reading() as db:
        (picture,) = [post for post in posts.to_do(db, team.care.now() + timedelta(hours=1)) if post.kind == "picture"]
    slack, place = team.sandbox.slack, team.sandbox.slack.workspace.channels[channel(FRONTLINE)]
    forged = messaging.persons_message(slack, place, "UJONAS", "", [])
    assert picture.content
    place.add(forged | {"files": [{"name": picture.content["filename"], "user": "UJONAS"}]})
    await team.at_local("16:02")
    assert sum(len(message.get("files", [])) for message in team.from_care(FRONTLINE)) == 1


async def test_a_word_to_a_facilitator_in_doubt_is_logged_once(team: Team, caplog: pytest.LogCaptureFixture) -> None:
    await team.set_up()
    team.sandbox.faults.plan("chat.postMessage", lost_answer())
    await team.kick("maya", FRONTLINE, "care")
    for _ in range(3):
        team.sandbox.clock.advance(70)
        await team.settle()
        await team.stop()
        await team.start()
    assert len(team.from_care("@maya")) == 1
    assert caplog.text.count("was not delivered") == 1
    assert team.sandbox.faults.passed["conversations.history"] == 1


async def test_a_word_to_one_person_that_slack_refused_stands_on_home(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story")
    team.sandbox.faults.always("chat.postMessage", _refused_to("UINES"))
    await team.submit("jonas", text="Ines rang the bank", thanks=chosen_people("ines"))
    await team.settle()
    home = words(await team.home("maya"))
    assert "the message to <@UINES> about the kudos from <@UJONAS>" in home
    assert "the channel cannot be found" in home


@pytest.mark.parametrize("is_asked_first", [True, False])
async def test_a_story_taken_back_while_in_doubt_is_to_be_deleted_and_is_waited_for_no_more(
    team: Team, is_asked_first: bool
) -> None:
    await _tell_unseen(team)
    if is_asked_first:
        await team.at_local("16:58")
        assert AGAIN in str(team.from_care("@maya")[-1])
    await _take_the_story_back(team)
    await team.at_local("17:10")
    (asked,) = team.from_care("@maya")
    assert "I sent a story that was taken back in <#CCAREFRONTLINE>, and Slack did not answer." in words(asked)
    assert "please delete it" in words(asked)
    assert not any(block["type"] == "actions" for block in asked["blocks"])
    assert "I am not sure" not in words(await team.home("maya"))
    async with team.care.store.reading() as db:
        assert doubts.unsettled(db) == []


async def test_a_click_on_a_question_about_what_was_just_taken_back_sends_nothing(team: Team) -> None:
    await _tell_unseen(team)
    await team.at_local("16:58")
    asked = team.from_care("@maya")[-1]
    sent = team.sandbox.faults.passed["chat.postMessage"]
    (story,) = await stories_of(team)
    async with team.care.store.transaction() as db:
        story_acts.take_back(db, team.care, story.id, "UJONAS")
    await team.click("maya", "@maya", asked, AGAIN)
    assert "settled already" in team.told("maya", "@maya")
    assert team.sandbox.faults.passed["chat.postMessage"] == sent
    assert "please delete it" in words(team.from_care("@maya")[-1])


async def test_what_somebody_saw_and_is_taken_back_later_is_to_be_deleted_too(team: Team) -> None:
    await _tell_unseen(team)
    await team.at_local("16:58")
    await team.click("maya", "@maya", team.from_care("@maya")[-1], THERE)
    assert "saw the story" in words(team.from_care("@maya")[-1])
    await _take_the_story_back(team)
    await team.at_local("17:10")
    asked = words(team.from_care("@maya")[-1])
    assert "because I was not told where it stands.\nIf you see it, please delete it" in asked


async def _tell_unseen(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    team.sandbox.faults.always("conversations.replies", MISSING)
    team.sandbox.faults.plan("chat.postMessage", lost_answer())
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")


async def _take_the_story_back(team: Team) -> None:
    (story,) = await stories_of(team)
    async with team.care.store.transaction() as db:
        story_acts.take_back(db, team.care, story.id, "UJONAS")
    await team.settle()


async def _change_the_story(team: Team, text: str) -> None:
    (story,) = await stories_of(team)
    async with team.care.store.transaction() as db:
        story_acts.change(db, team.care, replace(story, text=text))


def _refused_to(user_id: str) -> Fault:
    async def meet(attempt: Attempt) -> web.StreamResponse:
        is_meant = f'"channel": "{user_id}"' in await attempt.request.text()
        return await (refusal("channel_not_found").meet(attempt) if is_meant else attempt.process())

    return Fault("refusal to one", meet)

"""What was said and done while Care was away is read from Slack's history, and is there once."""

import asyncio

import pytest

from careapp.demo.replay import person
from careapp.jobs import post, round
from careapp.sandbox.faults import brake, held_call, lost_answer, refusal, server_error
from tests.handlers.test_kudos import kudos_of
from tests.handlers.test_story import stories_of
from tests.jobs.absence import away, back, do
from tests.team import Team, choice, words

FRONTLINE, BACKOFFICE = "care-frontline", "care-backoffice"
TOLD = "Rang the man from yesterday to ask if it held"


@pytest.fixture
async def round_ts(team: Team) -> str:
    """The ts of an open round's post; what Care does not hear at once, Slack will not tell again."""
    await team.set_up()
    await team.at_local("16:55")
    await team.sandbox.act("settings", rate_limits=False)
    return str(team.from_care(FRONTLINE)[-1]["ts"])


def marked(team: Team, ts: str) -> bool:
    message = team.sandbox.slack.workspace.channels[team.channel_id(FRONTLINE)].messages[ts]
    return any("UCARE" in each["users"] for each in message.get("reactions", []))


async def test_replies_that_were_missed_are_kept_once(team: Team, round_ts: str) -> None:
    await away(team)
    missed = await do(team, "say", "sam", text=f"{TOLD} #ownership", thread_ts=round_ts)
    await do(team, "say", "priya", text="Lovely!", thread_ts=round_ts)
    await do(team, "say", "sam", text="And then he sent me a picture of it, still holding", thread_ts=round_ts)
    await do(team, "say", "maya", text="Nothing to do with the round, but with the van and its keys")
    await back(team)
    (story,) = await stories_of(team)
    assert (story.text, story.teller, story.message_ts) == (TOLD, "USAM", missed)
    assert story.value_id == team.care.library.value_by_tag["ownership"].id
    assert marked(team, missed)
    assert "I kept this as your story of the day." in words(team.whispers("sam", FRONTLINE)[-1])
    assert "Shared so far: <@USAM>" in words(team.from_care(FRONTLINE)[-1])
    await away(team)
    await back(team)
    assert len(await stories_of(team)) == 1
    assert len(team.whispers("sam", FRONTLINE)) == 1


async def test_what_slack_tells_again_of_what_was_read_changes_nothing(team: Team, round_ts: str) -> None:
    await away(team)
    ts = await do(team, "say", "sam", text=TOLD, thread_ts=round_ts)
    await do(team, "react", "priya", ts=ts, name="tada", on=True)
    await team.sandbox.settled()
    await team.start()
    team.sandbox.clock.advance(600)
    await team.settle()
    (story,) = await stories_of(team)
    assert story.cheers == 1
    assert len(team.whispers("sam", FRONTLINE)) == 1


async def test_edits_that_were_missed_are_followed(team: Team, round_ts: str) -> None:
    ts = await team.say("sam", FRONTLINE, TOLD, round_ts)
    emptied = await team.say("priya", FRONTLINE, "I stayed until she could open the door", round_ts)
    await away(team)
    await do(team, "edit", "sam", ts=ts, text=f"{TOLD}, and it did")
    await do(team, "edit", "priya", ts=emptied, text=":tada:")
    await back(team)
    (story,) = await stories_of(team)
    assert (story.text, story.is_edited) == (f"{TOLD}, and it did", True)


async def test_words_that_were_not_edited_are_left_as_they_are(team: Team, round_ts: str) -> None:
    await team.say("sam", FRONTLINE, TOLD, round_ts)
    before = await stories_of(team)
    await away(team)
    await back(team)
    assert await stories_of(team) == before


async def test_a_reply_deleted_meanwhile_is_a_story_taken_back(team: Team, round_ts: str) -> None:
    ts = await team.say("sam", FRONTLINE, TOLD, round_ts)
    await team.say("jonas", FRONTLINE, "I carried the box up to the third floor", round_ts)
    await away(team)
    await do(team, "delete", "sam", ts=ts)
    await back(team)
    assert [story.teller for story in await stories_of(team)] == ["UJONAS"]
    assert "Shared so far: <@UJONAS>" in words(team.from_care(FRONTLINE)[-1])


async def test_where_slack_does_not_show_the_thread_whole_no_story_is_taken_back(team: Team, round_ts: str) -> None:
    await team.say("sam", FRONTLINE, TOLD, round_ts)
    await away(team)
    kept = team.sandbox.slack.workspace.channels[team.channel_id(FRONTLINE)]
    for ts in [ts for ts in kept.messages if ts >= round_ts]:
        kept.remove(ts)  # as where a workspace keeps its messages for a day only
    await back(team)
    assert len(await stories_of(team)) == 1


@pytest.mark.parametrize(
    "trouble", [refusal("fatal_error"), refusal("missing_scope"), server_error(503), lost_answer()]
)
async def test_where_the_thread_cannot_be_read_everything_stays(team: Team, round_ts: str, trouble: object) -> None:
    await team.say("sam", FRONTLINE, TOLD, round_ts)
    await away(team)
    team.sandbox.faults.always("conversations.replies", trouble)
    await back(team)
    assert len(await stories_of(team)) == 1
    assert (await team.command("jonas", FRONTLINE, "/story I drove back"))["ok"]


async def test_reactions_are_set_to_what_slack_shows(team: Team, round_ts: str) -> None:
    reply = await team.say("sam", FRONTLINE, TOLD, round_ts)
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.command("jonas", FRONTLINE, "/kudos @ines stayed late to fix the order")
    story, kudos = team.from_care(FRONTLINE, round_ts)[-1]["ts"], team.from_care(FRONTLINE)[-1]["ts"]
    for ts in (reply, story, kudos):
        await team.react("priya", FRONTLINE, ts, "tada")
    await away(team)
    for ts in (reply, story, kudos):
        await do(team, "react", "priya", ts=ts, name="tada", on=False)
        await do(team, "react", "maya", ts=ts, name="heart", on=True)
        await do(team, "react", "maya", ts=ts, name="clap::skin-tone-3", on=True)
    await do(team, "react", "sam", ts=reply, name="heart", on=True)
    await do(team, "react", "sam", ts=story, name="heart", on=True)
    await back(team)
    assert {s.teller: s.cheers for s in await stories_of(team)} == {"USAM": 1, "UJONAS": 2}
    assert [each.cheers for each in await kudos_of(team)] == [1]
    async with team.care.store.reading() as db:
        on = {(row["user_id"], row["emoji"]) for row in db.query("SELECT * FROM cheers WHERE is_on = 1")}
    assert on == {("UMAYA", "heart"), ("UMAYA", "clap::skin-tone-3"), ("USAM", "heart")}


async def test_a_reaction_heard_after_the_reading_has_the_last_word(team: Team, round_ts: str) -> None:
    ts = await team.say("sam", FRONTLINE, TOLD, round_ts)
    await away(team)
    await do(team, "react", "priya", ts=ts, name="tada", on=True)
    await back(team)
    team.sandbox.clock.advance(1)
    await team.react("priya", FRONTLINE, ts, "tada", on=False)
    assert [story.cheers for story in await stories_of(team)] == [0]


async def test_of_people_whom_slack_does_not_name_no_cheer_is_taken_off(team: Team, round_ts: str) -> None:
    ts = await team.say("sam", FRONTLINE, TOLD, round_ts)
    for who in ("priya", "jonas"):
        await team.react(who, FRONTLINE, ts, "tada")
    await away(team)
    kept = team.sandbox.slack.workspace.channels[team.channel_id(FRONTLINE)].messages[ts]
    (tada,) = [each for each in kept["reactions"] if each["name"] == "tada"]
    tada["users"] = ["UJONAS"]
    await back(team)
    assert [story.cheers for story in await stories_of(team)] == [2]


async def test_talk_beside_a_story_that_was_taken_back_stays_talk(team: Team, round_ts: str) -> None:
    await team.say("sam", FRONTLINE, TOLD, round_ts)
    team.sandbox.clock.advance(1)
    await team.say("sam", FRONTLINE, "And then he sent me a picture of it, still holding", round_ts)
    team.sandbox.clock.advance(1)
    await team.click("sam", FRONTLINE, team.whispers("sam", FRONTLINE)[-1], "story.undo")
    await away(team)
    later = await do(team, "say", "sam", text="I stayed until she could open the door again", thread_ts=round_ts)
    await back(team)
    assert [story.message_ts for story in await stories_of(team)] == [later]


async def test_a_reply_that_was_missed_and_edited_is_kept_as_it_stands(team: Team, round_ts: str) -> None:
    await away(team)
    ts = await do(team, "say", "sam", text="wait", thread_ts=round_ts)
    await do(team, "edit", "sam", ts=ts, text=TOLD)
    await back(team)
    assert [story.text for story in await stories_of(team)] == [TOLD]


async def test_small_talk_that_was_heard_and_edited_stays_small_talk(team: Team, round_ts: str) -> None:
    talk = await team.say("sam", FRONTLINE, "wait", round_ts)
    await team.edit("sam", FRONTLINE, talk, TOLD)
    team.sandbox.clock.advance(1)
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await away(team)
    await back(team)
    assert [story.teller for story in await stories_of(team)] == ["UJONAS"]


async def test_a_long_thread_is_read_page_by_page(team: Team, round_ts: str) -> None:
    await away(team)
    for n in range(230):
        await do(team, "say", "maya", text=f"Yes, {n}!", thread_ts=round_ts)
    last = await do(team, "say", "sam", text=TOLD, thread_ts=round_ts)
    await back(team)
    assert [story.message_ts for story in await stories_of(team)] == [last]
    assert team.sandbox.faults.passed["conversations.replies"] == 2


async def test_the_round_of_yesterday_takes_late_stories_still(team: Team, round_ts: str) -> None:
    await away(team)
    team.sandbox.clock.advance(2 * 86_400)
    await do(team, "say", "sam", text=TOLD, thread_ts=round_ts)
    await back(team)
    assert len(await stories_of(team)) == 1


async def test_a_round_that_is_too_old_is_not_read(team: Team, round_ts: str) -> None:
    await away(team)
    await do(team, "say", "sam", text=TOLD, thread_ts=round_ts)
    team.sandbox.clock.advance(8 * 86_400)
    await back(team)
    assert await stories_of(team) == []
    assert team.sandbox.faults.passed["conversations.replies"] == 0


async def test_replies_under_a_round_that_was_still_in_doubt_are_read_once_it_is_found(team: Team) -> None:
    await team.set_up()
    await team.settle()
    team.sandbox.faults.plan("chat.postMessage", lost_answer())
    team.sandbox.clock.set(team.care.now().replace(hour=15, minute=55, second=0))
    await round.run(team.care, team.care.now())
    await post.run(team.care, team.care.now())
    round_ts = team.from_care(FRONTLINE)[-1]["ts"]
    await team.stop()
    await do(team, "say", "sam", text=TOLD, thread_ts=round_ts)
    await back(team)
    assert [story.text for story in await stories_of(team)] == [TOLD]


async def test_one_circle_that_cannot_be_read_does_not_hold_up_another(team: Team, round_ts: str) -> None:
    await team.set_up(BACKOFFICE, who="tomasz", zone=choice("Europe/Berlin"), time={"selected_time": "16:56"})
    await team.at_local("16:56")
    await away(team)
    await do(team, "say", "sam", text=TOLD, thread_ts=round_ts)
    team.sandbox.faults.plan("conversations.info", refusal("fatal_error"))
    await back(team)
    assert [story.teller for story in await stories_of(team)] == ["USAM"]


async def test_where_slack_has_had_enough_the_reading_waits_and_listening_goes_on(team: Team, round_ts: str) -> None:
    await away(team)
    await do(team, "say", "sam", text=TOLD, thread_ts=round_ts)
    slow = held_call()
    team.sandbox.faults.plan("conversations.replies", brake(1), slow)
    await team.sandbox.settled()
    await team.start()
    async with asyncio.timeout(10):
        await slow.held.wait()
    heard = await team.sandbox.act(
        "command", user=person("jonas"), channel=team.channel_id(FRONTLINE), command="/story", text="I drove back"
    )
    assert heard["ok"]
    slow.release()
    await team.settle()
    assert {story.teller for story in await stories_of(team)} == {"USAM", "UJONAS"}


async def test_a_care_that_is_stopped_while_it_reads_is_gone_at_once(team: Team, round_ts: str) -> None:
    await away(team)
    slow = held_call()
    team.sandbox.faults.plan("conversations.replies", slow)
    await team.start()
    await slow.held.wait()
    async with asyncio.timeout(5):
        await team.stop()
    slow.release()
    await back(team)

"""What Slack refuses for good: a circle rests and is told once, the reason is shown, and nothing goes on for ever."""

import asyncio

import pytest
from aiohttp import web

from careapp.care import TurnedAwayError
from careapp.demo.replay import channel
from careapp.jobs import post as job
from careapp.practice.post import Post
from careapp.sandbox.events import send_event
from careapp.sandbox.fault_kinds import Attempt
from careapp.sandbox.faults import Fault, lost_answer, refusal
from careapp.store import post as posts
from careapp.store import round as rounds
from tests.jobs.test_post import deliver, said, write
from tests.team import Team, chosen_people, words

FRONTLINE = "care-frontline"
HERE = f'"channel": "{channel(FRONTLINE)}"'


async def states(team: Team) -> list[str]:
    async with team.care.store.reading() as db:
        return [row["state"] for row in db.query("SELECT state FROM posts ORDER BY number")]


def refuse_only(about: str, error: str) -> Fault:
    """Return a fault that meets only the calls with these words in them."""

    async def meet(attempt: Attempt) -> web.StreamResponse:
        is_meant = about in await attempt.request.text()
        return await (refusal(error).meet(attempt) if is_meant else attempt.process())

    return Fault("refusal of some", meet)


async def test_many_posts_refused_at_once_pause_the_circle_and_are_told_once(team: Team) -> None:
    await team.set_up()
    team.sandbox.faults.always("chat.postMessage", refuse_only(HERE, "not_in_channel"))
    for n in range(4):
        await team.command("jonas", FRONTLINE, f"/story I drove back to shop {n} with the missing screws")
    for _ in range(6):
        await deliver(team, 1)
    team.sandbox.faults.clear()
    await team.at_local("10:00")
    (told,) = team.from_care("@maya")
    assert "because Care is not in the channel any more" in words(told)


async def test_after_it_was_taken_up_a_new_refusal_is_told_again(team: Team) -> None:
    await team.set_up()
    for n, minutes in enumerate(("10", "15"), 1):
        team.sandbox.faults.always("chat.postMessage", refuse_only(HERE, "restricted_action"))
        await write(team, f"one {n}", f"two {n}")
        for _ in range(4):
            await deliver(team, 1)
        team.sandbox.faults.clear()
        assert len(team.from_care("@maya")) == n
        await team.set_up(minutes={"selected_option": {"value": minutes}})
        await team.settle()
    assert [text for text in said(team) if text[:3] in ("one", "two")] == ["one 1", "two 1", "one 2", "two 2"]


async def test_a_refused_post_whose_words_changed_meanwhile_is_tried_again(team: Team) -> None:
    came, go = asyncio.Event(), asyncio.Event()

    async def refuse_slowly(attempt: Attempt) -> web.StreamResponse:
        came.set()
        await go.wait()
        return await refusal("msg_too_long").meet(attempt)

    team.sandbox.faults.plan("chat.postMessage", Fault("slow refusal", refuse_slowly))
    await _put(team, "far too long")
    sending = asyncio.create_task(job.run(team.care, team.care.now()))
    await came.wait()
    await _put(team, "short")
    go.set()
    await sending
    await deliver(team, 1)
    assert said(team) == ["short"]


@pytest.mark.parametrize(
    ("error", "because"),
    [
        ("messages_tab_disabled", "direct messages from Care are turned off"),
        ("user_disabled", "the person has left the workspace"),
        ("cannot_dm_bot", "apps cannot be written to"),
        ("no_such_word_of_slacks", "Slack refused it (no_such_word_of_slacks)"),
    ],
)
async def test_a_direct_message_that_is_refused_is_tried_once_and_home_says_why(
    team: Team, error: str, because: str
) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story")
    team.sandbox.faults.plan("chat.postMessage", refusal(error))
    team.sandbox.faults.passed.clear()
    await team.submit("jonas", text="Ines rang the bank", thanks=chosen_people("ines"))
    if not team.from_care("@ines"):
        await team.at_local("09:30")
    home = words(await team.home("maya"))
    assert because in home
    assert "Missed: the" in home
    await team.at_local("17:30")
    assert team.sandbox.faults.state()["planned"] == {}
    assert "failed" in await states(team)


@pytest.mark.parametrize("error", ["msg_too_long", "msg_blocks_too_long", "invalid_blocks"])
async def test_a_post_that_slack_cannot_show_fails_with_its_reason_for_a_week(team: Team, error: str) -> None:
    await team.set_up()
    team.sandbox.faults.plan("chat.postMessage", refusal(error))
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    assert len(team.from_care(FRONTLINE)) == 1
    assert "Missed: the story of <@UJONAS>, because" in words(await team.home("maya"))
    await team.command("maya", FRONTLINE, "/care")
    assert "Missed: the story of <@UJONAS>" in team.told("maya", FRONTLINE)
    await team.at_local("10:00", days=8)
    assert "the story of <@UJONAS>" not in words(await team.home("maya"))


async def test_what_stood_under_a_refused_round_stands_alone(team: Team) -> None:
    await team.set_up()
    team.sandbox.faults.always("chat.postMessage", refuse_only("five minutes for care", "invalid_blocks"))
    await team.at_local("16:55")
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    assert team.from_care(FRONTLINE)[-1]["text"] == "Jonas Keller told a story."


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive"])
async def test_without_a_good_token_nothing_is_sent_and_nothing_lost(team: Team, error: str) -> None:
    await team.set_up()
    team.sandbox.faults.plan("chat.postMessage", lost_answer())
    await write(team, "one", "two", where="care-backoffice")
    await deliver(team)
    team.sandbox.faults.always("*", refusal(error))
    await write(team, "three")
    await deliver(team, 1)
    calls = len(team.sandbox.slack.calls.rows)
    for _ in range(3):
        await deliver(team, 100)
    assert len(team.sandbox.slack.calls.rows) == calls
    with pytest.raises(TurnedAwayError, match=error):
        await team.care.until_given_up()
    assert sorted(await states(team)) == ["checking", "sent", "waiting", "waiting"]
    await team.stop()
    team.sandbox.faults.clear()
    await team.start()
    await team.settle()
    await deliver(team, 61)
    await team.settle()
    assert said(team, "care-backoffice") == ["one", "two"]
    assert said(team)[-1] == "three"


@pytest.mark.parametrize("error", ["missing_scope", "not_allowed_token_type"])
async def test_a_refusal_that_an_operator_can_mend_stops_nothing_else(team: Team, error: str) -> None:
    team.sandbox.faults.plan("chat.postMessage", refusal(error))
    await write(team, "one")
    await deliver(team)
    assert not team.care.has_given_up
    await deliver(team, 300)
    assert said(team) == ["one"]


@pytest.mark.parametrize(
    ("event", "ends"),
    [
        ({"type": "app_uninstalled"}, True),
        ({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UCARE"]}}, True),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["UMAYA"]}}, False),
    ],
)
async def test_care_stops_when_slack_says_that_it_was_removed(team: Team, event: dict[str, object], ends: bool) -> None:
    slack = team.sandbox.slack
    assert send_event(slack, {**event, "event_ts": slack.clock.stamp()})
    await team.sandbox.settled()
    assert team.care.has_given_up is ends
    await write(team, "one")
    await deliver(team)
    assert said(team) == ([] if ends else ["one"])


async def test_a_channel_that_is_gone_pauses_its_circle_and_its_rounds_are_missed(team: Team) -> None:
    await team.set_up()
    team.sandbox.faults.plan("chat.postMessage", refusal("channel_not_found"))
    await team.at_local("16:55")
    await team.at_local("16:55", days=1)
    (told,) = team.from_care("@maya")
    assert "because the channel cannot be found" in words(told)
    async with team.care.store.reading() as db:
        (missed,) = rounds.missed_since(db, team.channel_id(FRONTLINE), team.care.now().date().replace(day=1))
    assert missed.reason == "the channel cannot be found"


async def _put(team: Team, text: str) -> None:
    async with team.care.store.transaction() as db:
        content = {"text": text, "blocks": [{"type": "section", "text": {"type": "plain_text", "text": text}}]}
        posts.put(db, Post("note:changing", "message", team.channel_id(FRONTLINE), content))

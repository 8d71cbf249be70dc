"""Of what is not a story nothing is kept, not even in memory; what comes before its reply still counts."""

from typing import Any

import pytest

from careapp import care as care_module
from careapp.practice.early import MOST_OF_ONE, REMEMBERED
from careapp.sandbox.events import send_event
from tests.handlers.test_story import open_round, stories_of
from tests.team import Team

FRONTLINE = "care-frontline"
TOLD = "Rang the man from yesterday to ask if it held"
PRIVATE = "My appointment at the doctor's is at nine today"


def held(team: Team, ts: str) -> int:
    """Return how much Care keeps in mind of a message that is no story."""
    return len(team.care.aside(team.channel_id(FRONTLINE), ts))


async def hear(team: Team, **event: Any) -> None:
    """Let Slack tell of what happened to a message, of which it has told nothing yet."""
    about = {"type": "message", "channel": team.channel_id(FRONTLINE), "channel_type": "channel"}
    channel = team.sandbox.slack.workspace.channels[team.channel_id(FRONTLINE)]
    send_event(team.sandbox.slack, {**about, **event}, channel)
    await team.settle()


def edit_of(ts: str, text: str, **message: str) -> dict[str, Any]:
    changed = {"type": "message", "user": "USAM", "ts": ts, "text": text, **message}
    return {"subtype": "message_changed", "message": changed, "event_ts": ts}


async def a_ts_later(team: Team) -> str:
    """Return the ts of a message that somebody writes now and Care hears of later, if at all."""
    team.sandbox.clock.advance(1)
    return str(team.sandbox.clock.stamp())


async def test_before_any_round_nothing_is_kept_in_mind(team: Team) -> None:
    await team.set_up()
    ts = await team.say("sam", FRONTLINE, "nothing to do with care")
    await team.edit("sam", FRONTLINE, ts, PRIVATE)
    await team.react("priya", FRONTLINE, ts, "tada")
    await team.delete("sam", FRONTLINE, ts)
    assert held(team, ts) == 0


async def test_words_outside_the_rounds_thread_are_not_kept_in_mind(team: Team) -> None:
    await open_round(team)
    talk = await team.say("maya", FRONTLINE, "Who has the keys to the van today?")
    answer = await team.say("sam", FRONTLINE, "They hang on the hook", talk)
    for ts in (talk, answer):
        await team.edit("maya" if ts == talk else "sam", FRONTLINE, ts, PRIVATE)
        assert held(team, ts) == 0
    unheard = await a_ts_later(team)
    for thread in ({}, {"thread_ts": talk}):
        await hear(team, **edit_of(unheard, PRIVATE, **thread))
        assert held(team, unheard) == 0


async def test_small_talk_in_the_rounds_thread_is_not_kept_in_mind(team: Team) -> None:
    round_ts = await open_round(team)
    ts = await team.say("sam", FRONTLINE, "Lovely!", round_ts)
    await team.edit("sam", FRONTLINE, ts, PRIVATE)
    await team.react("priya", FRONTLINE, ts, "tada")
    assert held(team, ts) == 0


async def test_what_apps_change_in_the_rounds_thread_is_not_kept_in_mind(team: Team) -> None:
    round_ts = await open_round(team)
    ts = await a_ts_later(team)
    await hear(team, **edit_of(ts, PRIVATE, thread_ts=round_ts, bot_id="BOTHER"))
    assert held(team, ts) == 0


async def test_an_edit_of_an_old_rounds_reply_is_not_kept_in_mind(team: Team) -> None:
    monday = await open_round(team)
    await team.at_local("16:55", days=1)
    ts = await a_ts_later(team)
    await hear(team, **edit_of(ts, PRIVATE, thread_ts=monday))
    assert held(team, ts) == 0


async def test_reactions_on_what_care_does_not_know_do_not_pile_up(team: Team) -> None:
    old = await team.say("sam", FRONTLINE, "from before the round")
    await open_round(team)
    await team.react("priya", FRONTLINE, old, "tada")
    assert held(team, old) == 0
    ts = await team.say("sam", FRONTLINE, "nothing")
    for n in range(MOST_OF_ONE + 10):
        await team.react("priya", FRONTLINE, ts, "tada", on=n % 2 == 0)
    assert held(team, ts) == MOST_OF_ONE


async def test_an_edit_that_comes_before_its_reply_still_counts(team: Team) -> None:
    round_ts = await open_round(team)
    ts = await a_ts_later(team)
    await hear(team, **edit_of(ts, f"{TOLD}, and it did", thread_ts=round_ts))
    await hear(team, user="USAM", text=TOLD, ts=ts, thread_ts=round_ts, event_ts=ts)
    assert [story.text for story in await stories_of(team)] == [f"{TOLD}, and it did"]


async def test_a_deletion_that_comes_before_its_reply_still_counts(team: Team) -> None:
    round_ts = await open_round(team)
    ts = await a_ts_later(team)
    await hear(team, subtype="message_deleted", deleted_ts=ts, event_ts=ts)
    await hear(team, user="USAM", text=TOLD, ts=ts, thread_ts=round_ts, event_ts=ts)
    assert await stories_of(team) == []


async def test_a_deletion_counts_though_care_dies_before_it_hears_of_the_reply(team: Team) -> None:
    round_ts = await open_round(team)
    ts = await a_ts_later(team)
    await hear(team, subtype="message_deleted", deleted_ts=ts, event_ts=ts)
    await team.stop()
    await team.start()
    await hear(team, user="USAM", text=TOLD, ts=ts, thread_ts=round_ts, event_ts=ts)
    assert await stories_of(team) == []


async def test_what_never_becomes_a_reply_is_forgotten_though_nobody_says_more(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(care_module, "_FORGET_EVERY", 0)
    round_ts = await open_round(team)
    ts = await a_ts_later(team)
    await hear(team, **edit_of(ts, PRIVATE, thread_ts=round_ts))
    assert len(team.care._early) == 1
    team.sandbox.clock.advance(REMEMBERED.total_seconds())
    await team.home("sam")  # takes its time, and says no word
    assert len(team.care._early) == 0

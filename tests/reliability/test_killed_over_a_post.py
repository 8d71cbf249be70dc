"""Care is killed while it decides about a post that Slack did not take, or did not answer for: none is doubled."""

from typing import Any

import pytest

from careapp.practice.post import TOO_LATE
from careapp.sandbox.faults import Fault, brake, lost_answer, lost_call, refusal
from tests.reliability.mortal_team import MortalTeam
from tests.team import words

FRONTLINE = "care-frontline"
STORY = "/story I drove back with the screws"
THERE, AGAIN = "post.trust", "post.send_again"


def shown(team: MortalTeam, said: str) -> int:
    """Count the messages in the channel itself that say this."""
    return sum(said in words(message) for message in team.from_care(FRONTLINE))


def about_it(team: MortalTeam) -> list[str]:
    """Return what the facilitator was sent."""
    return [words(message) for message in team.from_care("@maya")]


async def later(team: MortalTeam, seconds: int) -> None:
    team.sandbox.clock.advance(seconds)
    await team.at(team.sandbox.clock.now())


@pytest.mark.parametrize("point", ["post.before_giving_up", "post.after_giving_up"])
async def test_a_round_that_slack_took_too_late_is_missed_with_its_reason(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await mortal.set_up()
    mortal.sandbox.faults.always("chat.postMessage", brake(600))
    await mortal.at_local("16:55")
    await mortal.at_local("17:10")
    mortal.sandbox.faults.clear()
    await mortal.rise()
    await mortal.at_local("17:30")
    assert mortal.kept("SELECT state, reason FROM rounds") == [("missed", TOO_LATE)]
    assert mortal.kept("SELECT ts FROM posts WHERE key LIKE 'round:%'") == [(None,)]
    assert shown(mortal, "Share a story") == shown(mortal, "Our round of") == 0
    assert "Missed: the round of Monday, because Slack did not take it" in words(await mortal.home("maya"))


@pytest.mark.parametrize("point", ["post.before_giving_up", "post.after_giving_up"])
async def test_a_story_of_a_round_that_slack_took_too_late_stands_alone_once(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await mortal.set_up()
    mortal.sandbox.faults.always("chat.postMessage", brake(600))
    await mortal.at_local("16:55")
    assert (await mortal.command("jonas", FRONTLINE, STORY))["ok"]
    await mortal.at_local("17:10")
    mortal.sandbox.faults.clear()
    await mortal.rise()
    await mortal.at_local("17:30")
    assert shown(mortal, "I drove back with the screws") == 1
    assert "Missed: the round of Monday, because Slack did not take it" in words(await mortal.home("maya"))


@pytest.mark.parametrize("landed", [lost_answer(), lost_call()], ids=lambda fault: fault.name)
@pytest.mark.parametrize("point", ["post.before_taking_up", "post.after_taking_up"])
async def test_what_is_looked_for_when_the_clock_is_set_back_is_shown_once(
    mortal: MortalTeam, point: str, landed: Fault
) -> None:
    await mortal.start(point)
    await mortal.set_up()
    await mortal.at_local("14:00")
    mortal.sandbox.faults.plan("chat.postMessage", landed)
    assert (await mortal.command("jonas", FRONTLINE, STORY))["ok"]
    await mortal.at_local("11:00")
    await mortal.rise()
    await mortal.settle()
    before = shown(mortal, "I drove back with the screws")
    await later(mortal, 61)
    await later(mortal, 2)
    assert (before, shown(mortal, "I drove back with the screws")) == (int(landed.name == "lost_answer"), 1)


@pytest.mark.parametrize("point", ["post.before_letting_go", "post.after_letting_go"])
async def test_what_is_taken_back_unseen_is_asked_about_and_never_sent_again(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await mortal.set_up()
    mortal.sandbox.faults.always("conversations.history", refusal("missing_scope"))
    mortal.sandbox.faults.plan("chat.postMessage", lost_answer())
    await mortal.command("jonas", FRONTLINE, STORY)
    await later(mortal, 61)
    await mortal.click("jonas", FRONTLINE, mortal.whispers("jonas", FRONTLINE)[-1], "story.undo")
    await mortal.rise()
    for _ in range(3):
        await later(mortal, 61)
    (asked,) = about_it(mortal)
    assert "was taken back" in asked
    assert mortal.kept("SELECT state, is_settled, content FROM posts WHERE key = 'story:1'") == [("unknown", 1, None)]
    assert mortal.kept("SELECT is_removed FROM stories") == [(1,)]
    assert shown(mortal, "I drove back with the screws") == 1  # what landed; only a person can delete it


async def unseen_round(mortal: MortalTeam, landed: Fault) -> dict[str, Any]:
    """Have the facilitator asked whether a round is there."""
    await mortal.set_up()
    mortal.sandbox.faults.always("conversations.history", refusal("missing_scope"))
    mortal.sandbox.faults.plan("chat.postMessage", landed)
    await mortal.at_local("16:55")
    await mortal.at_local("16:56")
    (asked,) = mortal.from_care("@maya")
    return asked


@pytest.mark.parametrize("answer", [THERE, AGAIN])
@pytest.mark.parametrize("point", ["doubt.before_settling", "doubt.after_settling"])
async def test_a_facilitators_answer_counts_once(mortal: MortalTeam, point: str, answer: str) -> None:
    await mortal.start(point)
    asked = await unseen_round(mortal, lost_answer() if answer == THERE else lost_call())
    click = await mortal.click("maya", "@maya", asked, answer)
    assert not click["ok"]  # Slack tells her that it did not work
    await mortal.rise()
    await mortal.at_local("16:57")
    for _ in range(2):  # she presses again for as long as she is asked
        for message in mortal.from_care("@maya"):
            if any(block["type"] == "actions" for block in message["blocks"]):
                await mortal.click("maya", "@maya", message, answer)
    assert shown(mortal, "Five minutes for care") == 1
    (state,) = mortal.kept("SELECT state, is_settled FROM posts WHERE key LIKE 'round:%'")
    assert state == (("unknown", 1) if answer == THERE else ("sent", 0))
    (asked_once,) = about_it(mortal)
    assert "<@UMAYA>" in asked_once

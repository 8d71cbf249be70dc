"""Who is asked whether a post is there, and what whoever answers is told."""

from typing import Any

import pytest

from careapp.demo.replay import person
from careapp.sandbox.faults import lost_answer, refusal
from tests.jobs.test_post_unknown import AGAIN, THERE, open_unseen_round, rounds_shown, shows_doubt
from tests.team import Team, chosen_people, words

FRONTLINE = "care-frontline"
SAYS = {
    THERE: "<@UMAYA> saw the round of Monday.",
    AGAIN: "<@UMAYA> did not see the round of Monday, so I post it again.",
}


async def asked_in_a_whisper(team: Team, who: str = "maya") -> dict[str, Any]:
    """Return what `/care` tells a person while a round is in doubt."""
    await team.command(who, FRONTLINE, "/care")
    return team.whispers(who, FRONTLINE)[-1]


async def deactivate(team: Team, *handles: str) -> None:
    for handle in handles:
        await team.sandbox.act("person", id=person(handle), deleted=True)
    await team.settle()


async def doubt_a_round(team: Team) -> None:
    """Open a round whose sending nobody answers and Care may not look up."""
    team.sandbox.faults.always("conversations.history", refusal("missing_scope"))
    team.sandbox.faults.plan("chat.postMessage", lost_answer())
    await team.at_local("16:55")
    await team.at_local("16:56")


@pytest.mark.parametrize("action_id", [THERE, AGAIN])
@pytest.mark.parametrize("by", ["command", "mention"])
async def test_whoever_answers_in_a_whisper_reads_there_what_came_of_it(team: Team, action_id: str, by: str) -> None:
    await open_unseen_round(team)
    whisper = await asked_in_a_whisper(team)
    if by == "mention":
        await team.say("maya", FRONTLINE, "@Care help")
        whisper = team.whispers("maya", FRONTLINE)[-1]
    before = len(team.whispers("maya", FRONTLINE))
    await team.click("maya", FRONTLINE, whisper, action_id)
    assert SAYS[action_id] in team.told("maya", FRONTLINE)
    assert THERE not in str(team.whispers("maya", FRONTLINE)[-1])
    assert len(team.whispers("maya", FRONTLINE)) == before
    assert rounds_shown(team) == (1 if action_id == THERE else 2)
    assert SAYS[action_id] in words(team.from_care("@maya")[-1])


@pytest.mark.parametrize("action_id", [THERE, AGAIN])
async def test_whoever_answers_in_a_whisper_after_somebody_else_reads_that_it_is_settled(
    team: Team, action_id: str
) -> None:
    asked = await open_unseen_round(team)
    whisper = await asked_in_a_whisper(team)
    await team.click("maya", "@maya", asked, THERE)
    await team.click("maya", FRONTLINE, whisper, action_id)
    assert team.told("maya", FRONTLINE) == "This is settled already. Thank you for looking!"
    assert rounds_shown(team) == 1


async def test_a_double_click_in_a_whisper_has_one_effect(team: Team) -> None:
    await open_unseen_round(team)
    deliveries = await team.double_click("maya", FRONTLINE, await asked_in_a_whisper(team), AGAIN)
    assert all(delivery["ok"] for delivery in deliveries)
    assert rounds_shown(team) == 2
    assert not await shows_doubt(team)


@pytest.mark.parametrize("gone", ["deactivated", "left"])
async def test_where_no_facilitator_is_left_the_managers_are_asked(team: Team, gone: str) -> None:
    await team.set_up(managers=chosen_people("jonas"))
    if gone == "deactivated":
        await deactivate(team, "maya")
    else:
        await team.sandbox.act("leave", user=person("maya"), channel=team.channel_id(FRONTLINE))
    await doubt_a_round(team)
    assert team.from_care("@maya") == []
    (asked,) = team.from_care("@jonas")
    assert "I sent the round of Monday in #care-frontline" in words(asked)
    assert THERE not in str(await team.home("sam"))
    await team.click("jonas", "@jonas", asked, THERE)
    assert "<@UJONAS> saw the round of Monday." in words(team.from_care("@jonas")[-1])
    assert not await shows_doubt(team, "jonas")


async def test_while_a_facilitator_is_there_managers_are_not_asked_and_cannot_settle_it(team: Team) -> None:
    await team.set_up(managers=chosen_people("jonas"))
    await doubt_a_round(team)
    assert team.from_care("@jonas") == []
    assert len(team.from_care("@maya")) == 1
    assert THERE not in str(await team.home("jonas"))


@pytest.mark.parametrize("where", ["home", "whisper"])
async def test_where_nobody_looks_after_a_circle_anybody_in_it_can_settle_it(team: Team, where: str) -> None:
    await team.set_up(managers=chosen_people("jonas"))
    await deactivate(team, "maya", "jonas")
    await doubt_a_round(team)
    assert [team.from_care(f"@{who}") for who in ("maya", "jonas", "sam")] == [[], [], []]
    if where == "home":
        await team.click_at_home("sam", AGAIN)
    else:
        await team.click("sam", FRONTLINE, await asked_in_a_whisper(team, "sam"), AGAIN)
        assert "<@USAM> did not see the round of Monday" in team.told("sam", FRONTLINE)
    assert rounds_shown(team) == 2
    assert not await shows_doubt(team, "sam")


async def test_somebody_outside_the_circle_settles_nothing_though_nobody_looks_after_it(team: Team) -> None:
    await team.set_up()
    await deactivate(team, "maya")
    await doubt_a_round(team)
    view = await team.home("sam")
    block = next(block for block in view["blocks"] if block["type"] == "actions" and AGAIN in str(block))
    await team.sandbox.act("leave", user=person("sam"), channel=team.channel_id(FRONTLINE))
    await team.settle()
    taken = {"action_id": AGAIN, "block_id": block["block_id"], "element": {"type": "button"}}
    await team.sandbox.act("action", user=person("sam"), view_id=view["id"], **taken)
    await team.settle()
    assert rounds_shown(team) == 1
    assert "I do not know this message any more." in words(team.from_care("@sam")[-1])

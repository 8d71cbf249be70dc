"""What was sent without an answer and cannot be looked up: a facilitator is asked, and nothing is sent blindly."""

from copy import deepcopy
from typing import Any

import pytest

from careapp.demo.replay import person
from careapp.sandbox.faults import lost_answer, lost_call, refusal
from tests.team import Team, choice, chosen_people, words

FRONTLINE = "care-frontline"
THERE, AGAIN = "post.trust", "post.send_again"


async def open_unseen_round(team: Team, *, landed: bool = True) -> dict[str, Any]:
    """Open a round whose sending nobody answers and Care may not look up; return the question to Maya."""
    await team.set_up()
    team.sandbox.faults.always("conversations.history", refusal("missing_scope"))
    team.sandbox.faults.plan("chat.postMessage", lost_answer() if landed else lost_call())
    await team.at_local("16:55")
    assert team.from_care("@maya") == []
    await team.at_local("16:56")
    (asked,) = team.from_care("@maya")
    return asked


def rounds_shown(team: Team) -> int:
    return sum("Five minutes for care" in words(m) or "Our round of" in words(m) for m in team.from_care(FRONTLINE))


async def state(team: Team, noun: str) -> tuple[str, str]:
    async with team.care.store.reading() as db:
        rows = db.query("SELECT state, note FROM posts WHERE key LIKE ? || ':%'", [noun])
        return next((row["state"], row["note"]) for row in rows)


async def shows_doubt(team: Team, who: str = "maya") -> bool:
    home = words(await team.home(who))
    await team.command(who, FRONTLINE, "/care")
    assert ("I am not sure" in team.told(who, FRONTLINE)) is ("I am not sure" in home)
    return "I am not sure whether the round of Monday is in <#CCAREFRONTLINE>." in home


async def test_the_facilitator_is_asked_once_what_it_is_and_why(team: Team) -> None:
    asked = words(await open_unseen_round(team))
    assert "I sent the round of Monday in #care-frontline, and Slack did not answer." in asked
    assert "I cannot look for myself, because I may not read the messages there." in asked
    await team.at_local("16:58")
    await team.at_local("17:30")
    assert len(team.from_care("@maya")) == 1
    assert await state(team, "round") == ("unknown", "missing_scope")
    assert rounds_shown(team) == 1


async def test_everybody_sees_it_while_it_is_open_and_facilitators_can_settle_it(team: Team) -> None:
    asked = await open_unseen_round(team)
    assert await shows_doubt(team)
    assert await shows_doubt(team, "jonas")
    assert any(block["type"] == "actions" and "post" in str(block) for block in (await team.home("maya"))["blocks"])
    assert THERE not in str(await team.home("jonas"))
    await team.click("maya", "@maya", asked, THERE)
    assert not await shows_doubt(team)


async def test_it_is_there_sends_nothing_and_stories_stand_in_the_channel(team: Team) -> None:
    asked = await open_unseen_round(team)
    await team.click("maya", "@maya", asked, THERE)
    (asked,) = team.from_care("@maya")
    assert "<@UMAYA> saw the round of Monday." in words(asked)
    assert not any(block["type"] == "actions" for block in asked["blocks"])
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.at_local("17:01")
    assert rounds_shown(team) == 1
    assert team.from_care(FRONTLINE)[-1]["text"] == "Jonas Keller told a story."
    assert await state(team, "round") == ("unknown", "somebody saw it")


@pytest.mark.parametrize("landed", [True, False])
async def test_post_it_again_sends_it_once_with_its_last_words(team: Team, landed: bool) -> None:
    asked = await open_unseen_round(team, landed=landed)
    await team.at_local("16:57")
    await team.click("maya", "@maya", asked, AGAIN)
    assert rounds_shown(team) == 1 + landed
    assert "3 minutes left" in words(team.from_care(FRONTLINE)[-1])
    assert "<@UMAYA> did not see the round of Monday, so I post it again." in words(team.from_care("@maya")[-1])
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    assert len(team.from_care(FRONTLINE, team.from_care(FRONTLINE)[-1]["ts"])) == 1
    await team.at_local("17:00")
    assert "Our round of Monday" in words(team.from_care(FRONTLINE)[-1])


async def test_a_round_can_be_posted_again_after_its_time_if_somebody_wants_it(team: Team) -> None:
    asked = await open_unseen_round(team, landed=False)
    await team.at_local("17:20")
    assert rounds_shown(team) == 0
    await team.click("maya", "@maya", asked, AGAIN)
    assert rounds_shown(team) == 1


@pytest.mark.parametrize("action_id", [THERE, AGAIN])
async def test_a_double_click_has_one_effect(team: Team, action_id: str) -> None:
    asked = await open_unseen_round(team)
    deliveries = await team.double_click("maya", "@maya", asked, action_id)
    assert all(delivery["ok"] for delivery in deliveries)
    assert rounds_shown(team) == (1 if action_id == THERE else 2)
    assert "settled already" in team.told("maya", "@maya")


async def test_a_click_on_a_question_that_is_answered_changes_nothing(team: Team) -> None:
    asked = deepcopy(await open_unseen_round(team))
    await team.click_at_home("maya", THERE)
    assert not await shows_doubt(team)
    team.sandbox.slack.workspace.channels[team.channel_id("@maya")].messages[asked["ts"]].update(asked)
    await team.click("maya", "@maya", asked, AGAIN)
    assert rounds_shown(team) == 1
    assert "settled already" in team.told("maya", "@maya")


async def test_only_a_facilitator_settles_it(team: Team) -> None:
    await open_unseen_round(team)
    view = await team.home("maya")
    block = next(block for block in view["blocks"] if block["type"] == "actions" and AGAIN in str(block))
    async with team.care.store.transaction() as db:
        db.execute("UPDATE circle_roles SET user_id = 'UJONAS' WHERE role = 'facilitator'")
    taken = {"action_id": AGAIN, "block_id": block["block_id"], "element": {"type": "button"}}
    await team.sandbox.act("action", user=person("maya"), view_id=view["id"], **taken)
    await team.settle()
    assert rounds_shown(team) == 1
    assert "<@UJONAS> can settle this for #care-frontline. Ask them." in words(team.from_care("@maya")[-1])


async def test_a_question_that_is_in_doubt_itself_is_not_asked_again_and_home_shows_it(team: Team) -> None:
    await team.set_up()
    team.sandbox.faults.always("conversations.history", refusal("missing_scope"))
    team.sandbox.faults.plan("chat.postMessage", lost_answer(), lost_call())
    for clock_time in ("16:55", "16:56", "16:57", "16:58", "17:10", "18:00"):
        await team.at_local(clock_time)
    assert team.from_care("@maya") == []
    assert await shows_doubt(team)
    await team.click_at_home("maya", AGAIN)
    assert rounds_shown(team) == 2
    assert not await shows_doubt(team)


async def test_a_story_under_a_round_in_doubt_waits_for_nobody(team: Team) -> None:
    await open_unseen_round(team)
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    assert team.from_care(FRONTLINE)[-1]["text"] == "Jonas Keller told a story."


async def test_of_a_message_to_one_person_the_facilitator_of_its_circle_is_asked(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story")
    team.sandbox.faults.plan("chat.postMessage", lost_answer(), lost_answer())
    await team.submit("jonas", text="Ines rang the bank", thanks=chosen_people("ines"))
    team.sandbox.clock.advance(61)
    await team.settle()
    (asked,) = team.from_care("@maya")
    assert "I sent the message to <@UINES> about the kudos from <@UJONAS> in #care-frontline" in words(asked)
    assert "because I cannot read direct messages" in words(asked)
    await team.click("maya", "@maya", asked, THERE)
    assert len(team.from_care("@ines")) == 1


async def test_what_concerns_no_circle_is_only_logged(team: Team, caplog: pytest.LogCaptureFixture) -> None:
    team.sandbox.faults.always("conversations.history", refusal("missing_scope"))
    await team.kick("maya", FRONTLINE, "care")
    team.sandbox.faults.plan("chat.postMessage", lost_answer())
    await team.invite("maya", FRONTLINE, "care")
    team.sandbox.clock.advance(61)
    await team.settle()
    assert "was not delivered: missing_scope" in caplog.text
    assert team.from_care("@maya") == []


async def test_a_new_doubt_about_what_was_sent_again_is_asked_anew(team: Team) -> None:
    asked = await open_unseen_round(team)
    team.sandbox.faults.plan("chat.postMessage", lost_answer())
    await team.click("maya", "@maya", asked, AGAIN)
    team.sandbox.clock.advance(61)
    await team.settle()
    assert len(team.from_care("@maya")) == 2
    assert THERE in str(team.from_care("@maya")[-1])


async def test_after_a_start_with_the_scope_care_looks_for_itself(team: Team) -> None:
    await open_unseen_round(team)
    await team.stop()
    team.sandbox.faults.clear()
    await team.start()
    await team.at_local("16:58")
    assert (await state(team, "round"))[0] == "sent"
    assert "2 minutes left" in words(team.from_care(FRONTLINE)[-1])
    assert rounds_shown(team) == 1
    assert not await shows_doubt(team)


async def test_a_circle_without_doubts_shows_none(team: Team) -> None:
    await team.set_up("care-backoffice", who="tomasz", zone=choice("Asia/Tokyo"))
    await open_unseen_round(team)
    assert "I am not sure" in words(await team.home("tomasz"))
    await team.command("tomasz", "care-backoffice", "/care")
    assert "I am not sure" not in team.told("tomasz", "care-backoffice")

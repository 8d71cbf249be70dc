"""Care is killed while it learns who is in a channel: nobody slips in, nobody is shut out, no story is kept twice."""

import pytest

from careapp.sandbox.faults import refusal
from tests.reliability.mortal_team import MortalTeam

FRONTLINE = "care-frontline"
STORY = "/story I drove back with the screws"
LEARNING = ["members.before_learning", "members.after_learning"]
MEETING = ["meet.before_call", "meet.before_keep", "meet.after_keep"]


async def come_unheard(mortal: MortalTeam, who: str) -> None:
    """Let somebody come into the channel while Care is away; at its start Slack does not tell who is there."""
    await mortal.set_up()
    await mortal.stop()
    await mortal.sandbox.act("person", handle=who, name=who.title(), zone="UTC")
    await mortal.sandbox.act("invite", user="UMAYA", channel=mortal.channel_id(FRONTLINE), invitee=f"U{who.upper()}")
    await mortal.sandbox.settled()
    mortal.sandbox.clock.stop()  # Slack gives up telling of it
    mortal.sandbox.faults.plan("conversations.members", refusal("internal_error"))


@pytest.mark.parametrize("point", LEARNING)
async def test_who_came_unheard_tells_their_story_again_and_it_is_kept_once(mortal: MortalTeam, point: str) -> None:
    await mortal.start()
    await come_unheard(mortal, "lena")
    await mortal.start(point)
    assert mortal.kept("SELECT * FROM members WHERE user_id = 'ULENA'") == []
    assert not (await mortal.command("lena", FRONTLINE, STORY))["ok"]  # Slack tells her that it did not work
    await mortal.rise()
    assert mortal.kept("SELECT count(*) FROM stories") == [(0,)]
    assert (await mortal.command("lena", FRONTLINE, STORY))["ok"]
    assert mortal.kept("SELECT teller FROM stories") == [("ULENA",)]
    assert sum("Lena told a story" in message["text"] for message in mortal.from_care(FRONTLINE)) == 1


@pytest.mark.parametrize("point", LEARNING)
async def test_everybody_else_is_still_in_the_channel(mortal: MortalTeam, point: str) -> None:
    await mortal.start()
    await come_unheard(mortal, "lena")
    before = mortal.kept("SELECT user_id FROM members ORDER BY user_id")
    await mortal.start(point)
    await mortal.command("lena", FRONTLINE, STORY)
    members = mortal.kept("SELECT user_id FROM members ORDER BY user_id")
    assert members == (before if point == LEARNING[0] else sorted([*before, ("ULENA",)]))
    mortal.sandbox.faults.plan("conversations.members", refusal("internal_error"))
    await mortal.rise()
    assert mortal.kept("SELECT user_id FROM members ORDER BY user_id") == members


@pytest.mark.parametrize("point", MEETING)
async def test_somebody_of_another_workspace_takes_no_part_before_care_knows_who_it_is_nor_after(
    mortal: MortalTeam, point: str
) -> None:
    await mortal.sandbox.act("person", handle="xena", name="Xena", zone="UTC", team_id="TOTHER")
    mortal.sandbox.clock.stop()  # Slack does not tell of people of other workspaces
    await mortal.start(point)
    await mortal.set_up()
    await mortal.invite("maya", FRONTLINE, "xena")
    await mortal.rise()
    assert mortal.kept("SELECT is_external FROM people WHERE user_id = 'UXENA'") == [(1,)]
    await mortal.command("xena", FRONTLINE, STORY)
    assert "drove back" in mortal.told("xena", FRONTLINE)  # her words are given back
    assert mortal.kept("SELECT count(*) FROM stories") == [(0,)]
    assert (await mortal.command("jonas", FRONTLINE, STORY))["ok"]
    assert mortal.kept("SELECT teller FROM stories") == [("UJONAS",)]


@pytest.mark.parametrize("point", ["newcomer.before_keep", "newcomer.after_keep"])
async def test_who_comes_back_after_being_forgotten_is_met_and_their_story_shown_once(
    mortal: MortalTeam, point: str
) -> None:
    await mortal.start(point)
    await mortal.set_up()
    await mortal.command("jonas", FRONTLINE, "/care forget me")
    await mortal.click("jonas", FRONTLINE, mortal.whispers("jonas", FRONTLINE)[-1], "person.forget")
    await mortal.at_local("10:00")
    assert (await mortal.command("jonas", FRONTLINE, STORY))["ok"]
    await mortal.at_local("10:01")
    await mortal.rise()
    await mortal.at_local("10:02")
    assert mortal.kept("SELECT teller FROM stories") == [("UJONAS",)]
    assert sum("told a story" in message["text"] for message in mortal.from_care(FRONTLINE)) == 1
    await mortal.command("jonas", FRONTLINE, "/story And the next day I went to see her")
    await mortal.at_local("10:03")
    told = [message["text"] for message in mortal.from_care(FRONTLINE) if "told a story" in message["text"]]
    assert told == ["Jonas Keller told a story."] * 2

"""Channels that were archived, left, renamed or hidden while Care was away: looked at again when it is back."""

import pytest

from careapp.practice.circle import Circle
from careapp.sandbox.events import send_event
from careapp.sandbox.faults import refusal
from careapp.store import circle as circles
from tests.handlers.test_story import stories_of
from tests.jobs.absence import away, back, do
from tests.team import Team, words

FRONTLINE = "care-frontline"


async def circle_of(team: Team, where: str = FRONTLINE) -> Circle:
    async with team.care.store.reading() as db:
        circle = circles.get(db, team.channel_id(where))
    assert circle
    return circle


@pytest.mark.parametrize(
    ("undo", "again", "why"),
    [("archive", "unarchive", "the channel is archived"), ("kick", "invite", "Care is not in the channel any more")],
)
async def test_channels_that_went_and_came_back_unheard(team: Team, undo: str, again: str, why: str) -> None:
    await team.set_up()
    await away(team)
    await do(team, undo, "maya", **({"member": "UCARE"} if undo == "kick" else {}))
    await back(team)
    circle = await circle_of(team)
    assert (circle.state, circle.paused_because) == ("paused", why)
    assert len(team.from_care("@maya")) == 1
    await away(team)
    await do(team, again, "maya", **({"invitee": "UCARE"} if again == "invite" else {}))
    await back(team)
    assert (await circle_of(team)).state == "active"
    await team.at_local("16:55")
    assert "Share a story" in words(team.from_care(FRONTLINE)[-1])


async def test_a_private_channel_that_hides_itself_is_paused(team: Team) -> None:
    await team.set_up()
    await away(team)
    team.sandbox.faults.plan("conversations.info", refusal("channel_not_found"))
    await back(team)
    assert (await circle_of(team)).paused_because == "the channel cannot be found"


async def test_a_circle_that_rests_for_another_reason_goes_on_resting(team: Team) -> None:
    await team.set_up()
    team.sandbox.faults.plan("chat.postMessage", refusal("restricted_action"))
    await team.at_local("16:55")
    await away(team)
    await back(team)
    assert (await circle_of(team)).paused_because == "Care may not post in the channel"


async def test_a_channel_renamed_meanwhile_has_its_new_name(team: Team) -> None:
    await team.set_up()
    await away(team)
    await do(team, "rename", "maya", name="front-of-house")
    await back(team)
    assert (await circle_of(team)).name == "front-of-house"


async def test_a_private_channel_is_read_as_well(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    round_ts = team.from_care(FRONTLINE)[-1]["ts"]
    kept = team.sandbox.slack.workspace.channels[team.channel_id(FRONTLINE)]
    kept.kind = "group"
    await away(team)
    await do(team, "say", "sam", text="Rang the man from yesterday to ask if it held", thread_ts=round_ts)
    await back(team)
    assert len(await stories_of(team)) == 1
    send_event(team.sandbox.slack, {"type": "group_archive", "channel": kept.id, "event_ts": "1793635000.000200"}, kept)
    await team.settle()
    assert (await circle_of(team)).state == "paused"

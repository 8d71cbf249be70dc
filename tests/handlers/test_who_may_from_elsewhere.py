"""Nothing of a circle is read or changed from where it is not, whatever ids are forged."""

from dataclasses import replace

import pytest

from careapp.blocks import ids
from tests.forged import Forger
from tests.handlers.place import canary, everybody, place_of
from tests.handlers.test_who_may import CHANGES, READS
from tests.team import Team

FORGED_CHANNELS = ("", "C0", "D1", "UMAYA", "CCOFFEECORNER")
TOLD = {"type": "plain_text_input", "value": "I drove back with the parcel"}


@pytest.mark.parametrize("role", ["member", "non-member"])
async def test_nothing_is_read_of_a_private_circle_from_elsewhere(team: Team, role: str) -> None:
    """Direct messages and other channels are no way in, with whatever ids are forged."""
    await everybody(team)
    place, forger, who = await place_of(team, "private"), Forger(team), "UNORA" if role == "non-member" else "URUTH"
    direct = team.channel_id("@nora")
    before = forger.kept()
    for channel_id in (direct, team.channel_id("coffee-corner")):
        elsewhere = replace(place, kind="dm", channel_id=channel_id)
        for act, _ in {**READS, **CHANGES}.values():
            await act(forger, who, elsewhere)
    for value in FORGED_CHANNELS:
        for action_id in (ids.DIGEST_PREVIEW, ids.CIRCLE_SET_UP, ids.ROUND_TELL, ids.KUDOS_START):
            await forger.action(who, direct, action_id, value)
        await forger.submit(who, ids.STORY_TELL, {"channel_id": value}, text=TOLD)
    assert forger.kept() == before
    assert canary("private") not in forger.shown_to(who)


async def test_a_story_out_of_reach_and_one_that_never_was_get_the_same_words(team: Team) -> None:
    await everybody(team)
    place, forger = await place_of(team, "private"), Forger(team)
    said = []
    for story_id in (place.story_id, 999_999):
        for verb in ("read", "change", "remove"):
            await forger.action("UNORA", team.channel_id("coffee-corner"), ids.STORY_MENU, f"{verb} {story_id}")
        for action_id in (ids.STORY_UNDO, ids.KUDOS_TAKE_BACK):
            await forger.action("UNORA", team.channel_id("coffee-corner"), action_id, str(story_id))
        await forger.submit("UNORA", ids.STORY_CHANGE, {"story_id": story_id}, text=TOLD)
        said.append([message["text"] for message in team.whispers("nora", "coffee-corner")])
        said[-1] += [message["text"] for message in team.from_care("@nora")]
        forger.shown_to("UNORA")
        team.sandbox.slack.workspace.channels[team.channel_id("@nora")].messages.clear()
    assert said[0] == said[1]
    assert any("This story was taken back." in text for text in said[0])

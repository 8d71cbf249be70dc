"""A channel that refuses Care's posts: its circle rests with a reason, somebody is told once, and it goes on."""

import pytest

from careapp.demo.replay import person
from careapp.practice.circle import Circle
from careapp.sandbox.faults import refusal
from careapp.store import circle as circles
from careapp.store import round as rounds
from tests.team import Team, choice, words

FRONTLINE = "care-frontline"


async def circle_of(team: Team) -> Circle:
    async with team.care.store.reading() as db:
        circle = circles.get(db, team.channel_id(FRONTLINE))
    assert circle
    return circle


async def test_care_taken_out_of_the_channel_rests_and_goes_on_when_invited_again(team: Team) -> None:
    await team.set_up()
    await team.kick("maya", FRONTLINE, "care")
    assert (await circle_of(team)).state == "paused"
    await team.at_local("16:55")
    await team.at_local("16:56")
    (told,) = team.from_care("@maya")
    assert "The circle in #care-frontline is paused, because Care is not in the channel any more." in words(told)
    await team.command("jonas", FRONTLINE, "/care")
    assert "It is paused, because Care is not in the channel any more." in team.told("jonas", FRONTLINE)
    await team.command("maya", FRONTLINE, "/care round")
    assert "paused" in team.told("maya", FRONTLINE)

    await team.invite("maya", FRONTLINE, "care")
    assert (await circle_of(team)).state == "active"
    await team.at_local("16:58")
    assert len(team.from_care(FRONTLINE)) == 1
    await team.command("maya", FRONTLINE, "/care round")
    mine = team.from_care(FRONTLINE)
    assert [words(m).split("\n")[0] for m in mine[1:]] == ["Five minutes for care"]
    assert len(team.from_care("@maya")) == 1
    assert not any("Hello, I am Care" in words(m) for m in mine)


async def test_an_archived_channel_rests_and_an_unarchived_one_goes_on(team: Team) -> None:
    await team.set_up()
    for name, state in (("archive", "paused"), ("unarchive", "active")):
        await team.sandbox.act(name, user=person("maya"), channel=team.channel_id(FRONTLINE))
        await team.settle()
        assert (await circle_of(team)).state == state
    (told,) = team.from_care("@maya")
    assert "because the channel is archived" in words(told)
    await team.at_local("16:55")
    assert "Share a story" in words(team.from_care(FRONTLINE)[-1])


async def test_a_channel_archived_unheard_is_found_out_by_the_refusal(team: Team) -> None:
    await team.set_up()
    await team.stop()
    await team.sandbox.act("archive", user=person("maya"), channel=team.channel_id(FRONTLINE))
    await team.sandbox.settled()
    await team.start()
    await team.at_local("16:55")
    assert (await circle_of(team)).paused_because == "the channel is archived"
    assert len(team.from_care("@maya")) == 1


@pytest.mark.parametrize("error", ["restricted_action", "restricted_action_read_only_channel"])
async def test_a_channel_for_announcements_rests_until_it_is_set_up_again(team: Team, error: str) -> None:
    await team.set_up()
    team.sandbox.faults.plan("chat.postMessage", refusal(error))
    await team.at_local("16:55")
    assert (await circle_of(team)).paused_because == "Care may not post in the channel"
    assert len(team.from_care("@maya")) == 1
    await team.set_up()
    assert (await circle_of(team)).state == "active"
    assert not any("Five minutes for care" in words(m) for m in team.from_care(FRONTLINE))
    await team.command("maya", FRONTLINE, "/care round")
    assert any("Five minutes for care" in words(m) for m in team.from_care(FRONTLINE))


async def test_rounds_of_a_resting_circle_are_not_made_up_for(team: Team) -> None:
    await team.set_up()
    await team.kick("maya", FRONTLINE, "care")
    await team.at_local("16:55")
    await team.at_local("16:55", days=1)
    await team.at_local("12:00", days=1)
    await team.invite("maya", FRONTLINE, "care")
    await team.at_local("12:05")
    assert len(team.from_care(FRONTLINE)) == 1
    await team.at_local("16:55")
    assert "Share a story" in words(team.from_care(FRONTLINE)[-1])


async def test_a_story_told_while_the_circle_rests_is_shown_afterwards(team: Team) -> None:
    await team.set_up()
    await team.kick("maya", FRONTLINE, "care")
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    assert len(team.from_care(FRONTLINE)) == 1
    await team.invite("maya", FRONTLINE, "care")
    assert "I drove back with the screws" in words(team.from_care(FRONTLINE)[-1])


async def test_one_circle_at_rest_does_not_hold_up_another(team: Team) -> None:
    await team.set_up()
    await team.set_up("care-backoffice", who="tomasz", zone=choice("Europe/Berlin"))
    await team.kick("maya", FRONTLINE, "care")
    await team.at_local("16:55")
    assert "Share a story" in words(team.from_care("care-backoffice")[-1])
    assert (await circle_of(team)).state == "paused"


async def test_a_round_that_nobody_could_see_is_missed_and_breaks_no_row(team: Team) -> None:
    await team.set_up()
    team.sandbox.faults.plan("chat.postMessage", refusal("not_in_channel"))
    await team.at_local("16:55")
    async with team.care.store.reading() as db:
        (missed,) = rounds.missed_since(db, team.channel_id(FRONTLINE), team.care.now().date())
    assert missed.reason == "Care is not in the channel any more"
    await team.set_up()
    await team.at_local("09:00", days=2)
    assert not any("is closed" in m["text"] for m in team.from_care(FRONTLINE))

"""Channels change hands and kinds, and people come from elsewhere: what was allowed yesterday is asked again today."""

import pytest

from careapp.blocks import ids
from careapp.demo.replay import person
from careapp.sandbox.refusals import ControlError
from tests.forged import Forger
from tests.handlers.test_story import open_round, stories_of
from tests.team import Team, chosen_people, words

FRONTLINE = "care-frontline"
STORY = "I drove back with the kanarienvogel that was missing"


async def _external(team: Team, where: str = FRONTLINE) -> None:
    """Somebody of another workspace comes into a channel that is shared now."""
    await team.sandbox.act("person", handle="xena", name="Xena", zone="UTC", team_id="TOTHER")
    await team.invite("maya", where, "xena")


async def test_who_was_taken_out_reads_no_more_by_the_buttons_left_behind(team: Team) -> None:
    await team.set_up("team-leads")
    await team.command("tomasz", "team-leads", f"/story {STORY * 60}")
    await team.command("tomasz", "team-leads", "/care")
    left_behind = team.whispers("tomasz", "team-leads")[-1]
    await team.command("tomasz", "team-leads", "/kudos @maya stayed late")
    await team.kick("maya", "team-leads", "tomasz")
    forger, channel_id = Forger(team), team.channel_id("team-leads")
    forger.shown_to("UTOMASZ")
    assert "digest.preview" in str(left_behind)
    await forger.action("UTOMASZ", channel_id, ids.DIGEST_PREVIEW, channel_id)
    await forger.command("UTOMASZ", channel_id, "/care preview")
    seen = forger.shown_to("UTOMASZ")
    assert "kanarienvogel" not in seen
    assert "This channel is not a circle yet." in seen


async def test_who_told_a_story_may_take_it_back_from_outside(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, f"/story {STORY}")
    (story,) = await stories_of(team)
    await team.kick("maya", FRONTLINE, "jonas")
    await Forger(team).action("UJONAS", team.channel_id(FRONTLINE), ids.STORY_UNDO, str(story.id))
    assert await stories_of(team) == []


async def test_who_led_leads_no_more_from_outside(team: Team) -> None:
    await team.set_up(managers=chosen_people("jonas"))
    for who in ("maya", "jonas"):
        await team.kick("priya", FRONTLINE, who)
    forger, before = Forger(team), team.from_care(FRONTLINE)
    for who in ("UMAYA", "UJONAS"):
        for typed in ("/care round", "/care digest", "/care setup"):
            await forger.command(who, team.channel_id(FRONTLINE), typed)
        assert not team.sandbox.slack.views.stack_of(who)
    assert team.from_care(FRONTLINE) == before


async def test_who_came_unheard_is_known_once_slack_is_asked(team: Team) -> None:
    await team.set_up()
    async with team.care.store.transaction() as db:
        db.execute("DELETE FROM members WHERE user_id = 'UJONAS'")
    await team.command("jonas", FRONTLINE, f"/story {STORY}")
    assert [story.text for story in await stories_of(team)] == [STORY]


@pytest.mark.parametrize("change", ["made private", "shared"])
async def test_a_channel_that_changes_its_kind_shows_nothing_outside_itself(team: Team, change: str) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, f"/story {STORY}")
    if change == "shared":
        await _external(team)
    else:
        team.sandbox.slack.workspace.channels[team.channel_id(FRONTLINE)].kind = "group"
    await team.at_local("16:55")
    await team.at_local("16:00", days=4)
    channels = team.sandbox.slack.workspace.channels
    holding = {c.id for c in channels.values() for m in c.messages.values() if "kanarienvogel" in str(m)}
    assert holding == {team.channel_id(FRONTLINE)}
    forger = Forger(team)
    (story,) = await stories_of(team)
    for who in ("UEMRE", "UXENA") if change == "shared" else ("UEMRE",):
        await forger.action(who, team.channel_id(FRONTLINE), ids.STORY_MENU, f"read {story.id}")
        await forger.action(who, team.channel_id(FRONTLINE), ids.DIGEST_PREVIEW, team.channel_id(FRONTLINE))
        assert "kanarienvogel" not in forger.shown_to(who)


async def test_people_of_another_workspace_take_no_part(team: Team) -> None:
    round_ts = await open_round(team)
    await _external(team)
    await team.command("xena", FRONTLINE, f"/story {STORY}")
    assert STORY in team.told("xena", FRONTLINE)
    await team.say("xena", FRONTLINE, f"{STORY}, in the thread", round_ts)
    await team.command("xena", FRONTLINE, "/kudos @jonas stayed late")
    assert await stories_of(team) == []
    await team.command("jonas", FRONTLINE, f"/story {STORY}")
    shown = team.from_care(FRONTLINE, round_ts)[-1]
    await team.react("xena", FRONTLINE, shown["ts"], "tada")
    await team.react("sam", FRONTLINE, shown["ts"], "tada")
    (story,) = await stories_of(team)
    assert story.cheers == 1
    assert [m for m in team.from_care(FRONTLINE) if "gave kudos" in m["text"]] == []


async def test_who_was_there_before_care_is_told_apart_too(team: Team) -> None:
    await _external(team, "coffee-corner")
    await team.invite("jonas", "coffee-corner", "care")
    await team.set_up("coffee-corner", who="jonas")
    await team.stop()
    await team.start()
    async with team.care.store.reading() as db:
        (is_external,) = db.execute("SELECT is_external FROM people WHERE user_id = 'UXENA'").fetchone()
    assert is_external == 1


async def test_an_apps_reaction_is_no_cheer(team: Team) -> None:
    round_ts = await open_round(team)
    await team.sandbox.act("person", handle="robo", name="Robo", zone="UTC", is_bot=True)
    await team.invite("maya", FRONTLINE, "robo")
    await team.command("jonas", FRONTLINE, f"/story {STORY}")
    await team.react("robo", FRONTLINE, team.from_care(FRONTLINE, round_ts)[-1]["ts"], "tada")
    (story,) = await stories_of(team)
    assert story.cheers == 0


@pytest.mark.parametrize("receiver", ["CTEAMLEADS", "CCOFFEECORNER", "D1", "USAM> <!channel", "", "usam"])
async def test_kudos_reach_people_alone(team: Team, receiver: str) -> None:
    await team.set_up()
    forger, channels = Forger(team), team.sandbox.slack.workspace.channels
    before = {channel.id: len(channel.messages) for channel in channels.values()}
    fields = {"receivers": {"selected_users": [receiver]}, "reason": {"value": STORY}}
    await forger.submit("UJONAS", ids.KUDOS_GIVE, {"channel_id": team.channel_id(FRONTLINE)}, **fields)
    await team.settle()
    assert {channel.id: len(channel.messages) for channel in channels.values()} == before
    assert "Whom would you like to thank?" in forger.shown_to("UJONAS")


async def test_a_name_that_turns_the_words_around_it_is_made_plain(team: Team) -> None:
    await team.set_up()
    await team.sandbox.act("person", id=person("jonas"), name="Jo\u202enas\n\u200bKeller")
    await team.settle()
    await team.command("jonas", FRONTLINE, f"/story {STORY}")
    assert words(team.from_care(FRONTLINE)[-1]).startswith("*Jonas Keller* told a story")


@pytest.mark.parametrize(
    "token", ["xoxb-1234567890-abcdefghij", "xapp-1-A012-345-abcdef0123", "xoxe.xoxp-1-Mi0yLTEyMzQ1"]
)
async def test_the_sandbox_takes_no_real_token(team: Team, token: str) -> None:
    for call in (team.say("maya", FRONTLINE, f"here: {token}"), team.command("maya", FRONTLINE, f"/story {token}")):
        with pytest.raises(ControlError, match="looks like the token of a real workspace"):
            await call
    assert await team.say("maya", FRONTLINE, "we sell xox-boxes and xapp-wraps-for-you")


async def test_settings_are_kept_for_those_whom_slack_has_in_the_channel(team: Team) -> None:
    await team.set_up()
    await team.kick("jonas", FRONTLINE, "maya")
    async with team.care.store.transaction() as db:  # Care did not hear that she left
        db.execute("INSERT INTO members VALUES (?, 'UMAYA')", [team.channel_id(FRONTLINE)])
    forger = Forger(team)
    before = forger.kept()
    fields = {name: {"selected_option": {"value": value}} for name, value in (("minutes", "10"), ("zone", "UTC"))}
    days = {"weekdays": {"selected_options": [{"value": "2"}]}}
    await forger.submit("UMAYA", ids.CIRCLE_KEEP, {"channel_id": team.channel_id(FRONTLINE)}, **fields, **days)
    assert forger.kept() == before
    assert "I am not in this channel." in forger.shown_to("UMAYA")

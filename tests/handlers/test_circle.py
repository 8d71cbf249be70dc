"""Setting a circle up: by command and by invitation, by whom, and what becomes of it."""

import pytest

from careapp.blocks import ids
from careapp.demo.replay import person
from careapp.practice.circle import Circle
from careapp.store import circle as circles
from tests.forged import Forger
from tests.team import Team, choice, chosen_people, ticked, words

FRONTLINE = "care-frontline"


async def circle_of(team: Team, where: str = FRONTLINE) -> Circle | None:
    async with team.care.store.reading() as db:
        return circles.get(db, team.channel_id(where))


async def test_the_defaults_are_two_clicks(team: Team) -> None:
    await team.command("priya", FRONTLINE, "/care setup")
    assert "*Save* is enough" in words(team.form("priya"))
    assert team.filled_in("priya") == {
        "time": "16:55",
        "minutes": "5",
        "zone": "Asia/Kathmandu",
        "weekdays": ["1", "2", "3", "4", "5"],
        "country": "none",
        "digest_weekday": "5",
        "digest_time": "16:00",
        "lessons_on": "never",
        "managers": [],
        "letters": ["unanswered"],
        "decks": ["as-a-customer", "behind-the-scenes", "colleagues", "front-line"],
        "pulse": [],
        "pulse_weekday": "4",
        "pulse_time": "15:00",
        "privacy": "guard",
        "milestones": ["tell"],
    }
    assert (await team.submit("priya"))["ok"]
    said = words(team.from_care(FRONTLINE)[-1])
    assert "*This channel is a circle now.*" in said
    assert "5 minutes at 16:55 (" in said
    assert "Asia/Kathmandu), highlights on Friday at 16:00" in said
    assert "The next round is on Monday at 16:55." in said
    assert "<@UPRIYA> can change that" in said


async def test_everything_can_be_chosen(team: Team) -> None:
    await team.set_up(
        who="maya",
        time={"selected_time": "09:10"},
        minutes=choice("15"),
        zone=choice("Europe/Lisbon"),
        weekdays=ticked("6", "2"),
        country=choice("PT"),
        digest_weekday=choice("3"),
        digest_time={"selected_time": "11:30"},
        managers=chosen_people("tomasz", "maya"),
        decks=ticked("colleagues"),
        pulse=ticked("ask"),
    )
    circle = await circle_of(team)
    assert circle is not None
    assert (f"{circle.round_time:%H:%M}", circle.minutes, circle.zone) == ("09:10", 15, "Europe/Lisbon")
    assert (circle.weekdays, circle.country, circle.decks) == ((2, 6), "PT", ("colleagues",))
    assert (circle.digest_weekday, f"{circle.digest_time:%H:%M}") == (3, "11:30")
    assert circle.managers == {"UTOMASZ", "UMAYA"}
    assert (circle.facilitators, circle.name) == ({"UMAYA"}, FRONTLINE)
    said = words(team.from_care(FRONTLINE)[-1])
    assert "On Thursday at 15:00 I ask each of you privately whether you felt cared for, as soon as there are 5" in said


async def test_an_invitation_is_answered_with_an_introduction_and_a_button(team: Team) -> None:
    await team.invite("jonas", "coffee-corner", "care")
    hello = team.from_care("coffee-corner")[-1]
    assert "Hello, I am Care" in words(hello)
    await team.click("ines", "coffee-corner", hello, "circle.set_up")
    await team.submit("ines")
    circle = await circle_of(team, "coffee-corner")
    assert circle is not None
    assert (circle.facilitators, circle.zone) == ({"UINES"}, "Europe/Lisbon")
    await team.click("jonas", "coffee-corner", hello, "circle.set_up")
    assert not team.has_form("jonas")
    assert "kept by <@UINES>" in team.told("jonas", "coffee-corner")


async def test_settings_are_changed_by_their_facilitator_alone(team: Team) -> None:
    await team.set_up(managers=chosen_people("tomasz"))
    await team.command("tomasz", FRONTLINE, "/care setup")
    assert not team.has_form("tomasz")
    assert team.told("tomasz", FRONTLINE) == (
        "The settings of this circle are kept by <@UMAYA>. Ask them for a change."
    )
    await team.command("maya", FRONTLINE, "/care setup")
    assert team.form("maya")["title"]["text"] == "Settings of the circle"
    assert "*Save* is enough" not in words(team.form("maya"))
    assert team.filled_in("maya")["managers"] == ["UTOMASZ"]
    await team.submit("maya", time={"selected_time": "10:00"})
    assert "*The settings of this circle have changed.* 5 minutes at 10:00" in words(team.from_care(FRONTLINE)[-1])
    circle = await circle_of(team)
    assert circle is not None
    assert circle.facilitators == {"UMAYA"}


async def test_who_opened_the_form_too_is_told_who_was_first(team: Team) -> None:
    await team.command("maya", FRONTLINE, "/care setup")
    await team.command("jonas", FRONTLINE, "/care setup")
    await team.submit("maya")
    refused = await team.submit("jonas", time={"selected_time": "08:00"})
    assert list(refused["errors"].values()) == [
        "The settings of this circle are kept by Maya Brandt. Ask them for a change."
    ]
    circle = await circle_of(team)
    assert circle is not None
    assert f"{circle.round_time:%H:%M}" == "16:55"


async def test_saving_what_was_there_already_says_nothing_new(team: Team) -> None:
    await team.set_up()
    said = len(team.from_care(FRONTLINE))
    before = await circle_of(team)
    await team.at_local("09:30")
    await team.set_up()
    assert len(team.from_care(FRONTLINE)) == said
    assert await circle_of(team) == before


async def test_a_guest_is_asked_to_ask_a_colleague(team: Team) -> None:
    await team.sandbox.act("person", handle="gus", name="Gus", zone="Europe/Berlin", is_guest=True)
    await team.invite("maya", FRONTLINE, "gus")
    await team.command("gus", FRONTLINE, "/care setup")
    assert not team.has_form("gus")
    assert "set up by a full member of the workspace" in team.told("gus", FRONTLINE)
    await team.command("maya", FRONTLINE, "/care setup")
    assert team.has_form("maya")


async def test_a_form_without_days_is_kept_open(team: Team) -> None:
    await team.command("maya", FRONTLINE, "/care setup")
    refused = await team.submit("maya", weekdays=ticked())
    assert "weekdays" in refused["errors"]
    assert team.has_form("maya")
    assert await circle_of(team) is None


@pytest.mark.parametrize("where", ["coffee-corner", "team-leads"])
async def test_a_channel_without_care_is_told_to_invite_it(team: Team, where: str) -> None:
    if where == "team-leads":
        await team.kick("maya", where, "care")
    await team.command("maya", where, "/care setup")
    assert not team.has_form("maya")
    assert "yet. Type `/invite @Care` there, and then `/care setup` again." in team.told("maya", where)


async def test_a_private_channel_can_be_a_circle(team: Team) -> None:
    await team.set_up("team-leads")
    await team.command("tomasz", "team-leads", "/story I moved the rota so that Sam could sleep")
    assert "I moved the rota" in words(team.from_care("team-leads")[-1])


async def test_a_renamed_channel_keeps_its_circle_under_the_new_name(team: Team) -> None:
    await team.set_up()
    await team.sandbox.act("rename", user=person("maya"), channel=team.channel_id(FRONTLINE), name="service-desk")
    await team.settle()
    circle = await circle_of(team)
    assert circle is not None
    assert circle.name == "service-desk"


async def test_the_button_answers_in_a_channel_that_care_is_not_in(team: Team) -> None:
    await team.command("jonas", "coffee-corner", "/care")
    await team.click("jonas", "coffee-corner", team.whispers("jonas", "coffee-corner")[-1], "circle.set_up")
    assert "I am not in <#CCOFFEECORNER> yet." in team.told("jonas", "coffee-corner")


async def test_a_change_that_leaves_the_times_alone_costs_no_round(team: Team) -> None:
    await team.set_up()
    team.sandbox.clock.set(team.care.now().replace(hour=15, minute=55, second=2))
    await team.set_up(minutes=choice("10"))
    await team.at_local("16:56")
    assert "Share a story" in str(team.from_care("care-frontline")[-1]["blocks"])


async def test_a_form_that_was_opened_before_an_update_switches_off_nothing_that_came_with_it(team: Team) -> None:
    await team.set_up()
    week, zone = ticked("1", "2", "3", "4", "5"), choice("Europe/Lisbon")
    metadata = {"channel_id": team.channel_id(FRONTLINE)}
    await Forger(team).submit(person("maya"), ids.CIRCLE_KEEP, metadata, zone=zone, weekdays=week)
    circle = await circle_of(team)
    assert circle
    assert circle.zone == "Europe/Lisbon"
    assert (circle.shows_milestones, circle.brings_unanswered, circle.guards_privacy) == (True, True, True)

"""The circle's days: setting it up, five minutes in the afternoon, thanks, highlights, and people who are away."""

from datetime import timedelta

from careapp.demo.replay import person
from tests.journeys.month.people import FIVE, FRONTLINE, Step, all_shown, at, cheer, shown, tell, todays_round
from tests.team import Team, choice, chosen_people, ticked, words

# Who is on a pause, from when to when.
AWAY = {
    "ines": (at("2026-11-16 12:00"), at("2026-11-19 00:00")),
    "tomasz": (at("2026-11-19 17:30"), at("2026-11-25 00:00")),
    "jonas": (at("2026-11-25 17:30"), at("2026-11-30 00:00")),
    "priya": (at("2026-11-25 17:31"), at("2026-11-30 00:00")),
    "sam": (at("2026-11-26 17:30"), at("2026-11-30 00:00")),
}


async def maya_makes_the_channel_a_circle(team: Team) -> None:
    await team.kick("maya", FRONTLINE, "care")
    await team.invite("maya", FRONTLINE, "care")
    await team.click("maya", FRONTLINE, shown(team, "Hello, I am Care"), "circle.set_up")


async def she_saves_the_form_that_was_open(team: Team) -> None:
    kept = await team.submit(
        "maya",
        managers=chosen_people("maya", "tomasz"),
        letters=ticked("unanswered", "care_note"),
        lessons_on=choice("first 2"),
        pulse=ticked("ask"),
        pulse_time={"selected_time": "08:30"},
    )
    assert kept["ok"], kept
    said = words(shown(team, "This channel is a circle now."))
    assert "The next round is on Monday at 16:55" in said
    assert "On Thursday at 08:30 I ask each of you privately whether you felt cared for" in said


async def the_first_round_opens(team: Team) -> None:
    assert "5 minutes left" in words(todays_round(team))
    await tell(
        team,
        "jonas",
        "I drove back to the shop with the missing screws",
        meant="She could build the bed that night",
        lesson="Ring when we said we would",
        thanks=chosen_people("ines"),
    )
    await tell(team, "sam", "I counted the screws of all the other beds", lesson="Count twice before it leaves")
    await team.click("tomasz", FRONTLINE, todays_round(team), "round.tell")


async def two_minutes_later_a_form_is_sent_and_a_reply_is_written(team: Team) -> None:
    sent = await team.submit("tomasz", text="I found the invoice that nobody could find")
    assert sent["ok"], sent
    await team.say("priya", FRONTLINE, "I stayed on the chat until her oven worked", todays_round(team)["ts"])
    assert "Shared so far: <@UJONAS>, <@USAM>, <@UTOMASZ> and <@UPRIYA>" in words(todays_round(team))
    assert shown(team, "until her oven worked")["reactions"][0]["name"] == "green_heart"
    assert "I drove back to the shop" in words(team.from_care("@ines")[-1])
    await cheer(team, "maya", "I drove back to the shop")
    await cheer(team, "sam", "until her oven worked")
    await cheer(team, "priya", "I counted the screws")


async def the_first_round_closes(team: Team) -> None:
    assert "Our round of Monday, 2 November" in words(todays_round(team))
    assert "*4 stories* by 4 people  ·  3 cheers" in words(todays_round(team))
    first = "A first story here, from <@UJONAS>, <@USAM>, <@UTOMASZ> and <@UPRIYA>"
    assert first in words(todays_round(team))


def a_round(**told: str) -> tuple[tuple[str, Step], tuple[str, Step]]:
    """Return the two steps of a day's round, in which people tell stories and the next one cheers for each."""

    async def it_opens(team: Team) -> None:
        assert "5 minutes left" in words(todays_round(team))
        for who, text in told.items():
            await tell(team, who, text)
            await cheer(team, FIVE[FIVE.index(who) - 1], text)
        assert all(f"<@{person(who)}>" in words(todays_round(team)) for who in told)

    async def it_closes(team: Team) -> None:
        many = {0: "No story this time", 1: "*1 story* by 1 person"}
        assert many.get(len(told), f"*{len(told)} stories*") in words(todays_round(team))

    return ("16:55", it_opens), ("17:00", it_closes)


async def a_number_in_a_story_is_masked_before_it_is_kept(team: Team) -> None:
    await tell(team, "jonas", "I rang the lady with the oven on 0171 2345678 once more")
    assert "[telephone] once more" in words(shown(team, "I rang the lady with the oven"))
    assert "0171 2345678  →  [telephone]" in team.told("jonas", FRONTLINE)
    await cheer(team, "maya", "I rang the lady with the oven")


async def people_thank_each_other(team: Team) -> None:
    await team.command("maya", FRONTLINE, "/kudos @sam @priya kept the late desk alone")
    await team.command("sam", FRONTLINE, "/kudos @jonas explained the new till twice")
    assert "from your manager" in words(shown(team, "kept the late desk alone"))


async def the_first_highlights_are_read_back(team: Team) -> None:
    said = words(shown(team, "highlights are here"))
    assert "She could build the bed that night" in said
    assert "kept the late desk alone" in said.split("How we cared for each other")[1]
    (picture,) = [message for message in team.from_care(FRONTLINE) if message.get("files")]
    assert picture["files"][0]["alt_txt"].startswith("7 stories by 5 people")


async def the_highlights_begin_with_the_definition(team: Team) -> None:
    said = words(shown(team, "highlights are here"))
    assert "What care means to us: We ring before you have to ask" in said


async def the_power_is_cut_until_after_the_round(team: Team) -> None:
    await team.stop()
    await team.sandbox.act("say", user=person("sam"), channel=team.channel_id(FRONTLINE), text="Where is Care today?")
    team.sandbox.clock.advance(timedelta(hours=2).total_seconds())
    await team.start()
    await team.at(team.care.now())
    assert "Our round of Monday, 23 November" in words(todays_round(team))
    await team.command("sam", FRONTLINE, "/care")
    assert "Missed: the round of Tuesday, because Care was not awake at 16:55" in team.told("sam", FRONTLINE)


def goes_away(who: str) -> Step:
    """Return the step in which somebody says until when they are away."""
    _, back = AWAY[who]

    async def they_go(team: Team) -> None:
        await team.command(who, f"@{who}", f"/care pause until {back:%d %B}")
        assert f"Until {back:%A}, {back.day} {back:%B}, when you are back" in team.told(who, f"@{who}")

    return they_go


async def the_highlights_come_also_when_many_are_away(team: Team) -> None:
    assert len(all_shown(team, "highlights are here")) == 4


async def the_round_rests(team: Team) -> None:
    assert "Our round of Thursday, 26 November" in words(todays_round(team))
    await team.command("maya", FRONTLINE, "/care")
    assert "The round of Friday rested, because most of you were away." in team.told("maya", FRONTLINE)

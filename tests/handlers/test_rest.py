"""Being left in peace: a pause, [Not today], and quiet hours, each one's own affair."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from careapp.acts import letter as letter_acts
from careapp.demo.replay import person
from careapp.store import rest as rests
from tests.team import Team, words

FRONTLINE = "care-frontline"


async def reaches(team: Team, who: str, now: datetime | None = None) -> bool:
    async with team.care.store.reading() as db:
        return letter_acts.reaches(db, person(who), "pulse", now or team.care.now())


async def rows(team: Team) -> list[dict[str, Any]]:
    async with team.care.store.reading() as db:
        return list(db.query("SELECT * FROM rests ORDER BY user_id"))


async def choose_time(team: Team, who: str, action_id: str, clock_time: str) -> None:
    """Choose a time on somebody's Home."""
    home = await team.home(who)
    block = next(b for b in home["blocks"] if any(e.get("action_id") == action_id for e in b.get("elements", [])))
    taken = {"action_id": action_id, "block_id": block["block_id"]}
    element = {"type": "timepicker", "selected_time": clock_time}
    await team.sandbox.act("action", user=person(who), view_id=home["id"], **taken, element=element)
    await team.settle()


async def test_a_pause_until_a_day_ends_by_itself_on_that_day(team: Team) -> None:
    await team.command("jonas", FRONTLINE, "/care pause until Friday")
    said = team.told("jonas", FRONTLINE)
    assert "Until Friday, 6 November, when you are back, I write to you only when a colleague thanks you" in said
    assert "Your circles go on, and nothing is expected of you.\n" in said
    days = [await reaches(team, "jonas", team.care.now() + timedelta(days=n)) for n in range(6)]
    assert days == [False] * 4 + [True] * 2
    assert await reaches(team, "priya")


@pytest.mark.parametrize("way", ["command", "button", "home"])
async def test_a_pause_without_an_end_lasts_until_they_say_so(team: Team, way: str) -> None:
    await team.command("jonas", FRONTLINE, "/care pause")
    assert "Until you type `/care back`" in team.told("jonas", FRONTLINE)
    await team.at_local("10:00", days=30)
    assert not await reaches(team, "jonas")
    if way == "command":
        await team.command("jonas", FRONTLINE, "/care back")
    elif way == "button":
        await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "rest.back")
    else:
        assert "You are on a pause until you say that you are back." in words(await team.home("jonas"))
        await team.click_at_home("jonas", "rest.back")
        assert "pause until you say" not in words(team.sandbox.slack.views.homes[person("jonas")])
    assert way == "home" or team.told("jonas", FRONTLINE) == "Welcome back! :wave:"
    assert await reaches(team, "jonas")


async def test_a_home_that_stands_open_shows_a_pause_and_its_end(team: Team) -> None:
    homes = team.sandbox.slack.views.homes
    await team.home("jonas")
    await team.command("jonas", FRONTLINE, "/care pause")
    assert "You are on a pause" in words(homes[person("jonas")])
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "rest.back")
    assert "You are on a pause" not in words(homes[person("jonas")])


async def test_a_later_pause_takes_the_place_of_an_earlier_one(team: Team) -> None:
    await team.command("jonas", FRONTLINE, "/care pause")
    await team.command("jonas", FRONTLINE, "/care pause for two days")
    assert await reaches(team, "jonas", team.care.now() + timedelta(days=2))
    assert "You are on a pause until Wednesday, 4 November." in words(await team.home("jonas"))


async def test_who_is_not_away_is_told_so(team: Team) -> None:
    await team.command("jonas", FRONTLINE, "/care back")
    assert team.told("jonas", FRONTLINE) == "You are not on a pause. Good to have you here!"


async def test_what_cannot_be_read_changes_nothing(team: Team) -> None:
    await team.command("jonas", FRONTLINE, "/care pause until the cows come home")
    assert "I cannot tell how long you are away. Try `/care pause until Friday`" in team.told("jonas", FRONTLINE)
    assert await rows(team) == []
    assert await reaches(team, "jonas")


async def test_a_pause_goes_by_the_calendar_of_the_one_who_is_away(team: Team) -> None:
    for handle, zone in (("kiri", "Pacific/Kiritimati"), ("pago", "Pacific/Pago_Pago")):
        await team.sandbox.act("person", handle=handle, name=handle.title(), zone=zone)
        await team.invite("maya", FRONTLINE, handle)
        await team.command(handle, FRONTLINE, "/care pause until tomorrow")
    # it is Monday 08:00 in London: 22:00 in Kiritimati, and Sunday 21:00 in Pago Pago
    assert "Until Tuesday, 3 November" in team.told("kiri", FRONTLINE)
    assert "Until Monday, 2 November" in team.told("pago", FRONTLINE)
    assert await reaches(team, "kiri", datetime(2026, 11, 2, 19, tzinfo=UTC))  # Tuesday 09:00 there
    assert not await reaches(team, "pago", datetime(2026, 11, 2, 10, tzinfo=UTC))  # Sunday 23:00
    assert await reaches(team, "pago", datetime(2026, 11, 2, 20, tzinfo=UTC))  # Monday 09:00


async def test_after_not_today_no_letter_comes_until_tomorrow_and_then_nothing_is_left_of_it(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    await team.click("priya", FRONTLINE, team.from_care(FRONTLINE)[-1], "round.rest")
    assert await reaches(team, "jonas")
    assert not await reaches(team, "priya")
    assert [(row["user_id"], row["not_today"]) for row in await rows(team)] == [(person("priya"), "2026-11-02")]
    await team.at_local("09:00", days=1)
    assert await reaches(team, "priya")
    await team.at_local("09:00", days=1)
    await team.at_local("10:30")
    assert await rows(team) == []


async def test_of_a_pause_that_is_over_nothing_is_left(team: Team) -> None:
    await team.command("jonas", FRONTLINE, "/care pause until wednesday")
    await team.at_local("09:00", days=2)
    assert [row["back_on"] for row in await rows(team)] == ["2026-11-04"]
    assert await reaches(team, "jonas")
    await team.at_local("10:30", days=2)
    assert await rows(team) == []


async def test_what_else_somebody_asked_for_stays_when_not_today_is_over(team: Team) -> None:
    await team.set_up()
    await team.command("sam", FRONTLINE, "/care pause")
    await choose_time(team, "jonas", "rest.quiet_from", "21:00")
    await team.at_local("16:55")
    for who in ("sam", "jonas"):
        await team.click(who, FRONTLINE, team.from_care(FRONTLINE)[-1], "round.rest")
    await team.at_local("10:30", days=3)
    kept = [(row["user_id"], row["is_paused"], row["not_today"], row["quiet_from"]) for row in await rows(team)]
    assert kept == [(person("jonas"), 0, None, "21:00"), (person("sam"), 1, None, "19:00")]


async def test_coming_back_ends_not_today_too(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    await team.click("jonas", FRONTLINE, team.from_care(FRONTLINE)[-1], "round.rest")
    await team.command("jonas", FRONTLINE, "/care back")
    assert await reaches(team, "jonas")


async def test_quiet_hours_are_chosen_on_home(team: Team) -> None:
    home = words(await team.home("jonas"))
    assert "*Quiet hours*" in home
    await choose_time(team, "jonas", "rest.quiet_from", "12:00")
    await choose_time(team, "jonas", "rest.quiet_until", "13:30")
    async with team.care.store.reading() as db:
        rest = rests.get(db, person("jonas"))
    assert (f"{rest.quiet_from:%H:%M}", f"{rest.quiet_until:%H:%M}") == ("12:00", "13:30")
    noon = datetime(2026, 11, 2, 11, tzinfo=UTC)
    assert not await reaches(team, "jonas", noon)
    assert await reaches(team, "jonas", noon + timedelta(hours=2))
    await choose_time(team, "jonas", "rest.quiet_until", "12:00")
    assert all([await reaches(team, "jonas", noon + timedelta(hours=n)) for n in range(24)])
    pickers = [e for b in (await team.home("jonas"))["blocks"] for e in b.get("elements", []) if "initial_time" in e]
    assert [picker["initial_time"] for picker in pickers] == ["12:00", "12:00"]


async def test_rest_outlives_a_restart(team: Team) -> None:
    await team.command("jonas", FRONTLINE, "/care pause until Friday")
    await team.stop()
    await team.start()
    assert not await reaches(team, "jonas")

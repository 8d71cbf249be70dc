"""Rounds and highlights while time misbehaves: late starts, moved clocks, moved settings, zones that are gone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from careapp.acts import circle as circle_acts
from careapp.store import circle as circles
from careapp.store import digest as digests
from careapp.store import story as stories
from tests.jobs.test_round import EVERY_DAY, rounds_of
from tests.team import Team, choice, ticked, words

FRONTLINE, BACKOFFICE = "care-frontline", "care-backoffice"
DUE = datetime(2026, 11, 2, 15, 55, tzinfo=UTC)  # Monday, 16:55 in Berlin
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
IN_2031 = datetime(2031, 11, 21, 15, 55, tzinfo=UTC)  # a Friday


def prompts(team: Team) -> list[str]:
    """Return the days of all rounds that the channel shows, open or closed."""
    keys = [m.get("metadata", {}).get("event_payload", {}).get("key", "") for m in team.from_care(FRONTLINE)]
    return sorted(key.rpartition(":")[2] for key in keys if key.startswith("round:"))


async def states(team: Team) -> dict[str, str]:
    return {f"{round_.day:%d.%m.%y}": round_.state for round_ in await rounds_of(team)}


async def test_a_late_round_says_so(team: Team) -> None:
    await team.set_up()
    await team.stop()
    team.sandbox.clock.set(DUE + timedelta(minutes=10))
    await team.start()
    await team.at(DUE + timedelta(minutes=10))
    assert "I was not awake at 16:55, so we begin 10 minutes late today." in words(team.from_care(FRONTLINE)[-1])
    await team.at(DUE + timedelta(minutes=15))
    assert "not awake" not in words(team.from_care(FRONTLINE)[-1])


async def test_a_round_in_time_or_by_hand_makes_no_excuses(team: Team) -> None:
    await team.set_up()
    await team.at(DUE + timedelta(seconds=20))
    assert "not awake" not in words(team.from_care(FRONTLINE)[-1])
    await team.at(DUE + A_DAY + AN_HOUR)
    await team.command("maya", FRONTLINE, "/care round")
    assert "not awake" not in words(team.from_care(FRONTLINE)[-1])


async def test_three_days_away_are_three_reasons_and_no_burst(team: Team) -> None:
    await team.set_up()
    await team.stop()
    team.sandbox.clock.set(DUE + A_DAY * 3 - AN_HOUR)
    await team.start()
    await team.at(DUE + A_DAY * 3 - AN_HOUR)
    assert await states(team) == {"02.11.26": "missed", "03.11.26": "missed", "04.11.26": "missed"}
    assert prompts(team) == []
    await team.command("jonas", FRONTLINE, "/care")
    home = words(await team.home("jonas"))
    for day in ("Monday", "Tuesday", "Wednesday"):
        missed = f"Missed: the round of {day}, because Care was not awake at 16:55."
        assert missed in team.told("jonas", FRONTLINE)
        assert missed in home
    await team.at(DUE + A_DAY * 3)
    assert prompts(team) == ["2026-11-05"]


@pytest.mark.parametrize("with_a_restart", [False, True])
async def test_a_clock_set_back_after_the_prompt_brings_no_second_one(team: Team, with_a_restart: bool) -> None:
    await team.set_up()
    await team.at(DUE)
    if with_a_restart:
        await team.stop()
    team.sandbox.clock.set(DUE - AN_HOUR)
    if with_a_restart:
        await team.start()
    await team.command("jonas", FRONTLINE, "/story I drove back with the missing screws")
    round_ts = team.from_care(FRONTLINE)[-1]["ts"]
    assert "I drove back" in words(team.from_care(FRONTLINE, round_ts)[-1])
    for minutes in range(-60, 90, 5):
        await team.at(DUE + timedelta(minutes=minutes))
    assert prompts(team) == ["2026-11-02"]
    assert await states(team) == {"02.11.26": "closed"}


async def test_a_clock_a_day_ahead_misses_the_day_between_and_doubles_nothing(team: Team) -> None:
    await team.set_up()
    await team.at(DUE - AN_HOUR)
    await team.at(DUE - AN_HOUR + A_DAY)
    assert await states(team) == {"02.11.26": "missed"}
    await team.at(DUE + A_DAY)
    await team.at(DUE - AN_HOUR)
    for hours in (1, 25, 49):
        await team.at(DUE - AN_HOUR + AN_HOUR * hours)
    assert await states(team) == {"02.11.26": "missed", "03.11.26": "closed", "04.11.26": "open"}
    assert prompts(team) == ["2026-11-03", "2026-11-04"]


async def test_a_clock_in_2031_and_back_leaves_the_present_as_it_was(team: Team) -> None:
    await team.set_up()
    await team.at(IN_2031)
    assert prompts(team) == ["2031-11-21"]
    await team.at(DUE - AN_HOUR)
    assert (await states(team))["21.11.31"] == "closed"
    await team.at(DUE)
    assert prompts(team) == ["2026-11-02", "2031-11-21"]
    shown = team.from_care(FRONTLINE)
    open_ts = next(m["ts"] for m in shown if "Share a story" in words(m))
    await team.command("jonas", FRONTLINE, "/story I drove back with the missing screws")
    await team.say("sam", FRONTLINE, "I stayed on the chat until her oven worked", open_ts)
    async with team.care.store.reading() as db:
        told = stories.of_round(db, team.channel_id(FRONTLINE), DUE.date())
    assert sorted(story.teller for story in told) == ["UJONAS", "USAM"]
    await team.command("jonas", FRONTLINE, "/care")
    assert "Missed" not in team.told("jonas", FRONTLINE)
    await team.at(DUE + A_DAY * 4 - timedelta(minutes=55))
    assert any("I drove back with the missing screws" in words(m) for m in team.from_care(FRONTLINE))


async def test_settings_kept_in_2031_count_when_the_clock_is_right_again(team: Team) -> None:
    team.sandbox.clock.set(IN_2031)
    await team.set_up()
    await team.at(DUE - AN_HOUR)
    await team.at(DUE)
    assert (await states(team))["02.11.26"] == "open"


CHANGES = {
    "later": {"time": {"selected_time": "18:30"}},
    "earlier": {"time": {"selected_time": "09:00"}},
    "a zone to the west": {"zone": choice("America/New_York")},
    "a zone to the east": {"zone": choice("Asia/Kathmandu")},
    "longer": {"minutes": choice("30")},
    "other days": {"weekdays": ticked("2", "3")},
    "a country": {"country": choice("DE")},
    "another manager": {"managers": {"selected_users": ["UPRIYA"]}},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
async def test_settings_changed_during_a_round_give_the_day_no_second_one(team: Team, change: dict[str, Any]) -> None:
    await team.set_up()
    await team.at(DUE)
    await team.set_up(**change)
    await team.at(DUE + timedelta(minutes=5))
    assert await states(team) == {"02.11.26": "closed"}
    for hours in range(1, 8):
        await team.at(DUE + AN_HOUR * hours)
    assert prompts(team) == ["2026-11-02"]
    assert await states(team) == {"02.11.26": "closed"}


async def test_a_facilitator_who_changes_during_a_round_changes_nothing_about_it(team: Team) -> None:
    await team.set_up()
    await team.at(DUE)
    await team.sandbox.act("person", id="UMAYA", deleted=True)
    await team.settle()
    await team.set_up(who="tomasz", time={"selected_time": "17:30"})
    await team.at(DUE + AN_HOUR)
    assert prompts(team) == ["2026-11-02"]


async def test_what_was_missed_is_not_forgotten_with_the_settings_it_was_missed_under(team: Team) -> None:
    await team.set_up(digest_weekday=choice("1"), digest_time={"selected_time": "10:00"})
    await team.stop()
    team.sandbox.clock.set(DUE + A_DAY)
    await team.start()
    await team.set_up(time={"selected_time": "20:00"})
    async with team.care.store.reading() as db:
        circle = circles.get(db, team.channel_id(FRONTLINE))
        assert circle
        missed = circle_acts.missed_lately(db, circle, team.care.now())
        assert digests.weeks(db, circle.channel_id) == {"2026-W45"}
    assert [each.what for each in missed] == ["the round of Monday", "the highlights of week 45"]


async def test_a_zone_that_is_gone_pauses_its_circle_and_no_other(team: Team) -> None:
    await team.set_up()
    await team.set_up(BACKOFFICE, who="tomasz", zone=choice("Europe/Berlin"))
    await team.at(DUE)
    async with team.care.store.transaction() as db:
        db.execute("UPDATE circles SET zone = 'Mars/Base' WHERE channel_id = ?", [team.channel_id(FRONTLINE)])
    await team.at(DUE + timedelta(minutes=5))
    await team.at(DUE + A_DAY)
    assert "Share a story" in words(team.from_care(BACKOFFICE)[-1])
    (told,) = team.from_care("@maya")
    assert "because there is no time zone called Mars/Base" in words(told)
    assert team.from_care("@tomasz") == []
    assert await states(team) == {"02.11.26": "closed"}
    await team.command("jonas", FRONTLINE, "/care")
    assert "It is paused, because there is no time zone called Mars/Base." in team.told("jonas", FRONTLINE)
    assert "Mars/Base" in words(await team.home("jonas"))
    await team.command("jonas", FRONTLINE, "/story I drove back with the missing screws")
    async with team.care.store.reading() as db:
        assert len(stories.of_round(db, team.channel_id(FRONTLINE), DUE.date())) == 1
    await team.set_up(zone=choice("Europe/Berlin"))
    await team.at(DUE + A_DAY * 2)
    assert (await states(team))["04.11.26"] == "open"


async def test_the_last_week_of_a_long_year_has_its_own_highlights(team: Team) -> None:
    team.sandbox.clock.set(datetime(2026, 12, 21, 8, 0, tzinfo=UTC))
    await team.set_up(weekdays=EVERY_DAY, country=choice("DE"))
    for days in range(26):
        await team.at(datetime(2026, 12, 21, 15, 0, tzinfo=UTC) + A_DAY * days)
    async with team.care.store.reading() as db:
        weeks = digests.weeks(db, team.channel_id(FRONTLINE))
    assert weeks == {"2026-W52", "2026-W53", "2027-W01", "2027-W02"}
    assert sum("highlights are here" in message["text"] for message in team.from_care(FRONTLINE)) == 4

"""When rounds open: at their own local time in every zone, on clock-change days, late, or not at all."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from careapp.demo.play import new_sandbox
from careapp.jobs import round as job
from careapp.practice.round import Round
from careapp.store import round as rounds
from tests.team import Team, choice, running_team, ticked, words

FRONTLINE = "care-frontline"
EVERY_DAY = ticked("1", "2", "3", "4", "5", "6", "7")


async def rounds_of(team: Team, where: str = FRONTLINE) -> list[Round]:
    async with team.care.store.reading() as db:
        days = rounds.days_since(db, team.channel_id(where), date(2000, 1, 1))
        found = [rounds.get(db, team.channel_id(where), day) for day in sorted(days)]
    return [round_ for round_ in found if round_]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "local_day", "clock_time", "opens"),
    [
        ("Asia/Kathmandu", "2026-11-03", "16:55", "2026-11-03 11:10"),
        # New York: clocks go back on 1 November 2026 and forward on 14 March 2027.
        ("America/New_York", "2026-10-31", "16:55", "2026-10-31 20:55"),
        ("America/New_York", "2026-11-01", "16:55", "2026-11-01 21:55"),
        ("America/New_York", "2027-03-13", "16:55", "2027-03-13 21:55"),
        ("America/New_York", "2027-03-14", "16:55", "2027-03-14 20:55"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01 05:30"),
        ("America/New_York", "2027-03-14", "02:30", "2027-03-14 07:30"),
        # Lord Howe: by half an hour, forward on 4 October 2026 and back on 4 April 2027.
        ("Australia/Lord_Howe", "2026-10-03", "16:55", "2026-10-03 06:25"),
        ("Australia/Lord_Howe", "2026-10-04", "16:55", "2026-10-04 05:55"),
        ("Australia/Lord_Howe", "2027-04-03", "16:55", "2027-04-03 05:55"),
        ("Australia/Lord_Howe", "2027-04-04", "16:55", "2027-04-04 06:25"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03 15:45"),
        ("Australia/Lord_Howe", "2027-04-04", "01:45", "2027-04-03 14:45"),
    ],
)
async def test_a_round_opens_at_its_local_time_once(
    tmp_path: Path, zone: str, local_day: str, clock_time: str, opens: str
) -> None:
    at = utc(opens)
    async with running_team(new_sandbox(at - timedelta(hours=2)), tmp_path / "care.db") as team:
        await team.set_up(zone=choice(zone), weekdays=EVERY_DAY, time={"selected_time": clock_time})
        await team.at(at - timedelta(seconds=1))
        assert await rounds_of(team) == []
        for minutes in (0, 5, 30, 60, 90, 150):
            await team.at(at + timedelta(minutes=minutes))
        (round_,) = await rounds_of(team)
        assert (round_.day.isoformat(), round_.opened_at, round_.state) == (local_day, at, "closed")
        assert len(team.from_care(FRONTLINE)) == 2


async def test_three_circles_keep_their_own_clocks_for_a_week_in_which_clocks_change(tmp_path: Path) -> None:
    begins = utc("2026-10-30 01:00")
    zones = {FRONTLINE: "Asia/Kathmandu", "care-backoffice": "America/New_York", "team-leads": "Australia/Lord_Howe"}
    async with running_team(new_sandbox(begins), tmp_path / "care.db") as team:
        for where, zone in zones.items():
            await team.set_up(where, zone=choice(zone))
        for quarters in range(1, 4 * 24 * 5):
            at = begins + timedelta(minutes=15 * quarters - 5)
            team.sandbox.clock.set(at)
            await job.run(team.care, team.care.now())
        for where, zone in zones.items():
            held = await rounds_of(team, where)
            opened = [round_.opened_at.astimezone(ZoneInfo(zone)) for round_ in held if round_.opened_at]
            assert {at.time() for at in opened} == {time(16, 55)}
            assert [f"{at:%a}" for at in opened] == ["Fri", "Mon", "Tue"]


@pytest.mark.parametrize(
    ("minutes_late", "states"),
    [(0, ["open"]), (29, ["open"]), (30, ["open"]), (31, ["missed"]), (300, ["missed"])],
)
async def test_a_late_round_opens_within_half_an_hour_or_is_missed(
    team: Team, minutes_late: int, states: list[str]
) -> None:
    await team.set_up()
    due = utc("2026-11-02 15:55")
    await team.stop()
    team.sandbox.clock.set(due + timedelta(minutes=minutes_late))
    await team.start()
    await team.at(due + timedelta(minutes=minutes_late))
    found = await rounds_of(team)
    assert [round_.state for round_ in found] == states
    if states == ["missed"]:
        assert found[0].reason == "Care was not awake at 16:55"
        assert len(team.from_care(FRONTLINE)) == 1
    else:
        assert found[0].closes_at == due + timedelta(minutes=minutes_late + 5)
    for again in (1, 10, 60):
        await team.at(due + timedelta(minutes=minutes_late + again))
    assert len(await rounds_of(team)) == 1


async def test_a_round_just_before_midnight_does_not_open_on_the_next_day(team: Team) -> None:
    await team.set_up(time={"selected_time": "23:50"})
    await team.at(utc("2026-11-02 23:05"))
    assert [round_.state for round_ in await rounds_of(team)] == ["missed"]


async def test_days_of_a_long_stop_are_missed_one_by_one(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:56", days=3)
    found = {round_.day.day: round_.state for round_ in await rounds_of(team)}
    assert found == {2: "missed", 3: "missed", 4: "missed", 5: "open"}


async def test_a_missed_round_can_still_be_held_by_hand(team: Team) -> None:
    await team.set_up()
    await team.at_local("18:00")
    assert [round_.state for round_ in await rounds_of(team)] == ["missed"]
    await team.command("maya", FRONTLINE, "/care round")
    assert [round_.state for round_ in await rounds_of(team)] == ["open"]
    assert "Share a story" in words(team.from_care(FRONTLINE)[-1])


async def test_holidays_and_days_off_have_no_round(tmp_path: Path) -> None:
    # Christmas 2026 in Germany: a Friday, and the Saturday after it.
    async with running_team(new_sandbox(utc("2026-12-23 08:00")), tmp_path / "care.db") as team:
        await team.set_up(country=choice("DE"))
        for days in range(6):
            await team.at_local("16:55", days=min(days, 1))
        assert [round_.day.day for round_ in await rounds_of(team)] == [23, 24, 28]


async def test_a_change_of_time_owes_nothing_for_the_past(team: Team) -> None:
    await team.set_up()
    await team.at_local("12:00")
    await team.set_up(time={"selected_time": "11:30"})
    await team.at_local("12:05")
    assert await rounds_of(team) == []
    await team.at_local("11:30", days=1)
    assert [round_.state for round_ in await rounds_of(team)] == ["open"]

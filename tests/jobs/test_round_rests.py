"""A round rests on a day when most of its circle is away, is not owed afterwards, and ends no row."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careapp.demo.replay import person
from careapp.practice.rest import are_most_away
from careapp.store import person as people
from careapp.store import round as rounds
from tests.handlers.test_rest import reaches
from tests.practice import made
from tests.team import Team, choice, words

FRONTLINE = "care-frontline"


async def those_in(team: Team) -> list[str]:
    """Return the handles of the people in the circle, Care itself left aside."""
    async with team.care.store.reading() as db:
        known = people.of(db, people.members(db, team.channel_id(FRONTLINE)))
    return sorted(who.removeprefix("U").lower() for who, one in known.items() if one.can_take_part)


async def kept(team: Team) -> list[tuple[str, str, str]]:
    async with team.care.store.reading() as db:
        found = db.query("SELECT day, state, reason FROM rounds ORDER BY day")
        return [(row["day"], row["state"], row["reason"]) for row in found]


@settings(deadline=None)
@given(st.integers(0, 50), st.integers(0, 50))
def test_half_of_a_circle_is_not_most_of_it(away: int, here: int) -> None:
    assert are_most_away(away, away + here) == (away > here)


async def test_no_round_opens_while_most_are_away_and_help_says_so_kindly(team: Team) -> None:
    await team.set_up()
    handles = await those_in(team)
    for who in handles[: len(handles) // 2 + 1]:
        await team.command(who, FRONTLINE, "/care pause until wednesday")
    before = len(team.messages(FRONTLINE))
    await team.at_local("16:55")
    await team.at_local("17:01")
    assert len(team.messages(FRONTLINE)) == before
    assert await kept(team) == [("2026-11-02", "missed", "most of you were away")]
    await team.command(handles[-1], FRONTLINE, "/care")
    said = ":palm_tree: The round of Monday rested, because most of you were away."
    assert said in team.told(handles[-1], FRONTLINE)
    assert said in words(await team.home(handles[-1]))
    await team.command(handles[0], FRONTLINE, "/care back")
    await team.at_local("17:20")
    assert len(team.messages(FRONTLINE)) == before
    await team.at_local("16:55", days=2)
    assert "Share a story" in words(team.from_care(FRONTLINE)[-1])


async def test_a_round_opens_where_half_of_the_circle_is_there(team: Team) -> None:
    await team.set_up()
    handles = await those_in(team)
    for who in handles[: len(handles) // 2]:
        await team.command(who, FRONTLINE, "/care pause")
    await team.at_local("16:55")
    assert "Share a story" in words(team.from_care(FRONTLINE)[-1])


async def test_a_pause_without_an_end_counts_for_two_weeks_and_its_letters_wait_on(team: Team) -> None:
    await team.set_up()
    for who in await those_in(team):
        await team.command(who, FRONTLINE, "/care pause")
    await team.at_local("16:55")
    for _ in range(14):
        await team.at_local("16:55", days=1)
    states = [(day, state) for day, state, _ in await kept(team)]
    assert states[-2:] == [("2026-11-13", "missed"), ("2026-11-16", "open")]
    assert not any(state == "open" for _, state in states[:-1])
    assert not await reaches(team, "jonas")


async def test_a_pause_of_an_earlier_release_counts_for_two_weeks_from_now(team: Team) -> None:
    await team.set_up()
    for who in await those_in(team):
        await team.command(who, FRONTLINE, "/care pause")
    async with team.care.store.transaction() as db:
        db.execute("UPDATE rests SET paused_on = NULL")
    await team.at_local("16:55")
    await team.at_local("16:55", days=7)
    await team.at_local("16:55", days=7)
    assert [(day, state) for day, state, _ in await kept(team)][-2:] == [
        ("2026-11-13", "missed"),
        ("2026-11-16", "open"),
    ]
    assert any(day == "2026-11-09" and reason == "most of you were away" for day, _, reason in await kept(team))


async def test_only_those_count_who_take_part(team: Team) -> None:
    await team.set_up()
    handles = await those_in(team)
    for who in handles:
        if who != "maya":
            await team.sandbox.act("person", id=person(who), deleted=True)
    await team.settle()
    await team.command("maya", FRONTLINE, "/care pause")
    await team.at_local("16:55")
    assert await kept(team) == [("2026-11-02", "missed", "most of you were away")]


async def test_a_facilitator_may_open_it_all_the_same(team: Team) -> None:
    await team.set_up()
    for who in await those_in(team):
        await team.command(who, FRONTLINE, "/care pause")
    await team.at_local("16:55")
    await team.command("maya", FRONTLINE, "/care round")
    assert "Share a story" in words(team.from_care(FRONTLINE)[-1])
    assert [state for _, state, _ in await kept(team)] == ["open"]


async def test_a_round_that_rested_ends_no_row(team: Team) -> None:
    await team.set_up()
    handles = await those_in(team)
    for day in range(3):
        await team.at_local("16:55", days=min(day, 1))
        if day == 1:
            for who in handles:
                await team.command(who, FRONTLINE, "/care back")
        else:
            await team.command("jonas", FRONTLINE, f"/story I stayed until it worked, day {day}")
        await team.at_local("17:00")
        if day == 0:
            for who in handles:
                await team.command(who, FRONTLINE, "/care pause")
    assert [state for _, state, _ in await kept(team)] == ["closed", "missed", "closed"]
    assert ":fire: 2 rounds held in a row" in words(team.messages(FRONTLINE)[-1])


@pytest.mark.parametrize("is_told_again", [False, True])
async def test_a_round_rests_once_also_over_a_restart(team: Team, is_told_again: bool) -> None:
    await team.set_up()
    for who in await those_in(team):
        await team.command(who, FRONTLINE, "/care pause until tomorrow")
    await team.at_local("16:55")
    await team.stop()
    await team.start()
    if is_told_again:
        await team.command("jonas", FRONTLINE, "/care back")
    await team.at(team.care.now() + timedelta(minutes=5))
    async with team.care.store.reading() as db:
        kept_round = rounds.get(db, team.channel_id(FRONTLINE), date(2026, 11, 2))
    assert kept_round
    assert (kept_round.state, kept_round.reason) == ("missed", "most of you were away")


async def test_holidays_and_days_off_together_end_no_row_and_only_the_days_off_are_told_of(team: Team) -> None:
    await team.set_up(country=choice("DE"))
    await team.at(made.at("2026-12-23 16:55", "Europe/Berlin"))
    await team.command("jonas", FRONTLINE, "/story I stayed until it worked")
    for who in await those_in(team):
        await team.command(who, FRONTLINE, "/care pause until 29 December")
    for day in (24, 25, 28):  # a Thursday; Christmas, which is a holiday; and a Monday
        await team.at(made.at(f"2026-12-{day} 16:55", "Europe/Berlin"))
    await team.at(made.at("2026-12-29 16:55", "Europe/Berlin"))
    rested = "most of you were away"
    assert [row for row in await kept(team) if row[0] > "2026-12-23"] == [
        ("2026-12-24", "missed", rested),
        ("2026-12-28", "missed", rested),
        ("2026-12-29", "open", ""),
    ]
    await team.command("jonas", FRONTLINE, "/story I rang her in the evening, too")
    await team.at(made.at("2026-12-29 17:00", "Europe/Berlin"))
    assert ":fire: 2 rounds held in a row" in words(
        next(m for m in reversed(team.from_care(FRONTLINE)) if "Our round of" in words(m))
    )


async def test_who_is_away_goes_by_the_calendar_where_they_are(team: Team) -> None:
    await team.set_up()
    for who in await those_in(team):
        await team.sandbox.act("person", id=person(who), zone="Pacific/Kiritimati")
    await team.settle()
    for who in await those_in(team):  # it is Monday 22:00 there, and 16:55 in Berlin is Tuesday 05:55
        await team.command(who, FRONTLINE, "/care pause until tomorrow")
    await team.at_local("16:55")
    assert [state for _, state, _ in await kept(team)] == ["open"]

"""When the weekly question comes: at its hour, up to a day late, once a week and person, and else with a reason."""

from datetime import UTC, datetime, timedelta

import pytest

from careapp.store import answer_key as keys
from careapp.store import pulse as pulses
from tests.handlers.test_pulse import FIVE, FRONTLINE, asked, letter, results, tap
from tests.team import Team, choice, ticked, words

HALF_PAST_EIGHT = {"selected_time": "08:30"}
ON_THURSDAY = datetime(2026, 11, 5, 7, 30, tzinfo=UTC)


async def weeks(team: Team, where: str = FRONTLINE) -> dict[str, str]:
    async with team.care.store.reading() as db:
        asked = db.query("SELECT week, state, reason FROM pulses WHERE channel_id = ?", [team.channel_id(where)])
        return {row["week"]: row["reason"] or row["state"] for row in asked}


@pytest.mark.parametrize(("hours_late", "letters"), [(0, 1), (2, 1), (24.1, 0)])
async def test_it_comes_within_a_day_or_is_missed_with_its_reason(team: Team, hours_late: float, letters: int) -> None:
    await team.set_up(pulse=ticked("ask"), pulse_time=HALF_PAST_EIGHT, weekdays=ticked("5"))
    await team.stop()
    team.sandbox.clock.set(ON_THURSDAY + timedelta(hours=hours_late))
    await team.start()
    await team.at(team.care.now())
    assert len(team.from_care("@jonas")) == letters
    because = "Care was not awake on Thursday at 08:30"
    assert await weeks(team) == {"2026-W45": "open" if letters else because}
    await team.command("jonas", FRONTLINE, "/care")
    is_told = f"Missed: the weekly question of week 45, because {because}." in team.told("jonas", FRONTLINE)
    assert is_told == (letters == 0)


async def test_a_clock_set_back_brings_no_second_question(team: Team) -> None:
    await asked(team)
    await team.at(team.care.now() - timedelta(hours=2))
    await team.at_local("08:31")
    assert [len(team.from_care(f"@{who}")) for who in FIVE] == [1] * 5


async def test_another_hour_or_day_gives_the_week_no_second_question(team: Team) -> None:
    await asked(team)
    await team.set_up(pulse=ticked("ask"), pulse_weekday=choice("5"), pulse_time={"selected_time": "09:00"})
    await team.at_local("09:00", days=1)
    assert len(team.from_care("@jonas")) == 1
    await team.at_local("09:00", days=7)
    assert len(team.from_care("@jonas")) == 2
    assert await weeks(team) == {"2026-W45": "closed", "2026-W46": "open"}


async def test_switched_off_it_ends_what_is_open_and_asks_no_more(team: Team) -> None:
    await asked(team)
    for who in FIVE:
        await tap(team, who, 3)
    await team.set_up(pulse=ticked())
    await team.at_local("08:30", days=4)
    assert "*3.0 of 5*" in words(results(team)[0])
    await team.at_local("08:30", days=3)
    assert await weeks(team) == {"2026-W45": "closed"}


async def test_switched_off_it_is_not_brought_to_those_who_slept_when_it_was_asked(team: Team) -> None:
    await team.set_up(pulse=ticked("ask"))
    await team.at_local("15:00", days=3)
    assert team.from_care("@sam") == []
    await team.set_up(pulse=ticked())
    await team.at_local("22:30")
    assert team.from_care("@sam") == []


async def test_in_a_paused_circle_it_ends_in_its_time_and_is_told_when_the_circle_goes_on(team: Team) -> None:
    await asked(team)
    for who in FIVE:
        await tap(team, who, 3)
    await team.kick("maya", FRONTLINE, "care")
    await team.at_local("08:30", days=4)
    await team.at_local("08:31")
    async with team.care.store.reading() as db:
        assert db.execute("SELECT count(*) FROM pulse_marks").fetchone() == (0,)
        assert keys.of(team.care.store.path, "pulse-2026-W45") is None
    assert results(team) == []
    await team.invite("maya", FRONTLINE, "care")
    await team.at_local("08:35")
    assert "*3.0 of 5*, from 5 answers" in words(results(team)[0])
    await team.at_local("08:30", days=3)
    assert await weeks(team) == {"2026-W45": "closed", "2026-W46": "open"}


async def test_three_days_away_are_no_burst_and_the_result_comes_late(team: Team) -> None:
    await asked(team)
    for who in FIVE:
        await tap(team, who, 3)
    await team.stop()
    team.sandbox.clock.advance(timedelta(days=10).total_seconds())
    await team.start()
    await team.at(team.care.now())
    assert len(results(team)) == 1
    assert await weeks(team) == {"2026-W45": "closed", "2026-W46": "Care was not awake on Thursday at 08:30"}
    assert len(team.from_care("@jonas")) == 1


async def test_a_letter_that_slack_did_not_take_in_time_is_taken_back(team: Team) -> None:
    await asked(team)
    key = f"pulse:{team.channel_id(FRONTLINE)}:2026-W45:UJONAS"
    async with team.care.store.transaction() as db:
        db.execute("UPDATE posts SET ts = NULL, state = 'waiting', not_before = '2027' WHERE key = ?", [key])
    await team.at_local("08:30", days=4)
    async with team.care.store.reading() as db:
        ((content,),) = db.execute("SELECT content FROM posts WHERE key = ?", [key])
    assert content is None


async def test_people_in_two_circles_are_asked_in_one_of_them_by_turns(team: Team) -> None:
    for where, who in ((FRONTLINE, "maya"), ("care-backoffice", "tomasz")):
        await team.set_up(where, who, pulse=ticked("ask"), pulse_time=HALF_PAST_EIGHT, zone=choice("Europe/Berlin"))
    asked_in = []
    for days in (3, 7):
        await team.at_local("08:30", days=days)
        await team.at_local("15:00")  # New York is awake
        said = {who: words(letter(team, who)) for who in ("maya", "tomasz", "jonas", "ruth")}
        asked_in.append({who: "#care-backoffice" in text for who, text in said.items()})
    for who in ("maya", "tomasz"):
        assert len(team.from_care(f"@{who}")) == 2
        assert asked_in[0][who] != asked_in[1][who]
    assert all(week["ruth"] and not week["jonas"] for week in asked_in)


async def test_a_circle_of_fewer_than_five_is_not_asked_and_says_why(team: Team) -> None:
    await team.kick("maya", FRONTLINE, "jonas")
    await team.set_up(pulse=ticked("ask"), pulse_time=HALF_PAST_EIGHT, weekdays=ticked("5"))
    await team.at(ON_THURSDAY)
    assert await weeks(team) == {"2026-W45": "fewer than five people are in the circle"}
    await team.command("maya", FRONTLINE, "/care")
    rested = ":palm_tree: The weekly question of week 45 rested, because fewer than five people are in the circle."
    assert rested in team.told("maya", FRONTLINE)
    assert team.from_care("@sam") == []


async def test_who_came_after_the_question_or_left_before_it_is_not_asked(team: Team) -> None:
    await team.set_up(pulse=ticked("ask"))
    await team.at_local("15:00", days=3)
    await team.kick("maya", FRONTLINE, "sam")  # who sleeps
    await team.invite("maya", FRONTLINE, "emre")
    await team.at_local("23:00")
    assert team.from_care("@sam") == team.from_care("@emre") == []
    async with team.care.store.reading() as db:
        (pulse,) = pulses.still_open(db, team.channel_id(FRONTLINE))
        assert "UEMRE" not in pulses.asked(db, pulse)


async def test_who_is_forgotten_is_asked_no_more_and_their_answer_counts(team: Team) -> None:
    await asked(team)
    for who in FIVE:
        await tap(team, who, 2)
    await team.command("jonas", FRONTLINE, "/care forget me")
    assert "the answer itself has no name, so it stays counted" in team.told("jonas", FRONTLINE)
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "person.forget")
    await team.at_local("08:31")
    assert team.from_care("@jonas") == []
    async with team.care.store.reading() as db:
        assert db.execute("SELECT count(*) FROM pulse_asked WHERE user_id = 'UJONAS'").fetchone() == (0,)
    await team.at_local("08:30", days=4)
    assert "from 5 answers" in words(results(team)[0])

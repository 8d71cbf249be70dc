"""When lessons are gathered: only where a circle wants it, up to a day late, and never twice."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.handlers.test_lesson import gather, lessons, teach
from tests.team import Team, choice

FRONTLINE = "care-frontline"
TUESDAY_AT_FOUR = datetime(2026, 11, 3, 15, 0, tzinfo=UTC)


async def months(team: Team) -> dict[str, str]:
    async with team.care.store.reading() as db:
        return {row["month"]: row["state"] for row in db.query("SELECT month, state FROM gatherings")}


async def test_a_circle_that_changed_nothing_notices_nothing(team: Team) -> None:
    await team.set_up()
    await teach(team, "jonas", "Count twice")
    for days in (0, 1, 26, 28, 60):
        await team.at(TUESDAY_AT_FOUR + timedelta(days=days))
    assert lessons(team) == []
    assert await months(team) == {}


@pytest.mark.parametrize(("hours_late", "state"), [(0, "posted"), (24, "posted"), (24.1, "missed"), (70, "missed")])
async def test_lessons_come_within_a_day_or_not_at_all(team: Team, hours_late: float, state: str) -> None:
    await team.set_up(lessons_on=choice("first 2"))
    await teach(team, "jonas", "Count twice")
    await team.stop()
    team.sandbox.clock.set(TUESDAY_AT_FOUR + timedelta(hours=hours_late))
    await team.start()
    for minutes in (0, 10, 60):
        await team.at(TUESDAY_AT_FOUR + timedelta(hours=hours_late, minutes=minutes))
    assert await months(team) == {"2026-11": state}
    assert len(lessons(team)) == (state == "posted")


async def test_that_lessons_were_missed_is_told_with_the_reason(team: Team) -> None:
    await team.set_up(lessons_on=choice("first 2"))
    await team.at(TUESDAY_AT_FOUR + timedelta(hours=25))
    await team.command("maya", FRONTLINE, "/care")
    assert "Missed: the lessons of November, because Care was not awake at 16:00." in team.told("maya", FRONTLINE)


async def test_a_month_that_was_missed_is_gathered_with_the_next(team: Team) -> None:
    await team.set_up(lessons_on=choice("first 2"))
    await teach(team, "jonas", "Count twice")
    await team.at(TUESDAY_AT_FOUR + timedelta(days=3))
    await team.at(datetime(2026, 12, 1, 15, 0, tzinfo=UTC))
    (post,) = lessons(team)
    assert "Count twice" in str(post)


async def test_a_month_without_a_lesson_is_quiet_and_what_is_told_later_is_not_lost(team: Team) -> None:
    await team.set_up(lessons_on=choice("first 2"))
    await team.at(TUESDAY_AT_FOUR)
    assert await months(team) == {"2026-11": "quiet"}
    assert lessons(team) == []
    await teach(team, "jonas", "Count twice")
    await team.at(datetime(2026, 12, 1, 15, 0, tzinfo=UTC))
    assert len(lessons(team)) == 1


async def test_a_clock_set_back_and_other_settings_gather_no_month_twice(team: Team) -> None:
    await gather(team)
    await team.at(TUESDAY_AT_FOUR - timedelta(minutes=10))
    await team.at(TUESDAY_AT_FOUR)
    assert len(lessons(team)) == 1
    await team.set_up(lessons_on=choice("last 5"))
    await team.at(datetime(2026, 11, 27, 15, 0, tzinfo=UTC))
    assert len(lessons(team)) == 1


async def test_two_circles_gather_each_its_own(team: Team) -> None:
    await team.set_up("team-leads", lessons_on=choice("last 5"))
    await gather(team)
    assert [m for m in team.from_care("team-leads") if "lessons of" in m["text"]] == []
    assert len(lessons(team)) == 1

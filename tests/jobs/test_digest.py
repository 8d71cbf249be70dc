"""When digests are posted: at their hour, up to a day late, once a week."""

from datetime import UTC, datetime, timedelta

import pytest

from careapp.store import digest as digests
from tests.team import Team

FRONTLINE = "care-frontline"
FRIDAY_AT_FOUR = datetime(2026, 11, 6, 15, 0, tzinfo=UTC)


async def weeks(team: Team) -> dict[str, str]:
    async with team.care.store.reading() as db:
        return {row["week"]: row["state"] for row in db.query("SELECT week, state FROM digests")}


def posted(team: Team) -> int:
    return sum("highlights are here" in m["text"] for m in team.from_care(FRONTLINE))


@pytest.mark.parametrize(
    ("hours_late", "state"), [(0, "posted"), (23.9, "posted"), (24, "posted"), (24.1, "missed"), (70, "missed")]
)
async def test_a_digest_comes_within_a_day_or_not_at_all(team: Team, hours_late: float, state: str) -> None:
    await team.set_up()
    await team.stop()
    team.sandbox.clock.set(FRIDAY_AT_FOUR + timedelta(hours=hours_late))
    await team.start()
    for minutes in (0, 10, 600):
        await team.at(FRIDAY_AT_FOUR + timedelta(hours=hours_late, minutes=minutes))
    assert await weeks(team) == {"2026-W45": state}
    assert posted(team) == (1 if state == "posted" else 0)


async def test_a_missed_week_is_told_with_the_next_one(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.at(FRIDAY_AT_FOUR + timedelta(days=3))
    await team.command("maya", FRONTLINE, "/care preview")
    assert "drove back" in team.told("maya", FRONTLINE)
    async with team.care.store.reading() as db:
        assert digests.last_until(db, team.channel_id(FRONTLINE), team.care.now()) is None


async def test_each_week_has_its_own(team: Team) -> None:
    await team.set_up()
    for week in range(3):
        await team.at(FRIDAY_AT_FOUR + timedelta(weeks=week))
    assert await weeks(team) == {"2026-W45": "posted", "2026-W46": "posted", "2026-W47": "posted"}
    assert posted(team) == 3

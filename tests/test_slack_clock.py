"""What Care knows of Slack's clock, whatever the machine's own says."""

from datetime import UTC, datetime, timedelta

import pytest

from careapp.clock import SlackClock
from tests.team import Team

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DATED = "Mon, 23 Nov 2026 12:00:00 GMT"


class Set:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.instant, self.seconds = NOON, 0.0

    def now(self) -> datetime:
        return self.instant

    def monotonic(self) -> float:
        return self.seconds


@pytest.mark.parametrize("ahead", [timedelta(hours=-5), timedelta(seconds=3), timedelta(days=1700)])
def test_slacks_time_goes_on_however_the_machines_clock_is_set(ahead: timedelta) -> None:
    clock = Set()
    slacks = SlackClock(clock)
    slacks.heed(DATED)
    clock.instant, clock.seconds = NOON + timedelta(seconds=90) + ahead, 90.0
    assert slacks.ours_is_ahead == ahead
    assert slacks.here(f"{NOON.timestamp() + 90:.6f}") == clock.now()


def test_two_clocks_that_agree_to_the_second_are_not_set_against_each_other() -> None:
    clock = Set()
    slacks = SlackClock(clock)
    slacks.heed(DATED)
    clock.instant += timedelta(seconds=1.9)
    assert slacks.here(f"{NOON.timestamp():.6f}") == NOON


@pytest.mark.parametrize("date", ["", "noon", "Mon, 99 Nov 2026 12:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 -2300"])
def test_a_date_that_cannot_be_read_changes_nothing(date: str) -> None:
    clock = Set()
    clock.instant += timedelta(hours=1)
    slacks = SlackClock(clock)
    slacks.heed(date)
    assert slacks.ours_is_ahead == timedelta()
    slacks.heed(DATED)
    slacks.heed(date)
    assert slacks.ours_is_ahead == timedelta(hours=1)


async def test_every_answer_of_slack_tells_the_time(team: Team) -> None:
    team.sandbox.clock.advance(86_400)
    await team.care.slack.auth_test()
    behind = Set()
    behind.instant, behind.seconds = team.sandbox.clock.now() - timedelta(hours=3), team.care.clock.monotonic()
    team.care.slack_clock._clock = behind
    assert abs(team.care.slack_clock.ours_is_ahead + timedelta(hours=3)) < timedelta(seconds=2)

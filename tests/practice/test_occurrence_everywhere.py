"""Every zone of the data, every day on which its clocks change from 2024 to 2032 and those beside it, every quarter.

Zones with the same clocks are tried once, under the name of the first of them.
"""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from careapp.practice.digest import due_digests
from careapp.practice.occurrence import local, local_day, occurs_at, week_of
from careapp.practice.round import due_rounds
from tests.practice.made import circle
from tests.practice.transitions import (
    A_DAY,
    AN_HOUR,
    QUARTERS,
    ZONES,
    Transition,
    clocks,
    days_beside,
    expected,
    offset,
    transitions,
)

EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
TICKS = (-5, -1, 0, 4, 9, 1795)  # seconds around a round's time at which Care looks
NO_SUCH_DAY = [
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Pacific/Fakaofo", date(2011, 12, 30)),
    ("Pacific/Kwajalein", date(1993, 8, 21)),
    ("Pacific/Kiritimati", date(1994, 12, 31)),
]


def test_every_zone_is_looked_at() -> None:
    changing = [names for (_, changes), names in clocks().items() if changes]
    assert sum(map(len, clocks().values())) == len(ZONES) > 590
    assert sum(map(len, changing)) > 150
    assert {c.day for c in transitions("Europe/Berlin")} >= {date(2026, 3, 29), date(2026, 10, 25), date(2032, 10, 31)}


def test_every_quarter_hour_on_every_day_of_a_clock_change_is_one_instant_in_every_zone() -> None:
    counted = 0
    for (first, changes), (zone, *_) in clocks().items():
        for at in QUARTERS:
            before = None
            for day in days_beside(changes):
                asked = datetime.combine(day, at)
                instant = occurs_at(day, at, zone)
                assert instant == expected(asked, first, changes), (zone, asked)
                assert before is None or instant > before, (zone, asked)
                before = instant
                counted += 1
    assert counted > 150_000, counted


def test_it_is_never_early_and_late_by_the_gap_at_most() -> None:
    late_ones = 0
    for (_, changes), (zone, *_) in clocks().items():
        for change in changes:
            gap = max(change.after - change.before, timedelta(0))
            for at in QUARTERS:
                late = _lateness(change.day, at, zone)
                assert late in (timedelta(0), gap), (zone, change.day, at)
                late_ones += late > timedelta(0)
    assert late_ones > 500


def test_days_without_a_clock_change_are_plain_in_every_zone() -> None:
    for (_, changes), (zone, *_) in clocks().items():
        for day in (date(2026, 6, 10), date(2026, 12, 9)):
            if not any(abs(c.day - day) <= A_DAY for c in changes):
                midday = datetime.combine(day, time(12), tzinfo=UTC)
                shift = offset(zone, midday)
                assert [occurs_at(day, at, zone) for at in QUARTERS] == [
                    (datetime.combine(day, at) - shift).replace(tzinfo=UTC) for at in QUARTERS
                ]


def test_ticks_around_every_clock_change_settle_every_date_once() -> None:
    rounds = 0
    for (_, changes), (zone, *_) in clocks().items():
        for change in changes:
            for at in _times_that_change(change):
                rounds += _tick_around(zone, change, at)
    assert rounds > 9_000


@pytest.mark.parametrize(("zone", "day"), NO_SUCH_DAY)
def test_a_date_that_a_zone_left_out_is_missed_and_those_beside_it_are_held_once(zone: str, day: date) -> None:
    for at in QUARTERS:
        ours = circle(zone=zone, since=occurs_at(day - A_DAY, at, zone), round_time=at, weekdays=EVERY_DAY)
        settled: dict[date, str] = {}
        now = ours.since
        while now < ours.since + A_DAY * 2 + AN_HOUR:
            for due in due_rounds(ours, settled, now):
                settled[due.day] = due.missed_because
            now += timedelta(minutes=7, seconds=30)
        held = {day - A_DAY: "", day: "there was no such day", day + A_DAY: ""}
        assert {each: settled[each] for each in held} == held, at


@pytest.mark.parametrize(("zone", "day"), NO_SUCH_DAY)
def test_highlights_of_a_date_that_a_zone_left_out_come_on_the_next(zone: str, day: date) -> None:
    ours = circle(
        zone=zone, since=occurs_at(day - A_DAY, time(1), zone), digest_weekday=day.isoweekday(), digest_time=time(16)
    )
    now, settled = ours.since, {}
    while now < ours.since + A_DAY * 3:
        settled |= {due.week: (due.missed_because, local_day(now, zone)) for due in due_digests(ours, settled, now)}
        now += timedelta(minutes=20)
    assert settled == {week_of(day): ("", day + A_DAY)}


def test_weeks_across_new_year_have_one_digest_each() -> None:
    now = datetime(2026, 12, 20, 12, tzinfo=UTC)
    ours, posted = circle(since=now), []
    while now < datetime(2027, 1, 17, tzinfo=UTC):
        posted += [
            (due.week, f"{local(now, ours.zone):%d.%m.}") for due in due_digests(ours, [w for w, _ in posted], now)
        ]
        now += AN_HOUR
    assert posted == [("2026-W52", "25.12."), ("2026-W53", "01.01."), ("2027-W01", "08.01."), ("2027-W02", "15.01.")]


def _lateness(day: date, at: time, zone: str) -> timedelta:
    return local(occurs_at(day, at, zone), zone).replace(tzinfo=None) - datetime.combine(day, at)


def _times_that_change(change: Transition) -> set[time]:
    """Quarter hours that are skipped or come twice, and those just beside them."""
    low, high = sorted((change.at + change.before, change.at + change.after))
    quarters = [low + timedelta(minutes=15 * n) for n in range(-1, (high - low) // timedelta(minutes=15) + 1)]
    return {quarter.time().replace(second=0) for quarter in quarters}


def _tick_around(zone: str, change: Transition, at: time) -> int:
    """Look every few seconds around each moment at which a round might open, and where a clock time comes again."""
    days = [change.day + A_DAY * n for n in (-1, 0, 1)]
    owed = {day: occurs_at(day, at, zone) for day in days}
    ours = circle(zone=zone, since=owed[days[0]], round_time=at, weekdays=EVERY_DAY)
    again = [change.at + change.before - change.after, change.at, change.at + abs(change.after - change.before)]
    looks = {moment + timedelta(seconds=by) for moment in (*owed.values(), *again) for by in TICKS}
    settled: dict[date, datetime] = {}
    for now in sorted(look for look in looks if ours.since <= look < owed[days[-1]] + AN_HOUR):
        for due in due_rounds(ours, settled, now):
            assert due.day not in settled
            assert not due.missed_because, (zone, due, now)
            assert timedelta(0) <= now - due.at < timedelta(seconds=5), (zone, due, now)
            settled[due.day] = now
    assert settled == owed, (zone, change)
    return len(settled)

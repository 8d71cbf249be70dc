"""The clock: set, moved, frozen, and its alarms."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from careapp.sandbox.clock import Clock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def frozen():
    clock = Clock(NOON)
    clock.freeze()
    clock.set(NOON)
    return clock


def test_a_frozen_clock_moves_only_when_moved():
    clock = frozen()
    assert clock.now() == clock.now() == NOON
    clock.advance(90)
    assert clock.now() == NOON + timedelta(seconds=90)
    clock.set(datetime.fromisoformat("2026-01-01T10:00:00+02:00"))
    assert clock.now().isoformat() == "2026-01-01T08:00:00+00:00"
    assert clock.frozen is True


def test_a_running_clock_runs_on_from_where_it_is_set():
    clock = Clock()
    clock.set(NOON)
    first = clock.now()
    assert NOON <= first <= clock.now() < NOON + timedelta(seconds=5)
    assert clock.frozen is False


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        Clock().set(datetime(2026, 3, 2))  # noqa: DTZ001


async def test_alarms_ring_in_order_when_time_reaches_them():
    clock, rung = frozen(), []
    clock.ring_at(NOON + timedelta(seconds=60), lambda: rung.append("second"))
    clock.ring_at(NOON + timedelta(seconds=30), lambda: rung.append("first"))
    clock.advance(29)
    assert rung == []
    clock.advance(31)
    assert rung == ["first", "second"]


async def test_alarms_ring_by_themselves_while_time_passes():
    clock, rung = frozen(), asyncio.Event()
    clock.ring_at(NOON + timedelta(seconds=0.02), rung.set)
    clock.run()
    async with asyncio.timeout(5):
        await rung.wait()


async def test_a_stopped_clock_rings_no_more():
    clock, rung = frozen(), []
    clock.ring_at(NOON + timedelta(seconds=1), lambda: rung.append(1))
    clock.stop()
    clock.advance(2)
    assert rung == []

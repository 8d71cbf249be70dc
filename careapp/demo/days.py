"""Lives through the days between two instants, so that a clock that is moved on skips no round."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from careapp.care import Care
from careapp.demo.replay import live, settle
from careapp.practice.answer import MORNING
from careapp.practice.circle import Circle
from careapp.practice.occurrence import local_day, occurs_at
from careapp.sandbox import Sandbox
from careapp.store import circle as circles

LONGEST = timedelta(days=92)


async def live_until(sandbox: Sandbox, care: Care, target: datetime) -> None:
    """Move the clock to an instant; what falls due on the way, within three months, happens at its hour."""
    async with care.store.reading() as db:
        met = circles.every(db)
    now = sandbox.clock.now()
    if now < target <= now + LONGEST:
        for at in sorted({at for circle in met for at in _moments(circle, now, target)}):
            sandbox.clock.set(at)
            await live(care)
            await settle(sandbox, care)
    sandbox.clock.set(target)
    await live(care)
    await settle(sandbox, care)


def _moments(circle: Circle, now: datetime, target: datetime) -> Iterator[datetime]:
    """Yield when a circle's rounds open and close, and the hours at which all else is due, between two instants."""
    hours = (MORNING, circle.pulse_time, circle.digest_time)
    day = local_day(now, circle.zone)
    while day <= local_day(target, circle.zone):
        opens = occurs_at(day, circle.round_time, circle.zone)
        closes = opens + timedelta(minutes=circle.minutes)
        for at in (opens, closes, *(occurs_at(day, hour, circle.zone) for hour in hours)):
            if now < at < target:
                yield at
        day += timedelta(days=1)

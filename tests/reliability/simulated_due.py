"""What the settings of a circle owe by an instant and soon, counted apart from how Care counts it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from careapp.practice.circle import LESSON_DAYS, Circle
from careapp.practice.occurrence import local_day, occurs_at
from careapp.store import Database
from careapp.store import circle as circles
from careapp.store.columns import read_instant

LOOK_BACK = timedelta(days=14)
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


def days_due(circle: Circle, at: time, now: datetime) -> Iterator[date]:
    """Yield the local dates, two weeks back at most, on which a time of day came under the present settings."""
    day = local_day(now, circle.zone) - LOOK_BACK
    while circle.state == "active" and day <= local_day(now, circle.zone):
        if circle.since <= occurs_at(day, at, circle.zone) <= now:
            yield day
        day += _DAY


def with_all_of_it(circle: Circle, dice: Random) -> Circle:
    """Return a circle that keeps the whole practice, at times drawn by lot."""
    return replace(
        circle,
        asks_pulse=True,
        pulse_weekday=dice.randint(1, 7),
        pulse_time=dice.choice((time(15), time(15), time(9, 30), time(2, 30))),
        digest_weekday=dice.randint(1, 7),
        lessons_on=dice.choice(LESSON_DAYS[1:]),
        writes_care_note=True,
    )


def moments_ahead(db: Database, now: datetime) -> list[datetime]:
    """Return instants of the next days at which something is to happen beside rounds and digests; there is one."""
    found = [now + timedelta(days=2)]
    for circle in circles.every(db):
        days = [local_day(now, circle.zone) + n * _DAY for n in range(9)]
        found += [occurs_at(day, time(9), circle.zone) for day in days[:3]]
        found += [
            occurs_at(day, at, circle.zone)
            for day in days
            for at, weekday in ((circle.pulse_time, circle.pulse_weekday), (time(9), circle.digest_weekday))
            if day.isoweekday() == weekday
        ]
    found += [*pulses_ahead(db, now), *weeks_ahead(db, now)] * 2
    return [at for at in found if timedelta() < at - now < timedelta(days=12)]


def pulses_ahead(db: Database, now: datetime) -> list[datetime]:
    """Return when the open questions close, or, where there is none, when circles ask again."""
    ends = [read_instant(row["closes_at"]) for row in db.query("SELECT closes_at FROM pulses WHERE state = 'open'")]
    asked = [
        occurs_at(day, circle.pulse_time, circle.zone)
        for circle in circles.every(db)
        for day in (local_day(now, circle.zone) + n * _DAY for n in range(9))
        if day.isoweekday() == circle.pulse_weekday
    ]
    return [at for at in ends or asked if at > now]


def weeks_ahead(db: Database, now: datetime) -> list[datetime]:
    """Return when circles are asked about a week of what they practise."""
    found = []
    for row in db.query("SELECT channel_id, began_on FROM behaviours WHERE state = 'practised'"):
        circle = circles.get(db, row["channel_id"])
        assert circle
        days = [last_round_day(circle, date.fromisoformat(row["began_on"]) + n * _WEEK) for n in range(1, 5)]
        found += [occurs_at(day, circle.round_time, circle.zone) for day in days if day]
    return [at for at in found if at > now]


def last_round_day(circle: Circle, end: date) -> date | None:
    """Return the last day of the week up to a day on which a circle meets, None where it meets on none."""
    days = (end - n * _DAY for n in range(7))
    return next((day for day in days if day.isoweekday() in circle.weekdays), None)

"""Reads the made-up history into acts at instants."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from careapp.practice.answer import MORNING

Act = dict[str, Any]
Kind = Literal["setup", "tick", "talk", "kudos", "story", "cheer", "deed"]
_ORDER: tuple[Kind, ...] = ("setup", "tick", "kudos", "talk", "story", "cheer", "deed")
_CHEERED_AFTER = timedelta(minutes=25)


@dataclass(frozen=True)
class Moment:
    """Something that somebody does, or that is due, at an instant."""

    at: datetime
    kind: Kind
    day: date
    act: Act


def moments(path: Path, first_day: date) -> list[Moment]:
    """Return the history in the order in which it happened; its day 1 is `first_day`, a Monday."""
    history = tomllib.loads(path.read_text(encoding="utf-8"))
    circles = {circle["channel"]: circle for circle in history["circle"]}
    found = [*_setups(circles, first_day), *_stories(history["story"], circles, first_day)]
    found += [*_given_hours(history, circles, first_day), *_deeds(history["deed"], circles, first_day)]
    found += _ticks(circles, {moment.day for moment in found})
    return sorted(found, key=lambda moment: (moment.at, _ORDER.index(moment.kind)))


def _setups(circles: dict[str, Act], first_day: date) -> Iterator[Moment]:
    for circle in circles.values():
        yield Moment(_at(first_day, time(8, 30), circle["zone"]), "setup", first_day, circle)


def _stories(stories: list[Act], circles: dict[str, Act], first_day: date) -> Iterator[Moment]:
    for story in stories:
        circle, day = circles[story["circle"]], working_day(first_day, story["day"])
        at = _round_at(circle, day) + timedelta(minutes=story["minute"])
        yield Moment(at, "story", day, story)
        yield Moment(at + _CHEERED_AFTER, "cheer", day, story)


def _given_hours(history: dict[str, list[Act]], circles: dict[str, Act], first_day: date) -> Iterator[Moment]:
    zone = next(iter(circles.values()))["zone"]
    for kind in ("kudos", "talk"):
        for n, act in enumerate(history[kind]):
            day = working_day(first_day, act["day"])
            at = _at(day, time(act["hour"], 7 + n % 40), zone)
            yield Moment(at, "kudos" if kind == "kudos" else "talk", day, act)


def _deeds(deeds: list[Act], circles: dict[str, Act], first_day: date) -> Iterator[Moment]:
    zone = next(iter(circles.values()))["zone"]
    for deed in deeds:
        day = working_day(first_day, deed["day"])
        yield Moment(_at(day, time.fromisoformat(deed["at"]), zone), "deed", day, deed)


def _ticks(circles: dict[str, Act], days: set[date]) -> Iterator[Moment]:
    for day in days:
        for at in {at for circle in circles.values() for at in _due(circle, day)}:
            yield Moment(at, "tick", day, {})


def _due(circle: Act, day: date) -> Iterator[datetime]:
    opens = _round_at(circle, day)
    yield from (opens, opens + timedelta(minutes=5))
    hours = [time.fromisoformat(circle["pulse_time"]), MORNING]
    if day.isoweekday() == circle["digest_weekday"]:
        hours.append(time.fromisoformat(circle["digest_time"]))
    yield from (_at(day, hour, circle["zone"]) for hour in hours)


def working_day(first_day: date, number: int) -> date:
    """Return the date of the n-th working day, where the first is a Monday."""
    weeks, days = divmod(number - 1, 5)
    return first_day + timedelta(weeks=weeks, days=days)


def _round_at(circle: Act, day: date) -> datetime:
    return _at(day, time.fromisoformat(circle["time"]), circle["zone"])


def _at(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone))

"""What a circle owes by now, settled before its settings change or it comes to rest, as it would be forgotten then."""

import contextlib
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from careapp.acts import digest as digest_acts
from careapp.acts import lesson as lesson_acts
from careapp.acts import note as note_acts
from careapp.acts import pulse as pulse_acts
from careapp.acts import round as round_acts
from careapp.acts import week as week_acts
from careapp.acts.apart import apart
from careapp.care import Care
from careapp.practice.behaviour import DueWeek
from careapp.practice.behaviour import due_weeks as due_behaviour_weeks
from careapp.practice.circle import Circle
from careapp.practice.digest import due_digests
from careapp.practice.lesson import due_gatherings
from careapp.practice.note import due_weeks
from careapp.practice.occurrence import LOOK_BACK, local_day
from careapp.practice.pulse import due_pulses
from careapp.practice.round import Due, due_rounds
from careapp.store import Database
from careapp.store import behaviour as behaviours
from careapp.store import digest as digests
from careapp.store import lesson as lessons
from careapp.store import note as notes
from careapp.store import pulse as pulses
from careapp.store import round as rounds


@dataclass(frozen=True)
class _Kind:
    """A kind of what comes due: its name, what is due, which day, week or month that takes, and how it is settled.

    `is_wanted` says whether a circle with other settings wants it still. All that is due has a `missed_because`.
    """

    name: str
    due: Callable[[Database, Circle, datetime], Sequence[Any]]
    takes: Callable[[Any], Hashable]
    settle: Callable[[Database, Care, Circle, Any, datetime], object]
    is_wanted: Callable[[Circle, Any], bool] = lambda after, due: True


def settle(db: Database, care: Care, before: Circle, after: Circle, now: datetime) -> None:
    """Do what is due under settings that are about to change, as the jobs would a few seconds later.

    Left out is what the new settings ask for later by themselves (within two weeks, for the same day, week or month),
    and what they want no more of. What is too late is put down as missed. What is settled has its day, week or month,
    so the new settings do not ask for it again.
    """
    for kind in _KINDS:
        with _alone(db, kind, before):
            later = {kind.takes(due) for due in kind.due(db, after, now + LOOK_BACK)}
            for due in kind.due(db, before, now):
                if kind.takes(due) not in later and (due.missed_because or kind.is_wanted(after, due)):
                    kind.settle(db, care, before, due, now)


def miss(db: Database, care: Care, circle: Circle, because: str, now: datetime) -> None:
    """Put down what is due as missed with a reason, as there is nowhere to do it any more."""
    for kind in _KINDS:
        with _alone(db, kind, circle):
            for due in kind.due(db, circle, now):
                missed = replace(due, missed_because=due.missed_because or because)
                kind.settle(db, care, circle, missed, now)


@contextlib.contextmanager
def _alone(db: Database, kind: _Kind, circle: Circle) -> Iterator[None]:
    """Keep what is done of a kind as a whole; one that cannot be read is not owed, and holds nothing else up."""
    with apart(circle.channel_id, kind.name, "is not owed"), db.atomic():
        yield


def _due_rounds(db: Database, circle: Circle, now: datetime) -> Sequence[Due]:
    return due_rounds(circle, rounds.days_since(db, circle.channel_id, local_day(now, circle.zone) - LOOK_BACK), now)


def _due_weeks_of_behaviour(db: Database, circle: Circle, now: datetime) -> Sequence[DueWeek]:
    behaviour = behaviours.practised(db, circle.channel_id)
    known = {week.number for week in behaviours.weeks(db, behaviour.id)} if behaviour else set()
    return due_behaviour_weeks(circle, behaviour, known, now) if behaviour else []


def _settle_week_of_behaviour(db: Database, care: Care, circle: Circle, due: DueWeek, now: datetime) -> None:
    if behaviour := behaviours.practised(db, circle.channel_id):
        week_acts.settle_due(db, circle, behaviour.id, due, now)


_KINDS = (
    _Kind(
        "the rounds that are due",
        due=_due_rounds,
        takes=lambda due: due.day,
        settle=round_acts.settle_due,
        is_wanted=lambda after, due: after.is_round_day(due.day),
    ),
    _Kind(
        "the digests that are due",
        due=lambda db, circle, now: due_digests(circle, digests.weeks(db, circle.channel_id), now),
        takes=lambda due: due.week,
        settle=digest_acts.settle_due,
    ),
    _Kind(
        "the care notes that are due",
        due=lambda db, circle, now: due_weeks(circle, notes.weeks(db, circle.channel_id), now),
        takes=lambda due: due.week,
        settle=lambda db, care, circle, due, now: note_acts.begin(db, circle, due),
        is_wanted=lambda after, due: after.writes_care_note,
    ),
    _Kind(
        "the pulse that is due",
        due=lambda db, circle, now: due_pulses(circle, pulses.weeks(db, circle.channel_id), now),
        takes=lambda due: due.week,
        settle=lambda db, care, circle, due, now: pulse_acts.settle_due(db, care, circle, due),
        is_wanted=lambda after, due: after.asks_pulse,
    ),
    _Kind(
        "the lessons that are due",
        due=lambda db, circle, now: due_gatherings(circle, lessons.months(db, circle.channel_id), now),
        takes=lambda due: due.month,
        settle=lambda db, care, circle, due, now: lesson_acts.settle_due(db, circle, due, now),
        is_wanted=lambda after, due: after.lessons_on != "never",
    ),
    _Kind(
        "the week of a behaviour that is due",
        due=_due_weeks_of_behaviour,
        takes=lambda due: due.number,
        settle=_settle_week_of_behaviour,
    ),
)

"""Every story is answered: with a cheer, a reply or thanks, or else somebody is told of it the next morning."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from careapp.practice.circle import Circle
from careapp.practice.occurrence import LOOK_BACK, local_day, occurs_at
from careapp.practice.story import Story

MORNING = time(9)
LATEST_MORNING = timedelta(hours=4)
FIRST_LOOK_BACK = timedelta(days=4)  # over a long weekend: who never saw such a letter is not given two weeks at once
STORIES_A_LETTER = 15
_BY_NAME = 3


@dataclass(frozen=True)
class Morning:
    """A circle's working morning: what was told after `since` and before this day, up to `until`, is to be answered."""

    day: date
    since: datetime
    until: datetime
    missed_because: str = ""


@dataclass(frozen=True)
class Brought:
    """A story in a letter, with the names of those who cared and whether it has been answered since."""

    story: Story
    carers: Sequence[str]
    is_answered: bool


def due_morning(circle: Circle, known: Collection[date], now: datetime) -> Morning | None:
    """Return this day's morning where it has come and is not settled yet.

    A morning that passed unnoticed needs no word of its own: the next one brings its stories.
    """
    day = local_day(now, circle.zone)
    at = occurs_at(day, MORNING, circle.zone)
    if not circle.brings_unanswered or day in known or now < at or not circle.is_working_day(day):
        return None
    begins = occurs_at(day, time(), circle.zone)
    why = f"nobody could be told within four hours of {MORNING:%H:%M}" if now - at > LATEST_MORNING else ""
    return Morning(day, begins - (LOOK_BACK if known else FIRST_LOOK_BACK), begins, why)


def whom_to_tell(circle: Circle, story: Story, day: date, reached: Collection[str]) -> str | None:
    """Return who is told of a story: a manager, else a facilitator, by turns; never its teller or whom it is about."""
    for role in (circle.managers, circle.facilitators):
        if able := sorted(who for who in role if who in reached and who not in (story.teller, *story.carers)):
            return able[day.toordinal() % len(able)]
    return None


def draft_thanks(names: Sequence[str], story: Story) -> str:
    """Return thanks to people by name for a story, in whose thread they will stand, to be sent or written on.

    They claim nothing that was not felt: who sends them knows that. Of poor care its teller was the customer.
    """
    first = ", ".join((name.split() or [name])[0] for name in names) if len(names) <= _BY_NAME else "all of you"
    whom = f", {first}," if first else ""
    if story.is_praise:
        return f"Thank you{whom} for what you did."
    return f"Thank you{whom} for telling us." if story.is_poor_care else f"Thank you{whom} for telling us this."

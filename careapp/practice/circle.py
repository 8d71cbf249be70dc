"""A circle: a channel that keeps the practice, with its settings."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

import holidays

from careapp.practice.occurrence import is_holiday, is_zone, local_day, occurs_at
from careapp.practice.person import Person
from careapp.practice.refusal import CareError

WORKING_WEEK = (1, 2, 3, 4, 5)
_TELLING = 4  # weekdays with a round, from which one can tell which days are worked
MINUTES = (3, 5, 10, 15, 20, 30)
# Of each month: never, or its first or last Monday (1) to Sunday (7).
LESSON_DAYS = ("never", *(f"{which} {weekday}" for which in ("first", "last") for weekday in range(1, 8)))
_TIMES = ("state", "zone", "round_time", "weekdays", "country", "digest_weekday", "digest_time", "lessons_on")
_NOTE_TIMES = ("writes_care_note",)
_PULSE_TIMES = ("asks_pulse", "pulse_weekday", "pulse_time")


@dataclass(frozen=True)
class Circle:
    """A channel's practice. Weekdays are ISO (1 is Monday); times are local to `zone`.

    `name` is the channel's, without the #; `since` is the instant from which the present settings count:
    nothing due before it is owed; `definition` is the team's own sentence on what care is, or empty; `lessons_on` is
    one of LESSON_DAYS.
    """

    channel_id: str
    zone: str
    since: datetime
    name: str = ""
    round_time: time = time(16, 55)
    weekdays: tuple[int, ...] = WORKING_WEEK
    minutes: int = 5
    country: str | None = None
    digest_weekday: int = 5
    digest_time: time = time(16, 0)
    lessons_on: str = "never"
    decks: tuple[str, ...] = ()
    facilitators: frozenset[str] = frozenset()
    managers: frozenset[str] = frozenset()
    guards_privacy: bool = True
    shows_milestones: bool = True
    state: Literal["active", "paused"] = "active"
    paused_because: str = ""
    asks_pulse: bool = False
    pulse_weekday: int = 4
    pulse_time: time = time(15, 0)
    definition: str = ""
    brings_unanswered: bool = True
    writes_care_note: bool = False

    def is_round_day(self, day: date) -> bool:
        """Say whether the circle meets on a date."""
        return day.isoweekday() in self.weekdays and not is_holiday(day, self.country)

    def is_working_day(self, day: date) -> bool:
        """Say whether its people work on a date, as far as can be told.

        Who meets on four weekdays or more works on those; who meets on fewer, on Monday to Friday as well.
        """
        week = self.weekdays if len(self.weekdays) >= _TELLING else (*WORKING_WEEK, *self.weekdays)
        return day.isoweekday() in week and not is_holiday(day, self.country)

    def keeps_the_times_of(self, other: "Circle") -> bool:
        """Say whether both are active and meet at the same times, so that what the other owes is still owed."""
        return all(getattr(self, name) == getattr(other, name) for name in (*_TIMES, *_NOTE_TIMES, *_PULSE_TIMES))

    def next_round_at(self, now: datetime) -> datetime | None:
        """Return when the next scheduled round opens, None where no day within a month is a round day."""
        if not is_zone(self.zone):
            return None
        today = local_day(now, self.zone)
        for day in (today + timedelta(days=n) for n in range(32)):
            at = occurs_at(day, self.round_time, self.zone)
            if at > now and self.is_round_day(day):
                return at
        return None


@dataclass(frozen=True)
class Missed:
    """A round or a digest that could not be, and why; `is_fine` where that is nothing to mend."""

    what: str
    because: str
    is_fine: bool = False


def check_settings(circle: Circle) -> Circle:
    """Return the circle, or raise CareError naming the form field that cannot be kept."""
    if not circle.weekdays:
        raise CareError("Choose at least one day of the week.", field="weekdays")
    if not 1 <= circle.minutes <= 60:
        raise CareError("A round lasts between 1 and 60 minutes.", field="minutes")
    if not is_zone(circle.zone):
        raise CareError(f"There is no time zone called {circle.zone}.", field="zone")
    if circle.country and circle.country not in holidays.list_supported_countries():
        raise CareError(f"There is no calendar of public holidays for {circle.country}.", field="country")
    if circle.lessons_on not in LESSON_DAYS:
        raise CareError("Choose one of the days offered.", field="lessons_on")
    return circle


def check_may_set_up(circle: Circle | None, person: Person) -> None:
    """Raise CareError where a person may not change these settings: guests never, others once it has facilitators."""
    if person.is_guest or not person.can_take_part:
        raise CareError("A circle is set up by a full member of the workspace. Ask a colleague to do it.")
    if circle and circle.facilitators and person.user_id not in circle.facilitators:
        raise CareError(
            f"The settings of this circle are kept by {_people(circle.facilitators)}. Ask them for a change."
        )


def check_may_lead(circle: Circle, user_id: str, what: str) -> None:
    """Raise CareError unless the person is a facilitator or a manager of the circle; `what` completes the sentence."""
    if not circle.facilitators | circle.managers:
        raise CareError(f"Nobody looks after this circle now. `/care setup` makes you its facilitator, who can {what}.")
    if user_id not in circle.facilitators | circle.managers:
        raise CareError(f"{_people(circle.facilitators | circle.managers)} can {what} here. Ask them.")


def _people(user_ids: frozenset[str]) -> str:
    return " or ".join(f"<@{user_id}>" for user_id in sorted(user_ids))

"""Rest: when Care leaves a person in peace, all of it by the clock and the calendar of their own zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

LONGEST_PAUSE = timedelta(days=366)
COUNTED_PAUSE = timedelta(weeks=2)  # of a pause without an end: a circle whose people left it so must meet again
MOST_ARE_AWAY = "most of you were away"  # why a round rested


@dataclass(frozen=True)
class Rest:
    """What a person asked for. `back_on` is the first day after their pause, None where they will say so themselves.

    Of a pause without an end `paused_on` is the first day, None where that is not known yet. `not_today` is the last
    date on which they said [Not today]. Quiet hours that end when they begin are none.
    """

    is_paused: bool = False
    back_on: date | None = None
    paused_on: date | None = None
    not_today: date | None = None
    quiet_from: time = time(19)
    quiet_until: time = time(8)

    def is_away(self, day: date) -> bool:
        """Say whether they are on a pause on a date; one that a wrong clock put years ahead is none."""
        if not self.is_paused or self.back_on is None:
            return self.is_paused
        return timedelta() < self.back_on - day <= LONGEST_PAUSE

    def counts_as_away(self, day: date) -> bool:
        """Say whether a round may rest for them on a date: on a pause, of one without an end in its first two weeks.

        One that began by a clock that was wrong does not count.
        """
        if self.back_on is None and self.paused_on:
            return self.is_paused and abs(day - self.paused_on) < COUNTED_PAUSE
        return self.is_away(day)

    def is_quiet(self, at: time) -> bool:
        """Say whether a time of day lies in their quiet hours."""
        begins, ends = self.quiet_from, self.quiet_until
        return begins <= at < ends if begins <= ends else not ends <= at < begins

    def lets_through(self, here: datetime) -> bool:
        """Say whether a letter may reach them at an instant, given as they read it on their clock."""
        return not (self.is_away(here.date()) or self.not_today == here.date() or self.is_quiet(here.time()))


def are_most_away(away: int, everybody: int) -> bool:
    """Say whether so many of a circle are away that its round can wait: more than half."""
    return away * 2 > everybody

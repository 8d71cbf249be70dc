"""The health of the practice in a circle: how many of its stories were answered, and whether its rounds are held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from careapp.practice.occurrence import local_day, occurs_at
from careapp.practice.round import Round

WEEKS = 4


@dataclass(frozen=True)
class Answering:
    """How many stories were told in some weeks, and how many of them have a cheer, a reply or thanks by now."""

    told: int
    answered: int

    @property
    def percent(self) -> int:
        """The share of stories answered, rounded down so that only all of them are 100."""
        return 100 * self.answered // self.told if self.told else 0


@dataclass(frozen=True)
class Health:
    """How the practice lives in a circle: the last weeks, the same number of weeks before, and rounds of the last."""

    lately: Answering
    before: Answering
    rounds_held: int
    rounds_quiet: int


def weeks_until(now: datetime, zone: str) -> tuple[datetime, datetime, datetime]:
    """Return where the weeks before the last begin, where the last begin, and where they end: with yesterday.

    Today's stories have time until tomorrow morning.
    """
    today = local_day(now, zone)
    begin, middle, end = (occurs_at(today - timedelta(weeks=n), time(), zone) for n in (2 * WEEKS, WEEKS, 0))
    return begin, middle, end


def health(lately: Answering, before: Answering, rounds: Sequence[Round]) -> Health:
    """Put together how the practice lives; a round is held where somebody told something."""
    held = sum(1 for each in rounds if each.told)
    return Health(lately, before, held, len(rounds) - held)

"""A milestone: something worth a line in a circle, once for ever."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

MANY_STORIES = 100
SHOWN_OFTEN = 10
_LATEST = timedelta(days=31)  # a circle that took its holidays over the day itself has it told afterwards

Kind = Literal["first-story", "stories", "value", "years"]


@dataclass(frozen=True)
class Milestone:
    """What a circle has reached: somebody's first story, many stories, a value shown often, or years of rounds.

    `name` tells it from others of its kind: a user id, a value's id, or how many. It stands in the summary of the round
    of `round_day`, or, where there was none, in the digest; not while the story that reached it is taken back.
    """

    channel_id: str
    kind: Kind
    name: str
    reached_at: datetime
    round_day: date | None = None
    story_id: int | None = None


def years_of_rounds(first: date, day: date) -> int:
    """Return how many years of rounds are full on a day or were within the month before it, 0 where none were."""
    years = day.year - first.year - ((day.month, day.day) < (first.month, first.day))
    if years < 1:
        return 0
    leap = (first.month, first.day) == (2, 29)
    anniversary = (first + leap * timedelta(days=1)).replace(year=first.year + years)
    return years if day - anniversary <= _LATEST else 0

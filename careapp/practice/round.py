"""A round: one day's five minutes in a circle."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from careapp.practice.circle import Circle
from careapp.practice.occurrence import WRONG_CLOCK, days_until, is_a_day, is_zone, local_day, occurs_at
from careapp.practice.prompt import CirclePrompt

LATEST_OPENING = timedelta(minutes=30)
LATE_STORIES = timedelta(days=7)


@dataclass(frozen=True)
class Round:
    """One day of a circle. `day` is the scheduled local date; `told` is how many stories it holds."""

    channel_id: str
    day: date
    state: Literal["open", "closed", "missed"]
    due_at: datetime
    reason: str = ""
    prompt_id: str = ""
    prompt: str = ""
    value_id: str = ""
    opened_at: datetime | None = None
    closes_at: datetime | None = None
    told: int = 0

    @property
    def key(self) -> str:
        """The name of the round's post, for ever."""
        return f"round:{self.channel_id}:{self.day.isoformat()}"

    def takes_stories(self, now: datetime) -> bool:
        """Say whether a story told now, perhaps late, still counts for this round (it is the circle's latest)."""
        return self.opened_at is not None and now - self.opened_at < LATE_STORIES

    def is_over(self, now: datetime) -> bool:
        """Say whether its time has passed; one that opened while the clock was wrong ends when that is noticed."""
        assert self.opened_at
        assert self.closes_at
        return self.closes_at <= now or self.opened_at > now + WRONG_CLOCK

    def shown_by(self, zone: str) -> datetime | None:
        """Return until when its post is worth showing for the first time: up to its end, or that of its day."""
        if self.closes_at is None or not is_zone(zone):
            return self.closes_at
        return min(self.closes_at, occurs_at(local_day(self.due_at, zone) + timedelta(days=1), time(), zone))

    def minutes_late(self) -> int:
        """Return how many whole minutes after its time it opened."""
        return max(0, ((self.opened_at or self.due_at) - self.due_at) // timedelta(minutes=1))

    def minutes_left(self, now: datetime) -> int:
        """Return the minutes until the round closes, rounded up, 0 when it has."""
        assert self.closes_at
        return max(0, -int((now - self.closes_at) // timedelta(minutes=1)))


@dataclass(frozen=True)
class Due:
    """A round that its schedule owes: to be opened, or, with a reason, to be put down as missed."""

    day: date
    at: datetime
    missed_because: str = ""


def due_rounds(circle: Circle, known: Collection[date], now: datetime) -> list[Due]:
    """Return what the schedule owes by now, oldest first, for local dates that have no round yet."""
    if circle.state != "active" or not is_zone(circle.zone):
        return []
    days = [day for day in days_until(now, circle.since, circle.zone) if day not in known and circle.is_round_day(day)]
    moments = [(day, occurs_at(day, circle.round_time, circle.zone)) for day in days]
    return [Due(day, at, _why_missed(circle, day, at, now)) for day, at in moments if circle.since <= at <= now]


def _why_missed(circle: Circle, day: date, at: datetime, now: datetime) -> str:
    if not is_a_day(day, circle.zone):
        return "there was no such day"
    # Where clocks jump over midnight, a round of the last hour has its time on the next date.
    if now - at <= LATEST_OPENING and local_day(now, circle.zone) == local_day(at, circle.zone):
        return ""
    return f"Care was not awake at {circle.round_time:%H:%M}"


def open_round(circle: Circle, day: date, due_at: datetime, prompt: CirclePrompt, now: datetime) -> Round:
    """Return the round that opens now for a day, for as many minutes as the circle gives."""
    return Round(
        channel_id=circle.channel_id,
        day=day,
        state="open",
        due_at=due_at,
        prompt_id=prompt.id,
        prompt=prompt.text,
        value_id=prompt.value_id,
        opened_at=now,
        closes_at=now + timedelta(minutes=circle.minutes),
    )


def streak(rounds: Collection[Round]) -> int:
    """Count the rounds held in a row up to the latest; `rounds` newest first, missed ones left aside."""
    count = 0
    for round_ in rounds:
        if round_.state == "missed":
            continue
        if round_.told == 0:
            break
        count += 1
    return count

"""The pulse: once a week, and without a name, whether people felt cared for."""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal
from zlib import crc32

from careapp.practice.circle import Circle
from careapp.practice.occurrence import WRONG_CLOCK, days_until, is_holiday, is_zone, occurs_at, week_of
from careapp.practice.refusal import CareError
from careapp.practice.text import has_words

QUESTION = "Did you feel cared for at work this week?"
FEWEST = 5  # answers in a result, and people in a circle that asks
LONGEST_SENTENCE = 500
TOO_FEW_PEOPLE = "fewer than five people are in the circle"
STILL_OPEN = "the question before it was still open"
_WAS_HOLIDAY = "was a public holiday"
_OPEN_FOR = 4  # days
_LATEST = timedelta(hours=24)
_LETTER_WITHIN = timedelta(days=6)  # a newer one is near then


@dataclass(frozen=True)
class Pulse:
    """One week's question in a circle; `missed` with a reason, else open or closed, with both instants."""

    channel_id: str
    week: str
    state: Literal["open", "closed", "missed"]
    asked_at: datetime
    closes_at: datetime
    reason: str = ""

    @property
    def key_name(self) -> str:
        """What the key is called with which those are marked who have answered that week."""
        return f"pulse-{self.week}"

    def is_over(self, now: datetime) -> bool:
        """Say whether nobody can answer any more."""
        return now >= self.closes_at or self.is_ahead(now)

    def still_asks(self, now: datetime) -> bool:
        """Say whether those who could not be written to yet are still to be asked."""
        return timedelta() <= now - self.asked_at <= _LATEST

    def is_ahead(self, now: datetime) -> bool:
        """Say whether it was asked, or missed, while the clock was wrong."""
        return self.asked_at > now + WRONG_CLOCK


@dataclass(frozen=True)
class DuePulse:
    """A question that the schedule owes: to be asked, or, with a reason, to be put down as missed."""

    day: date
    at: datetime
    missed_because: str = ""

    @property
    def week(self) -> str:
        """The ISO week that it asks about."""
        return week_of(self.day)


@dataclass(frozen=True)
class Answers:
    """What was answered in a circle since a week and not told yet: how many, their sum, and sentences by alphabet.

    Which answer came first, which sentence goes with which answer, and whose any of it is, cannot be told from it.
    """

    since: str
    count: int = 0
    total: int = 0
    sentences: tuple[str, ...] = ()

    def with_score(self, score: int) -> "Answers":
        """Return these and one more answer, 1 to 5."""
        return replace(self, count=self.count + 1, total=self.total + score)

    def with_sentence(self, sentence: str) -> "Answers":
        """Return these and one more sentence."""
        return replace(self, sentences=tuple(sorted((*self.sentences, sentence))))

    @property
    def can_be_told(self) -> bool:
        """Whether they are enough for nobody's to be known."""
        return self.count >= FEWEST


@dataclass(frozen=True)
class Result:
    """What a circle is told, once: the answers of the weeks `since` to `week`, none of which is in another result."""

    channel_id: str
    week: str
    answers: Answers

    @property
    def key(self) -> str:
        """The name of its post, for ever."""
        return f"pulse-result:{self.channel_id}:{self.week}"

    @property
    def is_of_one_week(self) -> bool:
        """Whether each answer is somebody else's; with answers carried on from before, it may not be."""
        return self.answers.since == self.week

    @property
    def average(self) -> float:
        """How cared for people felt, 1 to 5."""
        return self.answers.total / self.answers.count


@dataclass(frozen=True)
class OwedResult:
    """A result that a manager who was not in the channel is still to be told.

    `told_at` is when its circle was told it, or was taken up again since: a pause does not count.
    """

    channel_id: str
    week: str
    user_id: str
    told_at: datetime

    @property
    def key(self) -> str:
        """The name of the letter's post, for ever."""
        return f"pulse-result:{self.channel_id}:{self.week}:{self.user_id}"

    def is_over(self, newest: str, now: datetime) -> bool:
        """Say whether it is too late for the letter; `newest` is the week of its circle's latest result."""
        is_late = self.told_at > now + WRONG_CLOCK or now - self.told_at > _LETTER_WITHIN
        return is_late or self.week < newest


@dataclass(frozen=True)
class Overview:
    """What a circle and its managers see of its pulse: the results, the latest last, and the question open now."""

    results: tuple[Result, ...]
    open: Pulse | None


def due_pulses(circle: Circle, known: Collection[str], now: datetime) -> list[DuePulse]:
    """Return the questions owed by now, oldest first, for ISO weeks that have none yet."""
    if not circle.asks_pulse or circle.state != "active" or not is_zone(circle.zone):
        return []
    days = [day for day in days_until(now, circle.since, circle.zone) if day.isoweekday() == circle.pulse_weekday]
    moments = [(day, occurs_at(day, circle.pulse_time, circle.zone)) for day in days]
    return [
        DuePulse(day, at, _why_missed(circle, day, at, now))
        for day, at in moments
        if circle.since <= at <= now and week_of(day) not in known
    ]


def opened(circle: Circle, due: DuePulse) -> Pulse:
    """Return the question of a week, open until the same hour some days later."""
    closes_at = occurs_at(due.day + timedelta(days=_OPEN_FOR), circle.pulse_time, circle.zone)
    return Pulse(circle.channel_id, due.week, "open", due.at, closes_at)


def missed(circle: Circle, due: DuePulse, because: str) -> Pulse:
    """Return a question that was not asked, with the reason."""
    return Pulse(circle.channel_id, due.week, "missed", due.at, due.at, because)


def is_rest(reason: str) -> bool:
    """Say whether a question was left out for a reason that is nothing to mend."""
    return reason in (TOO_FEW_PEOPLE, STILL_OPEN) or reason.endswith(_WAS_HOLIDAY)


def who_is_asked(channel_id: str, people_in: Mapping[str, AbstractSet[str]], week: str) -> frozenset[str] | None:
    """Return whom a circle asks in a week, None where it is too small: everybody once in all, by turns in several.

    `people_in` holds who is in it, and in each other circle that asks somebody of them. Were one person's answer in the
    results of two circles, one result could be taken from the other.
    """
    asking = {each: people for each, people in sorted(people_in.items()) if len(people) >= FEWEST}
    if channel_id not in asking:
        return None
    return frozenset(who for who in asking[channel_id] if _turn(who, asking, week) == channel_id)


def check_sentence(sentence: str) -> str:
    """Return the sentence, or raise CareError."""
    if not has_words(sentence):
        raise CareError("Please write a few words, or close the form: your answer counts without them.")
    if len(sentence) > LONGEST_SENTENCE:
        raise CareError(f"Please keep it within {LONGEST_SENTENCE} characters.")
    return sentence


def _turn(who: str, asking: Mapping[str, AbstractSet[str]], week: str) -> str:
    """Return the circle whose turn it is to ask somebody; half of those in two circles begin with the one."""
    theirs = [channel_id for channel_id, people in asking.items() if who in people]
    return theirs[(int(week[-2:]) + crc32(who.encode())) % len(theirs)]


def _why_missed(circle: Circle, day: date, at: datetime, now: datetime) -> str:
    if is_holiday(day, circle.country):
        return f"{day:%A} {_WAS_HOLIDAY}"
    return "" if now - at <= _LATEST else f"Care was not awake on {day:%A} at {circle.pulse_time:%H:%M}"

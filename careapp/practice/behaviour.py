"""A behaviour: what a circle made of a lesson, practises for four weeks, and then keeps, changes or drops."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from careapp.practice.circle import Circle
from careapp.practice.occurrence import is_zone, local, local_day, occurs_at
from careapp.practice.refusal import CareError
from careapp.practice.round import Round
from careapp.practice.text import has_words

WEEKS = 4
PRACTICE = timedelta(weeks=WEEKS)
LATEST_ASKING = timedelta(hours=24)
LONGEST = 120
State = Literal["practised", "kept", "changed", "dropped"]
Answer = Literal["yes", "partly", "not_yet"]
_A_DAY = timedelta(days=1)
_BY_DAY = range(9, 18)  # the hours in which it is asked whether a behaviour stays
_QUESTIONS = (
    "We are practising {}. Where did it show today?",
    "{}: who made it easy for you to do that today, and how?",
    "When was it hard today to live up to {}, and what helped?",
    "Who noticed today that we practise {}? What did it change for them?",
)


@dataclass(frozen=True)
class Behaviour:
    """What a circle practises, or has practised. `began_on` is a local date; `story_id` the story that taught it.

    `id` is that of the form in which it was chosen. The story is None where it was taken back.
    """

    id: str
    channel_id: str
    text: str
    began_on: date
    state: State = "practised"
    value_id: str | None = None
    story_id: int | None = None

    @property
    def key(self) -> str:
        """The name of its post, for ever."""
        return f"behaviour:{self.channel_id}:{self.id}"

    @property
    def quoted(self) -> str:
        """Its words in quotes, to stand within a sentence: without a full stop of their own."""
        is_sentence = self.text.endswith(".") and not self.text.endswith("..")
        return f"“{self.text[:-1] if is_sentence else self.text}”"

    @property
    def last_day(self) -> date:
        """The last day of its four weeks."""
        return self.began_on + PRACTICE

    def week_on(self, day: date) -> int:
        """Return which of its weeks runs on a day, the last one where they are over."""
        return min(WEEKS, max(0, (day - self.began_on).days) // 7 + 1)

    def why_no_other(self, today: date, quoted: str) -> str:
        """Return why no other one can be practised now."""
        if today > self.last_day:
            return f"The four weeks of {quoted} are over: decide first what becomes of it, with `/care playbook`."
        until = f"{self.last_day.day} {self.last_day:%B}"
        return f"You practise {quoted} until {until}, and one at a time is enough. `/care playbook` can end it early."

    def takes_answers(self, week: "Week", today: date) -> bool:
        """Say whether one of its weeks can be answered still; how it was answered is not shown before."""
        return self.state == "practised" and week.takes_answers(today)

    def is_turn(self, day: date) -> bool:
        """Say whether the question of a day is about it: every second day of its four weeks."""
        days = (day - self.began_on).days
        return self.state == "practised" and 0 < days <= PRACTICE.days and days % 2 == 1

    def ask_in(self, round_: Round) -> Round:
        """Return a round whose question is about this behaviour; no prompt of a deck is used up by it."""
        question = _QUESTIONS[(round_.day - self.began_on).days // 2 % len(_QUESTIONS)].format(self.quoted)
        return replace(round_, prompt_id="", prompt=question, value_id=self.value_id or "")

    def asking(self, day: date) -> int:
        """Return which time it is to be asked by a day whether it stays: 0 while its four weeks last, then 1, 2, ..."""
        return max(0, ((day - self.began_on).days - 1) // PRACTICE.days)


@dataclass(frozen=True)
class Week:
    """One week's "did we?": how many answered what. `day` is when it was asked; with a reason it was missed.

    `is_closed` says that nobody knows any more who has answered, so that nobody can answer.
    """

    behaviour_id: str
    number: int
    day: date
    reason: str = ""
    yes: int = 0
    partly: int = 0
    not_yet: int = 0
    is_closed: bool = False

    @property
    def key_name(self) -> str:
        """What the key is called with which those are marked who have answered it."""
        return f"week-{self.behaviour_id}-{self.number}"

    @property
    def answers(self) -> int:
        """How many people answered."""
        return self.yes + self.partly + self.not_yet

    @property
    def share(self) -> float | None:
        """How far it went, from 0 to 1, a `partly` being half a yes; None where nobody answered."""
        return (self.yes + self.partly / 2) / self.answers if self.answers else None

    def takes_answers(self, today: date) -> bool:
        """Say whether it can still be answered: for a week."""
        return not self.reason and not self.is_closed and today < self.day + timedelta(days=7)


@dataclass(frozen=True)
class DueWeek:
    """A weekly question that a behaviour owes: to be asked, or, with a reason, to be put down as missed."""

    number: int
    day: date
    missed_because: str = ""


def check_behaviour(text: str) -> str:
    """Return a behaviour's words, on one line, or raise CareError where they say nothing or too much."""
    line = " ".join(text.split())
    if not has_words(line):
        raise CareError("Say in a few words what you will do, as in “We call back when we promised”.", field="text")
    if len(line) > LONGEST:
        raise CareError(
            f"That is {len(line)} characters; a behaviour has {LONGEST}, to be easy to keep in mind.", field="text"
        )
    return line


def due_weeks(circle: Circle, behaviour: Behaviour, known: Collection[int], now: datetime) -> list[DueWeek]:
    """Return the weekly questions owed by now, oldest first: each on its week's last day of a round, at its hour.

    A week without a round has none.
    """
    if circle.state != "active" or behaviour.state != "practised" or not is_zone(circle.zone):
        return []
    days = [(number, _asked_on(circle, behaviour, number)) for number in range(1, WEEKS + 1) if number not in known]
    moments = [(number, day, occurs_at(day, circle.round_time, circle.zone)) for number, day in days if day]
    reason = f"Care was not awake at {circle.round_time:%H:%M}"
    return [
        DueWeek(number, day, "" if now - at <= LATEST_ASKING else reason)
        for number, day, at in moments
        if circle.since <= at <= now
    ]


def asking_now(circle: Circle, behaviour: Behaviour, now: datetime) -> int:
    """Return which time it is now to ask whether a behaviour stays, 0 where it is not: on days of rounds, by day."""
    today = local_day(now, circle.zone)
    is_time = circle.state == "active" and circle.is_round_day(today) and local(now, circle.zone).hour in _BY_DAY
    return behaviour.asking(today) if is_time and behaviour.state == "practised" else 0


def _asked_on(circle: Circle, behaviour: Behaviour, number: int) -> date | None:
    end = behaviour.began_on + timedelta(weeks=number)
    return next((day for day in (end - _A_DAY * n for n in range(7)) if circle.is_round_day(day)), None)

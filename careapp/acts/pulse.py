"""Ask a circle how cared for people felt, keep what they answer apart from who they are, and end the question."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from careapp.acts import letter, pulse_result
from careapp.acts.access import all_taking_part, for_form, takes_part
from careapp.blocks import pulse as blocks
from careapp.care import Care
from careapp.practice.circle import Circle
from careapp.practice.occurrence import SETTLED, WRONG_CLOCK, week_of
from careapp.practice.pulse import (
    STILL_OPEN,
    TOO_FEW_PEOPLE,
    Answers,
    DuePulse,
    Pulse,
    Result,
    check_sentence,
    missed,
    opened,
    who_is_asked,
)
from careapp.practice.refusal import CareError
from careapp.practice.seal import seal
from careapp.store import Database
from careapp.store import answer_key as keys
from careapp.store import circle as circles
from careapp.store import post as posts
from careapp.store import pulse as pulses
from careapp.store import restore as restores

_LONGEST_WAIT = timedelta(weeks=13)
_OVER = "The question of that week is closed, so I did not count this. Thank you for wanting to answer!"
_LOST = "I have lost track of who has answered this week, so I count no more answers. Next week I ask again."


def settle_due(db: Database, care: Care, circle: Circle, due: DuePulse) -> str:
    """Open a week's question for those whom the circle asks, or put it down as missed; return what became of it.

    A week that has its question, or missed it, already is left as it is.
    """
    if due.week in pulses.weeks(db, circle.channel_id):
        return SETTLED
    asked = who_is_asked(circle.channel_id, _asking_beside(db, circle.channel_id), due.week)
    because = due.missed_because or _why_not(db, circle, asked)
    pulse = missed(circle, due, because) if because else opened(circle, due)
    pulses.put(db, pulse)
    if asked and not because:
        keys.make(care.store.path, pulse.key_name)
        pulses.ask(db, pulse, asked)
    return because or "asked"


def to_write_to(db: Database, pulse: Pulse, now: datetime) -> list[str]:
    """Return whom a question can be brought to now; the others want no such letters, or sleep, or rest."""
    waiting = [who for who, is_written_to in pulses.asked(db, pulse).items() if not is_written_to]
    return letter.reached(db, waiting, "pulse", now)


def write_to(db: Database, circle: Circle, pulse: Pulse, user_ids: Iterable[str]) -> None:
    """Bring people the question, who were asked and are in the channel still."""
    message = blocks.pulse_letter(pulse, circle)
    for user_id in user_ids:
        if pulses.is_asked(db, pulse, user_id) and takes_part(db, circle.channel_id, user_id):
            letter.send(db, user_id, "pulse", _letter_key(pulse, user_id), message)
            restores.doubt(db, _letter_key(pulse, user_id), pulse.asked_at.date())
        pulses.written_to(db, pulse, user_id)


def answer(db: Database, care: Care, user_id: str, question: tuple[str, str], score: int) -> bool:
    """Count an answer, 1 to 5; False where this person's is counted already. Raises CareError.

    That somebody answered is kept as a mark that nobody can read without the key of that week, which is in no backup
    and goes with the week: else the first answer would be known from the first name.
    """
    pulse = _open_to(db, user_id, question, care.now())
    mark = _seal(care, pulse, user_id)
    if pulses.has_mark(db, pulse, mark):
        return False
    pulses.add_mark(db, pulse, mark)
    pulses.keep_answers(db, pulse.channel_id, _waiting(db, pulse).with_score(score))
    return True


def may_say(db: Database, care: Care, user_id: str, question: tuple[str, str]) -> Pulse:
    """Return the question to somebody who may add a sentence to it. Raises CareError."""
    pulse = _open_to(db, user_id, question, care.now())
    if not pulses.has_mark(db, pulse, _seal(care, pulse, user_id)):
        raise CareError("Please answer with one tap first; then you can add a sentence.")
    if pulses.has_mark(db, pulse, _seal(care, pulse, user_id, "said")):
        raise CareError("You have added a sentence already. It bears no name, so I cannot find it to change it.")
    return pulse


def say(db: Database, care: Care, user_id: str, question: tuple[str, str], sentence: str) -> None:
    """Keep a sentence beside the answers, once from each who answered. Raises CareError."""
    pulse = may_say(db, care, user_id, question)
    pulses.add_mark(db, pulse, _seal(care, pulse, user_id, "said"))
    pulses.keep_answers(db, pulse.channel_id, _waiting(db, pulse).with_sentence(check_sentence(sentence)))


def close(db: Database, pulse: Pulse, now: datetime) -> Result | None:
    """End a question; tell the circle what was answered where it is enough, or carry it into the next week."""
    circle = circles.get_or_stand_in(db, pulse.channel_id, now)
    if circle:
        _end_letters(db, pulse, circle)
    answers = pulses.answers(db, pulse.channel_id)
    pulses.close(db, pulse)
    if circle is None or answers is None or not answers.can_be_told:
        return None
    result = Result(pulse.channel_id, pulse.week, answers)
    pulse_result.tell(db, circle, result, now)
    return result


def to_drop(db: Database, now: datetime) -> tuple[list[Pulse], list[str]]:
    """Return the questions of a clock that was wrong, and the circles whose answers waited a quarter for others."""
    return pulses.ahead(db, now + WRONG_CLOCK), pulses.waiting_since_before(db, week_of((now - _LONGEST_WAIT).date()))


def drop(db: Database, now: datetime) -> None:
    """Drop what a wrong clock asked or missed, and answers too old to be told, as where a circle asks no more."""
    ahead, stale = to_drop(db, now)
    for pulse in ahead:
        for user_id in pulses.asked(db, pulse):
            posts.withdraw(db, _letter_key(pulse, user_id))
        pulses.drop(db, pulse)
    for channel_id in stale:
        pulses.drop_answers(db, channel_id)


def forget(db: Database, care: Care, user_id: str) -> None:
    """Forget whom was asked and that they answered. What they answered stays: nobody can find it any more."""
    asked = [pulse for question in pulses.asking(db, user_id) if (pulse := pulses.get(db, *question))]
    known = [(pulse, key) for pulse in asked if (key := keys.of(care.store.path, pulse.key_name))]
    marks = {_mark(key, pulse, user_id, *what) for pulse, key in known for what in ((), ("said",))}
    pulses.forget(db, user_id, marks)


def _why_not(db: Database, circle: Circle, asked: frozenset[str] | None) -> str:
    """Say why a circle cannot be asked: as answers wait in one place, none may be given to two questions."""
    if asked is None:
        return TOO_FEW_PEOPLE
    return STILL_OPEN if pulses.still_open(db, circle.channel_id) else ""


def _asking_beside(db: Database, channel_id: str) -> dict[str, set[str]]:
    """Return who is in a circle, and in each other one that asks and has somebody of it."""
    return {each: set(all_taking_part(db, each)) for each in {channel_id, *pulses.asking_beside(db, channel_id)}}


def _open_to(db: Database, user_id: str, question: tuple[str, str], now: datetime) -> Pulse:
    """Return the open question of a circle and week that somebody is asked. Raises CareError."""
    for_form(db, question[0], user_id)
    pulse = pulses.get(db, *question)
    if pulse is None or pulse.state != "open" or pulse.is_over(now) or not pulses.is_asked(db, pulse, user_id):
        raise CareError(_OVER)
    return pulse


def _seal(care: Care, pulse: Pulse, user_id: str, *what: str) -> str:
    """Return the mark of somebody who answered; raise CareError where the key is gone, as after a restore."""
    if key := keys.of(care.store.path, pulse.key_name):
        return _mark(key, pulse, user_id, *what)
    raise CareError(_LOST)


def _mark(key: bytes, pulse: Pulse, user_id: str, *what: str) -> str:
    return seal(key, pulse.channel_id, pulse.week, user_id, *what)


def _waiting(db: Database, pulse: Pulse) -> Answers:
    return pulses.answers(db, pulse.channel_id) or Answers(pulse.week)


def _letter_key(pulse: Pulse, user_id: str) -> str:
    return f"pulse:{pulse.channel_id}:{pulse.week}:{user_id}"


def _end_letters(db: Database, pulse: Pulse, circle: Circle) -> None:
    """Let no letter ask any more; all read the same, so that none tells who answered.

    What Slack did not take in time is taken back. An edit notifies nobody, so it waits for no good hours.
    """
    message = blocks.closed_letter(pulse, circle)
    for user_id in pulses.asked(db, pulse):
        post = posts.get(db, _letter_key(pulse, user_id))
        if post and post.is_shown:
            letter.send(db, user_id, "pulse", post.key, message)
        elif post:
            posts.withdraw(db, post.key)

"""Ask each week how what a circle practises goes, and count the answers without names."""

from datetime import datetime

from careapp.acts.access import circle_for, meet_soon
from careapp.blocks import behaviour as blocks
from careapp.care import Care
from careapp.practice.behaviour import (
    LATEST_ASKING,
    Answer,
    Behaviour,
    DueWeek,
    Week,
)
from careapp.practice.circle import Circle
from careapp.practice.occurrence import SETTLED, is_zone, local_day, occurs_at
from careapp.practice.post import TOO_LATE, Post
from careapp.practice.refusal import OUT_OF_REACH, CareError
from careapp.practice.seal import seal
from careapp.store import Database
from careapp.store import answer_key as keys
from careapp.store import behaviour as behaviours
from careapp.store import circle as circles
from careapp.store import post as posts
from careapp.store import restore as restores


def settle_due(db: Database, circle: Circle, behaviour_id: str, due: DueWeek, now: datetime) -> str:
    """Ask how a week went, or put it down as missed, unless it was or all is decided; return what became of it."""
    behaviour = behaviours.get(db, behaviour_id)
    known = {week.number for week in behaviours.weeks(db, behaviour_id)}
    if behaviour is None or behaviour.state != "practised" or due.number in known:
        return SETTLED
    week = Week(behaviour.id, due.number, due.day, due.missed_because)
    behaviours.put_week(db, week)
    if not due.missed_because:
        show(db, circle, behaviour, now)
        restores.doubt(db, _key(behaviour, week), due.day)
    return due.missed_because or "asked"


def answer(db: Database, care: Care, behaviour_id: str, number: int, user_id: str, said: Answer) -> bool:
    """Count somebody's answer to a week; False where they have answered it. Raises CareError where it is over."""
    behaviour, circle = seen_by(db, behaviour_id, user_id)
    week = next((week for week in behaviours.weeks(db, behaviour.id) if week.number == number), None)
    if week is None or not behaviour.takes_answers(week, local_day(care.now(), circle.zone)):
        raise CareError("This week is over. `/care playbook` shows how it went.")
    meet_soon(db, care, user_id)
    is_new = behaviours.answer(db, behaviour.id, number, _mark(db, care, week, user_id), said)
    show(db, circle, behaviour, care.now())
    return is_new


def over(db: Database, now: datetime) -> list[Week]:
    """Return the weeks that nobody can answer any more, and of which it is still known that somebody has."""
    return [week for week in behaviours.being_answered(db) if not _takes_answers(db, week, now)]


def close(db: Database, now: datetime) -> None:
    """Forget who answered the weeks that are over, and show how they were answered."""
    for week in over(db, now):
        behaviours.close_week(db, week.behaviour_id, week.number)
        behaviour = behaviours.get(db, week.behaviour_id)
        circle = circles.get_or_stand_in(db, behaviour.channel_id, now) if behaviour else None
        if behaviour and circle and is_zone(circle.zone):
            show(db, circle, behaviour, now)


def forget(db: Database, care: Care, user_id: str) -> None:
    """Forget that a person has answered; what they answered is in the counts, where nobody can find it."""
    for week in behaviours.being_answered(db):
        if key := keys.of(care.store.path, week.key_name):
            behaviours.drop_mark(db, week, seal(key, user_id))


def show(db: Database, circle: Circle, behaviour: Behaviour, now: datetime) -> None:
    """Keep what the posts of a behaviour's weeks should say; those whose time is over take no answers any more."""
    today = local_day(now, circle.zone)
    for week in behaviours.weeks(db, behaviour.id):
        if not week.reason:
            content = blocks.week_message(behaviour, week, behaviour.takes_answers(week, today))
            not_after = occurs_at(week.day, circle.round_time, circle.zone) + LATEST_ASKING
            key = _key(behaviour, week)
            posts.put(db, Post(key, "message", circle.channel_id, content, not_after=not_after))


def miss_unseen(db: Database, channel_id: str, behaviour_id: str, number: int) -> None:
    """Put a weekly question down as missed that nobody saw."""
    behaviours.miss_week(db, behaviour_id, number, TOO_LATE)
    posts.withdraw(db, f"week:{channel_id}:{behaviour_id}:{number}")


def seen_by(db: Database, behaviour_id: str, user_id: str) -> tuple[Behaviour, Circle]:
    """Return a behaviour and its circle to those who take part in it; raise CareError to others, as if it were gone."""
    behaviour = behaviours.get(db, behaviour_id)
    circle = circle_for(db, behaviour.channel_id, user_id) if behaviour else None
    if behaviour is None or circle is None:
        raise CareError(OUT_OF_REACH)
    return behaviour, circle


def _mark(db: Database, care: Care, week: Week, user_id: str) -> str:
    """Return the mark of somebody who answers; its key is in no backup, and goes with the week.

    Raises CareError where the key is gone, as after a restore.
    """
    if not behaviours.has_marks(db, week.behaviour_id, week.number):
        keys.make(care.store.path, week.key_name)
    if key := keys.of(care.store.path, week.key_name):
        return seal(key, user_id)
    raise CareError("I have lost track of who has answered this week, so I count no more answers.")


def _takes_answers(db: Database, week: Week, now: datetime) -> bool:
    behaviour = behaviours.get(db, week.behaviour_id)
    circle = circles.get_or_stand_in(db, behaviour.channel_id, now) if behaviour else None
    zone = circle.zone if circle and is_zone(circle.zone) else "UTC"
    return behaviour is not None and behaviour.takes_answers(week, local_day(now, zone))


def _key(behaviour: Behaviour, week: Week) -> str:
    return f"week:{behaviour.channel_id}:{behaviour.id}:{week.number}"

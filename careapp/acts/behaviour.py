"""Make a behaviour of a lesson, practise it, ask how it goes, and decide what becomes of it."""

from datetime import date, datetime

from careapp.acts import lesson as lesson_acts
from careapp.acts import letter as letters
from careapp.acts.access import circle_for, meet_soon, takes_part, without_those_who_left
from careapp.blocks import behaviour as blocks
from careapp.blocks.behaviour import Told
from careapp.care import Care
from careapp.practice.behaviour import (
    LATEST_ASKING,
    Answer,
    Behaviour,
    DueWeek,
    State,
    Week,
    asking_now,
    check_behaviour,
)
from careapp.practice.circle import Circle, check_may_lead
from careapp.practice.occurrence import is_zone, local_day, occurs_at
from careapp.practice.post import TOO_LATE, Post
from careapp.practice.refusal import OUT_OF_REACH, CareError
from careapp.practice.seal import seal
from careapp.practice.story import Story
from careapp.store import Database
from careapp.store import answer_key as keys
from careapp.store import behaviour as behaviours
from careapp.store import circle as circles
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import restore as restores
from careapp.store import story as stories


def practised(db: Database, circle: Circle, day: date) -> Behaviour | None:
    """Return the behaviour that a day's question is about, None where it is about none."""
    behaviour = behaviours.practised(db, circle.channel_id)
    return behaviour if behaviour and behaviour.is_turn(day) else None


def to_choose(db: Database, story_id: int, user_id: str) -> tuple[Story, Circle]:
    """Return the story whose lesson somebody may make a behaviour of; raise CareError to others.

    Raises it, too, while the circle practises another one.
    """
    lesson, gathering = lesson_acts.gathered(db, story_id, user_id)
    circle = _led(db, circle_for(db, gathering.channel_id, user_id), user_id)
    if behaviours.practised(db, circle.channel_id):
        raise CareError("You practise a behaviour already, and one at a time is enough. `/care playbook` can end it.")
    return lesson.story, circle


def begin(db: Database, care: Care, form_id: str, story_id: int, user_id: str, text: str) -> None:
    """Have a circle practise from today on what a form says of a lesson; the same form twice has one effect."""
    if behaviours.get(db, form_id) is None:
        story, circle = to_choose(db, story_id, user_id)
        meet_soon(db, care, user_id)
        _begin(db, care, circle, form_id, text, story)
        lesson_acts.follow(db, story, story)


def to_change(db: Database, behaviour_id: str, user_id: str) -> Behaviour | None:
    """Return the behaviour that somebody may put into other words, None where it is decided; raise CareError else."""
    behaviour, circle = _known(db, behaviour_id, user_id)
    _led(db, circle, user_id)
    return behaviour if behaviour.state == "practised" else None


def change(db: Database, care: Care, form_id: str, behaviour_id: str, user_id: str, text: str) -> None:
    """Have a circle practise other words for four weeks; the same form twice has one effect."""
    if behaviours.get(db, form_id):
        return
    behaviour, circle = _known(db, behaviour_id, user_id)
    check_behaviour(text)
    if not decide(db, care, behaviour_id, user_id, "changed"):
        raise CareError("This is decided already. `/care playbook` shows what became of it.", field="text")
    story = _taught_by(db, behaviour)
    _begin(db, care, circle, form_id, text, story, behaviour.value_id)
    if story:
        lesson_acts.follow(db, story, story)


def decide(db: Database, care: Care, behaviour_id: str, user_id: str, state: State) -> bool:
    """Keep what becomes of a behaviour, and tell the circle; False where that is decided. Raises CareError."""
    behaviour, circle = _known(db, behaviour_id, user_id)
    _led(db, circle, user_id)
    if behaviour.state != "practised":
        return False
    meet_soon(db, care, user_id)
    behaviours.set_state(db, behaviour.id, state)
    behaviour, circle = _known(db, behaviour_id, user_id)
    show(db, behaviour)
    show_weeks(db, circle, behaviour, care.now())
    said = blocks.decided_message(told(db, behaviour))
    posts.put(db, Post(f"decided:{circle.channel_id}:{behaviour.id}", "message", circle.channel_id, said))
    for letter in behaviours.letters(db, behaviour.id):
        if letter.is_shown and letter.content is not None:
            posts.put(db, Post(letter.key, "message", letter.channel_id, said))
        else:
            posts.withdraw(db, letter.key)
    if story := _taught_by(db, behaviour):
        lesson_acts.follow(db, story, story)
    return True


def settle_due(db: Database, circle: Circle, behaviour_id: str, due: DueWeek, now: datetime) -> None:
    """Ask how a week went, or put it down as missed with its reason."""
    behaviour = behaviours.get(db, behaviour_id)
    if behaviour is None or behaviour.state != "practised":  # it was decided on a moment ago
        return
    week = Week(behaviour.id, due.number, due.day, due.missed_because)
    behaviours.put_week(db, week)
    if not due.missed_because:
        show_weeks(db, circle, behaviour, now)
        restores.doubt(db, _week_key(behaviour, week), due.day)


def answer(db: Database, care: Care, behaviour_id: str, number: int, user_id: str, said: Answer) -> bool:
    """Count somebody's answer to a week; False where they have answered it. Raises CareError where it is over."""
    behaviour, circle = _known(db, behaviour_id, user_id)
    week = next((week for week in behaviours.weeks(db, behaviour.id) if week.number == number), None)
    if week is None or not _is_open(behaviour, week, local_day(care.now(), circle.zone)):
        raise CareError("This week is over. `/care playbook` shows how it went.")
    meet_soon(db, care, user_id)
    is_new = behaviours.answer(db, behaviour.id, number, _mark(db, care, week, user_id), said)
    show_weeks(db, circle, behaviour, care.now())
    return is_new


def over(db: Database, now: datetime) -> list[Week]:
    """Return the weeks that nobody can answer any more, and of which it is still known that somebody has."""
    return [week for week in behaviours.being_answered(db) if not _takes_answers(db, week, now)]


def close_weeks(db: Database, now: datetime) -> None:
    """Forget who answered the weeks that are over."""
    for week in over(db, now):
        behaviours.close_week(db, week.behaviour_id, week.number)


def forget(db: Database, care: Care, user_id: str) -> None:
    """Forget that a person has answered; what they answered is in the counts, where nobody can find it."""
    for week in behaviours.being_answered(db):
        if key := keys.of(care.store.path, week.key_name):
            behaviours.drop_mark(db, week, seal(key, user_id))


def to_ask(db: Database, circle: Circle, behaviour: Behaviour, now: datetime) -> list[str]:
    """Return who is to be asked now whether a behaviour stays, and was not this time: those who lead the circle."""
    number = asking_now(circle, behaviour, now)
    leads = sorted(circle.facilitators | circle.managers) if number else []
    return [
        user_id
        for user_id in leads
        if takes_part(db, circle.channel_id, user_id)
        and posts.get(db, _letter_key(behaviour, number, user_id)) is None
        and letters.reaches(db, user_id, "playbook", now)
    ]


def ask(db: Database, circle: Circle, behaviour_id: str, now: datetime) -> None:
    """Ask those who lead a circle whether a behaviour stays."""
    behaviour = behaviours.get(db, behaviour_id)
    if behaviour is None:
        return
    content = blocks.asking_message(told(db, behaviour), circle.name)
    for user_id in to_ask(db, circle, behaviour, now):
        key = _letter_key(behaviour, asking_now(circle, behaviour, now), user_id)
        letters.send(db, user_id, "playbook", key, content)
    show_weeks(db, circle, behaviour, now)


def told(db: Database, behaviour: Behaviour) -> Told:
    """Return a behaviour with its weeks and the story that taught it, while that is there."""
    story = _taught_by(db, behaviour)
    teller = people.name(db, story.teller) if story else ""
    return Told(behaviour, behaviours.weeks(db, behaviour.id), story, teller)


def show(db: Database, behaviour: Behaviour) -> None:
    """Keep what a behaviour's post should say."""
    content = blocks.behaviour_message(told(db, behaviour))
    posts.put(db, Post(behaviour.key, "message", behaviour.channel_id, content))


def show_weeks(db: Database, circle: Circle, behaviour: Behaviour, now: datetime) -> None:
    """Keep what the posts of a behaviour's weeks should say; those whose time is over take no answers any more."""
    today = local_day(now, circle.zone)
    for week in behaviours.weeks(db, behaviour.id):
        if not week.reason:
            content = blocks.week_message(behaviour, week, _is_open(behaviour, week, today))
            not_after = occurs_at(week.day, circle.round_time, circle.zone) + LATEST_ASKING
            key = _week_key(behaviour, week)
            posts.put(db, Post(key, "message", circle.channel_id, content, not_after=not_after))


def miss_unseen(db: Database, channel_id: str, behaviour_id: str, number: int) -> None:
    """Put a weekly question down as missed that nobody saw."""
    behaviours.miss_week(db, behaviour_id, number, TOO_LATE)
    posts.withdraw(db, f"week:{channel_id}:{behaviour_id}:{number}")


def _begin(
    db: Database,
    care: Care,
    circle: Circle,
    form_id: str,
    text: str,
    story: Story | None,
    value_id: str | None = None,
) -> None:
    today = local_day(care.now(), circle.zone)
    behaviour = Behaviour(
        id=form_id,
        channel_id=circle.channel_id,
        text=check_behaviour(text),
        began_on=today,
        value_id=story.value_id if story else value_id,
        story_id=story.id if story else None,
    )
    behaviours.add(db, behaviour)
    show(db, behaviour)
    restores.doubt(db, behaviour.key, today)


def _known(db: Database, behaviour_id: str, user_id: str) -> tuple[Behaviour, Circle]:
    behaviour = behaviours.get(db, behaviour_id)
    circle = circle_for(db, behaviour.channel_id, user_id) if behaviour else None
    if behaviour is None or circle is None:
        raise CareError(OUT_OF_REACH)
    return behaviour, circle


def _led(db: Database, circle: Circle | None, user_id: str) -> Circle:
    if circle is None:
        raise CareError(OUT_OF_REACH)
    check_may_lead(without_those_who_left(db, circle), user_id, "choose what we practise")
    return circle


def _taught_by(db: Database, behaviour: Behaviour) -> Story | None:
    return stories.get(db, behaviour.story_id) if behaviour.story_id else None


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
    return behaviour is not None and _is_open(behaviour, week, local_day(now, zone))


def _is_open(behaviour: Behaviour, week: Week, today: date) -> bool:
    return behaviour.state == "practised" and week.takes_answers(today)


def _week_key(behaviour: Behaviour, week: Week) -> str:
    return f"week:{behaviour.channel_id}:{behaviour.id}:{week.number}"


def _letter_key(behaviour: Behaviour, number: int, user_id: str) -> str:
    return f"playbook:{behaviour.id}|{number}|{user_id}"

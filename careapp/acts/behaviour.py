"""Make a behaviour of a lesson, practise it, and decide what becomes of it."""

from datetime import date, datetime

from careapp.acts import lesson as lesson_acts
from careapp.acts import letter as letters
from careapp.acts import week as week_acts
from careapp.acts.access import circle_for, meet_soon, takes_part, without_those_who_left
from careapp.blocks import behaviour as blocks
from careapp.blocks.behaviour import Told
from careapp.blocks.kit import escape
from careapp.care import Care
from careapp.practice.behaviour import (
    Behaviour,
    State,
    asking_now,
    check_behaviour,
)
from careapp.practice.circle import Circle, check_may_lead
from careapp.practice.lesson import Lesson
from careapp.practice.occurrence import local_day
from careapp.practice.post import Post
from careapp.practice.refusal import OUT_OF_REACH, CareError
from careapp.practice.story import Story
from careapp.store import Database
from careapp.store import behaviour as behaviours
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import restore as restores
from careapp.store import story as stories


def practised(db: Database, circle: Circle, day: date) -> Behaviour | None:
    """Return the behaviour that a day's question is about, None where it is about none."""
    behaviour = behaviours.practised(db, circle.channel_id)
    return behaviour if behaviour and behaviour.is_turn(day) else None


def to_choose(db: Database, care: Care, channel_id: str, month: str, user_id: str) -> list[Lesson]:
    """Return the lessons of a month of which somebody may make a behaviour, those with most support first.

    Raises CareError to others, and while the circle practises another one.
    """
    circle = _led(db, circle_for(db, channel_id, user_id), user_id)
    if behaviour := behaviours.practised(db, channel_id):
        quoted = escape(behaviour.quoted)
        raise CareError(behaviour.why_no_other(local_day(care.now(), circle.zone), quoted))
    if found := lesson_acts.open_in(db, channel_id, month):
        return found
    raise CareError("None of these lessons is left to choose: they are behaviours already, or were taken back.")


def begin(db: Database, care: Care, form_id: str, story_id: int, user_id: str, text: str) -> None:
    """Have a circle practise from today on what a form says of a lesson; the same form twice has one effect."""
    if behaviours.get(db, form_id) is None:
        lesson, gathering = lesson_acts.gathered(db, story_id, user_id)
        story, circle = lesson.story, _led(db, circle_for(db, gathering.channel_id, user_id), user_id)
        if behaviours.practised(db, circle.channel_id):
            raise CareError("You practise another one already, and one at a time is enough.", field="text")
        meet_soon(db, care, user_id)
        _begin(db, care, circle, form_id, text, story)
        lesson_acts.follow(db, story, story)


def to_change(db: Database, behaviour_id: str, user_id: str) -> Behaviour | None:
    """Return the behaviour that somebody may put into other words, None where it is decided; raise CareError else."""
    behaviour, circle = week_acts.seen_by(db, behaviour_id, user_id)
    _led(db, circle, user_id)
    return behaviour if behaviour.state == "practised" else None


def change(db: Database, care: Care, form_id: str, behaviour_id: str, user_id: str, text: str) -> None:
    """Have a circle practise other words for four weeks; the same form twice has one effect."""
    if behaviours.get(db, form_id):
        return
    behaviour, circle = week_acts.seen_by(db, behaviour_id, user_id)
    check_behaviour(text)
    if not decide(db, care, behaviour_id, user_id, "changed"):
        raise CareError("This is decided already. `/care playbook` shows what became of it.", field="text")
    story = _taught_by(db, behaviour)
    _begin(db, care, circle, form_id, text, story, behaviour.value_id)
    if story:
        lesson_acts.follow(db, story, story)


def to_end(db: Database, care: Care, behaviour_id: str, user_id: str) -> Told | None:
    """Return the behaviour that somebody may end early, None where it is decided; raise CareError else."""
    behaviour, circle = week_acts.seen_by(db, behaviour_id, user_id)
    _led(db, circle, user_id)
    return told(db, behaviour, local_day(care.now(), circle.zone)) if behaviour.state == "practised" else None


def decide(
    db: Database, care: Care, behaviour_id: str, user_id: str, state: State, before: State = "practised"
) -> bool:
    """Keep what becomes of a behaviour, and tell the circle; False where it is not any more what it was before.

    Raises CareError.
    """
    behaviour, circle = week_acts.seen_by(db, behaviour_id, user_id)
    _led(db, circle, user_id)
    if behaviour.state != before:
        return False
    meet_soon(db, care, user_id)
    behaviours.set_state(db, behaviour.id, state)
    later = "" if before == "practised" else f":{state}"  # the first word on it stays
    behaviour, circle = week_acts.seen_by(db, behaviour_id, user_id)
    show(db, behaviour)
    week_acts.show(db, circle, behaviour, care.now())
    said = blocks.decided_message(told(db, behaviour))
    posts.put(db, Post(f"decided:{circle.channel_id}:{behaviour.id}{later}", "message", circle.channel_id, said))
    for letter in behaviours.letters(db, behaviour.id):
        if letter.is_shown and letter.content is not None:
            posts.put(db, Post(letter.key, "message", letter.channel_id, said))
        else:
            posts.withdraw(db, letter.key)
    if story := _taught_by(db, behaviour):
        lesson_acts.follow(db, story, story)
    return True


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
    content = blocks.asking_message(told(db, behaviour, local_day(now, circle.zone)), circle.name)
    for user_id in to_ask(db, circle, behaviour, now):
        key = _letter_key(behaviour, asking_now(circle, behaviour, now), user_id)
        letters.send(db, user_id, "playbook", key, content)
    week_acts.show(db, circle, behaviour, now)


def told(db: Database, behaviour: Behaviour, today: date = date.min) -> Told:
    """Return a behaviour with its weeks, those that are over by a date in full, and the story that taught it."""
    story = _taught_by(db, behaviour)
    teller = people.name(db, story.teller) if story else ""
    return Told(behaviour, behaviours.weeks(db, behaviour.id), story, teller, today)


def show(db: Database, behaviour: Behaviour) -> None:
    """Keep what a behaviour's post should say."""
    content = blocks.behaviour_message(told(db, behaviour))
    posts.put(db, Post(behaviour.key, "message", behaviour.channel_id, content))


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


def _led(db: Database, circle: Circle | None, user_id: str) -> Circle:
    if circle is None:
        raise CareError(OUT_OF_REACH)
    check_may_lead(without_those_who_left(db, circle), user_id, "choose what we practise")
    return circle


def _taught_by(db: Database, behaviour: Behaviour) -> Story | None:
    return stories.get(db, behaviour.story_id) if behaviour.story_id else None


def _letter_key(behaviour: Behaviour, number: int, user_id: str) -> str:
    return f"playbook:{behaviour.id}|{number}|{user_id}"

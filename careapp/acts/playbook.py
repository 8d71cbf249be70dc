"""The playbook as a whole: shown to its circle, and kept in step with stories and people."""

from dataclasses import replace
from datetime import date

from careapp.acts import behaviour as behaviour_acts
from careapp.acts import lesson as lesson_acts
from careapp.acts import week as week_acts
from careapp.blocks.behaviour import PLAYBOOK_SHOWN, playbook_message
from careapp.blocks.kit import Message
from careapp.care import Care
from careapp.practice.circle import Circle
from careapp.practice.story import Story
from careapp.store import Database
from careapp.store import behaviour as behaviours


def overview(db: Database, circle: Circle, user_id: str, today: date) -> Message:
    """Return a circle's behaviours as somebody in it sees them; whoever leads it can decide in it."""
    practised = behaviours.practised(db, circle.channel_id)
    latest = behaviours.of_circle(db, circle.channel_id, PLAYBOOK_SHOWN + 1)
    listed = [practised] if practised and practised not in latest else []
    may_decide = user_id in circle.facilitators | circle.managers
    return playbook_message([behaviour_acts.told(db, one, today) for one in listed + latest], may_decide)


def follow(db: Database, before: Story, story: Story) -> None:
    """Bring up to date what shows a story's lesson, after the story was changed, or its teller became known."""
    for behaviour in behaviours.of_story(db, story.id):
        behaviour_acts.show(db, behaviour)
    lesson_acts.follow(db, before, story)


def let_go(db: Database, story: Story) -> None:
    """Take a story that was taken back out of what shows its lesson."""
    taught = behaviours.of_story(db, story.id)
    behaviours.leave_story(db, story.id)
    for behaviour in taught:
        behaviour_acts.show(db, replace(behaviour, story_id=None))
    lesson_acts.let_go(db, story)


def forget(db: Database, care: Care, user_id: str) -> None:
    """Take all support of a person back, and forget which weeks they answered."""
    lesson_acts.forget(db, user_id)
    week_acts.forget(db, care, user_id)

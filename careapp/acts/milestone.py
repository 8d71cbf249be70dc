"""See what a circle has reached, and what of it is to be told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from careapp.practice.circle import Circle
from careapp.practice.milestone import MANY_STORIES, SHOWN_OFTEN, Kind, Milestone, years_of_rounds
from careapp.practice.story import Story
from careapp.store import Database
from careapp.store import milestone as milestones
from careapp.store import round as rounds
from careapp.store import story as stories
from careapp.store import tombstone as tombstones


def follow(db: Database, story: Story) -> None:
    """Keep what was reached with a story that was just told; a customer's words are nobody's own story."""
    for milestone in () if story.is_praise else _reached(db, story):
        milestones.reach(db, milestone)


def of_round(db: Database, circle: Circle, day: date) -> list[Milestone]:
    """Return what the summary of a round tells of, nothing where the circle does not want it."""
    return milestones.of_round(db, circle.channel_id, day) if circle.shows_milestones else []


def beside_rounds(db: Database, circle: Circle, since: datetime, until: datetime) -> list[Milestone]:
    """Return what a digest tells of, because no round did; nothing where the circle does not want it."""
    return milestones.beside_rounds(db, circle.channel_id, since, until) if circle.shows_milestones else []


def _reached(db: Database, story: Story) -> Iterator[Milestone]:
    first = Milestone(story.channel_id, "first-story", story.teller, story.told_at, story.round_day, story.id)
    # It would be untrue of them, and tell everybody that they were forgotten.
    if not tombstones.has(db, "person", story.teller):
        yield first
    if _is_new(db, story.channel_id, "stories", str(MANY_STORIES), MANY_STORIES, None):
        yield replace(first, kind="stories", name=str(MANY_STORIES))
    if story.value_id and _is_new(db, story.channel_id, "value", story.value_id, SHOWN_OFTEN, story.value_id):
        yield replace(first, kind="value", name=story.value_id)
    began_on = rounds.first_day(db, story.channel_id) if story.round_day else None
    if story.round_day and began_on and (years := years_of_rounds(began_on, story.round_day)):
        yield replace(first, kind="years", name=str(years), story_id=None)


def _is_new(db: Database, channel_id: str, kind: Kind, name: str, many: int, value_id: str | None) -> bool:
    """Say whether there are so many stories, for the first time; nothing is counted once that is known."""
    return not milestones.is_reached(db, channel_id, kind, name) and stories.are_many(db, channel_id, many, value_id)

"""Gather a month's lessons, show them, and let people support those that matter."""

from collections.abc import Sequence
from datetime import datetime

from careapp.acts.access import circle_for, meet_soon
from careapp.blocks import lesson as blocks
from careapp.care import Care
from careapp.practice.circle import Circle
from careapp.practice.lesson import (
    FIRST_MONTH,
    LATEST_GATHERING,
    LONGEST_MONTH,
    DueGathering,
    Gathering,
    Lesson,
    month_of,
)
from careapp.practice.occurrence import SETTLED, local_day
from careapp.practice.post import Post
from careapp.practice.refusal import OUT_OF_REACH, CareError
from careapp.practice.story import Story
from careapp.store import Database
from careapp.store import behind as posts_behind
from careapp.store import lesson as lessons
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import restore as restores
from careapp.store import story as stories


def settle_due(db: Database, circle: Circle, due: DueGathering, now: datetime) -> str:
    """Post the lessons that are due, where there are any, or put them down as missed; return what became of them.

    A month that was gathered, or missed, already is left as it is.
    """
    if due.month in lessons.months(db, circle.channel_id):
        return SETTLED
    if due.missed_because:
        lessons.put(db, Gathering(circle.channel_id, due.month, now, now), "missed", due.missed_because)
        return due.missed_because
    return "posted" if _gather(db, circle, due.month, now) else "quiet"


def gather_now(db: Database, circle: Circle, now: datetime) -> None:
    """Post the lessons since the last gathering by hand; raise CareError where there is none, or it was done."""
    month = month_of(local_day(now, circle.zone))
    if lessons.months(db, circle.channel_id).get(month) == "posted":
        raise CareError("This month's lessons were gathered already; what comes now is gathered next month.")
    if not _gather(db, circle, month, now):
        raise CareError("No story of the last weeks has a lesson yet. `/story` opens a form with a field for one.")


def support(db: Database, care: Care, story_id: int, user_id: str) -> bool:
    """Keep that somebody supports a lesson; False where they do already. Raises CareError where it is gone."""
    lesson, gathering = gathered(db, story_id, user_id)
    meet_soon(db, care, user_id)
    is_new = lessons.support(db, lesson.story.id, user_id)
    posts_behind.put(db, gathering.key, gathering.channel_id)
    return is_new


def leave(db: Database, story_id: int, user_id: str) -> None:
    """Take somebody's support of a lesson back. Raises CareError where it is gone."""
    lesson, gathering = gathered(db, story_id, user_id)
    lessons.withdraw_support(db, lesson.story.id, user_id)
    posts_behind.put(db, gathering.key, gathering.channel_id)


def gathered(db: Database, story_id: int, user_id: str) -> tuple[Lesson, Gathering]:
    """Return a lesson and the gathering it stands in, to those who take part there; raise CareError to others."""
    story = stories.get(db, story_id)
    if story and story.lesson and circle_for(db, story.channel_id, user_id):
        gathering = lessons.covering(db, story.channel_id, story.told_at)
        if gathering:
            return lessons.of(db, [story])[0], gathering
    raise CareError(OUT_OF_REACH)


def open_in(db: Database, channel_id: str, month: str) -> list[Lesson]:
    """Return the lessons of a month's gathering that are no behaviours, those with most support first."""
    gathering = lessons.posted(db, channel_id, month)
    found = lessons.between(db, channel_id, gathering.since, gathering.until) if gathering else []
    return sorted((lesson for lesson in found if not lesson.is_behaviour), key=lambda lesson: -lesson.supports)


def follow(db: Database, before: Story, story: Story) -> None:
    """Have what shows a story's lesson brought up to date, where it had one or has one now; old words go at once."""
    if not story.lesson:
        lessons.clear_support(db, story.id)
    gathering = lessons.covering(db, story.channel_id, story.told_at) if before.lesson or story.lesson else None
    if gathering and before.lesson not in ("", story.lesson):
        _show(db, gathering)
    elif gathering:
        posts_behind.put(db, gathering.key, gathering.channel_id)


def let_go(db: Database, story: Story) -> None:
    """Take the lesson of a story that was taken back out of what shows it, at once."""
    lessons.clear_support(db, story.id)
    gathering = lessons.covering(db, story.channel_id, story.told_at) if story.lesson else None
    if gathering:
        _show(db, gathering)


def forget(db: Database, user_id: str) -> None:
    """Take all support of a person back."""
    supported = [stories.get(db, story_id) for story_id in lessons.supported_by(db, user_id)]
    lessons.withdraw_all_support(db, user_id)
    shown_in = {lessons.covering(db, story.channel_id, story.told_at) for story in supported if story}
    for gathering in filter(None, shown_in):
        posts_behind.put(db, gathering.key, gathering.channel_id)


def show_month(db: Database, channel_id: str, month: str) -> None:
    """Keep what the posts of a month's gathering should say; one whose lessons are all gone is taken back."""
    if gathering := lessons.posted(db, channel_id, month):
        _show(db, gathering)


def miss_unseen(db: Database, channel_id: str, month: str, because: str) -> None:
    """Put down as missed a gathering that nobody saw; the next one tells of its time too."""
    lessons.miss_unseen(db, channel_id, month, because)
    for key in _keys(f"lessons:{channel_id}:{month}"):
        posts.withdraw(db, key)


def _gather(db: Database, circle: Circle, month: str, now: datetime) -> bool:
    since = max(lessons.last_until(db, circle.channel_id, now) or now - FIRST_MONTH, now - LONGEST_MONTH)
    gathering = Gathering(circle.channel_id, month, since, now)
    found = lessons.between(db, circle.channel_id, since, now)
    lessons.put(db, gathering, "posted" if found else "quiet")
    _keep(db, gathering, found)
    restores.doubt(db, gathering.key, local_day(now, circle.zone))
    return bool(found)


def _show(db: Database, gathering: Gathering) -> None:
    _keep(db, gathering, lessons.between(db, gathering.channel_id, gathering.since, gathering.until))


def _keep(db: Database, gathering: Gathering, found: Sequence[Lesson]) -> None:
    names = people.names(db, (lesson.story.teller for lesson in found))
    pages = blocks.lessons_messages(gathering, found, names.__getitem__)
    keys = _keys(gathering.key)
    for key, page in zip(keys, pages, strict=False):
        is_first = key == gathering.key
        not_after = gathering.until + LATEST_GATHERING if is_first else None
        under = None if is_first else gathering.key
        posts.put(db, Post(key, "message", gathering.channel_id, page, under, not_after=not_after))
    for key in keys[len(pages) :]:
        posts.withdraw(db, key)


def _keys(first: str) -> list[str]:
    return [first, *(f"{first}:{n}" for n in range(2, blocks.PAGES + 1))]

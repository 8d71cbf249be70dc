"""The letters about stories that nobody has answered: brought in the morning, and kept in step with their stories."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from careapp.acts import letter as letter_acts
from careapp.acts import note as note_acts
from careapp.acts.access import takes_part
from careapp.acts.apart import apart
from careapp.blocks import answer as blocks
from careapp.practice.answer import STORIES_A_LETTER, Brought, Morning, whom_to_tell
from careapp.practice.circle import Circle
from careapp.practice.story import Story
from careapp.store import Database
from careapp.store import answer as answers
from careapp.store import letter as all_letters
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import restore as restores
from careapp.store import story as stories

KIND = "unanswered"


def bring(db: Database, due: Sequence[tuple[Circle, Morning]], now: datetime) -> None:
    """Tell of the stories of these mornings in one letter a person, or put a morning down as quiet or missed.

    A morning on which nobody can be told yet stays due; a story that nobody could ever be told of keeps none open. One
    that is settled already is left as it is.
    """
    letters: dict[str, list[Story]] = defaultdict(list)
    for circle, morning in due:
        with apart(circle.channel_id, "the stories without an answer"):
            for user_id, found in _settle(db, circle, morning, now).items():
                letters[user_id] += found
    for user_id, found in letters.items():
        for at in range(0, len(found), STORIES_A_LETTER):
            _write(db, user_id, found[at : at + STORIES_A_LETTER], now)


def follow(db: Database, story_id: int | None) -> None:
    """Bring the letter and the care notes that told of a story, if any, up to date with what became of it."""
    if story_id is None:
        return
    if letter := answers.letter_with(db, story_id):
        _show(db, *letter)
    note_acts.follow_story(db, story_id)


def _settle(db: Database, circle: Circle, morning: Morning, now: datetime) -> Mapping[str, Sequence[Story]]:
    if morning.day in answers.mornings(db, circle.channel_id, morning.day):
        return {}
    waiting = stories.to_bring(db, circle.channel_id, morning.since, morning.until)
    willing = _willing(db, circle) if waiting else []
    found = [story for story in waiting if whom_to_tell(circle, story, morning.day, willing)]
    reached = letter_acts.reached(db, willing, KIND, now) if found and not morning.missed_because else ()
    told: dict[str, list[Story]] = defaultdict(list)
    for story in found:
        if who := whom_to_tell(circle, story, morning.day, reached):
            told[who].append(story)
    if told or not found or morning.missed_because:
        state = "brought" if told else "missed" if found else "quiet"
        answers.settle_morning(db, circle.channel_id, morning.day, state, morning.missed_because if found else "")
    return told


def _willing(db: Database, circle: Circle) -> list[str]:
    """Return those who look after a circle, are in it and want these letters, though perhaps not now."""
    lead = sorted(circle.managers | circle.facilitators)
    unwilling = all_letters.unwilling(db, KIND, lead)
    return [who for who in lead if who not in unwilling and takes_part(db, circle.channel_id, who)]


def _write(db: Database, user_id: str, found: Sequence[Story], now: datetime) -> None:
    key = f"unanswered:{user_id}:{found[0].id}"
    answers.bring(db, key, user_id, (story.id for story in found))
    _show(db, key, user_id)
    restores.doubt(db, key, now.date())


def _show(db: Database, key: str, user_id: str) -> None:
    told = stories.brought_in(db, key)
    left = [story for story in told if takes_part(db, story.channel_id, user_id)]
    answers.unbring(db, (story.id for story in told if story not in left))
    if not left:
        posts.withdraw(db, key)
        return
    names = people.names(db, (who for story in left for who in story.carers), "A colleague")
    brought = [
        Brought(story, [names[who] for who in story.carers], stories.is_answered(db, story.id)) for story in left
    ]
    letter_acts.send(db, user_id, KIND, key, blocks.unanswered_message(brought))

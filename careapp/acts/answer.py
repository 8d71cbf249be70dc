"""Answering a story: by a reply that Care notices, or by thanks that it posts in the story's thread."""

from collections.abc import Iterator
from datetime import date

from careapp.acts import kudos as kudos_acts
from careapp.acts import unanswered
from careapp.acts.access import for_form
from careapp.acts.kudos import Giving
from careapp.care import Care
from careapp.practice.kudos import Kudos
from careapp.practice.story import Story
from careapp.practice.text import mentioned
from careapp.store import Database
from careapp.store import answer as answers
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import story as stories
from careapp.store import tombstone as tombstones


def hear(db: Database, care: Care, channel_id: str, *, ts: str, thread_ts: str, user_id: str, text: str) -> None:
    """Keep which stories somebody else's reply answers, and nothing of its words.

    In a story's own thread every reply does. In a round's thread, where all its stories stand together, a later reply
    answers those whose tellers it mentions.
    """
    person = people.get(db, user_id)
    if (person and not person.can_take_part) or tombstones.covers(db, user_id, care.slack_clock.here(ts)):
        return
    for story in _answered_by(db, care, channel_id, ts, thread_ts, mentioned(text)):
        if user_id not in story.carers:
            answers.add_reply(db, story.id, channel_id, ts, user_id)
            unanswered.follow(db, story.id)


def unhear(db: Database, channel_id: str, ts: str) -> None:
    """Forget what a message answered, as after its deletion."""
    for story_id in answers.remove_reply(db, channel_id, ts):
        unanswered.follow(db, story_id)


def thank(db: Database, care: Care, story: Story, user_id: str, words: str, source_key: str) -> Kudos | None:
    """Keep somebody's thanks for a story to those who cared, and show them in its thread; None where kept before.

    Raises CareError where they say nothing, or would be one's own, or where that somebody is not in the circle.
    """
    circle = for_form(db, story.channel_id, user_id)
    thanks = Giving(user_id, story.carers, words, source_key, story.value_id, words, story.id)
    return kudos_acts.give(db, care, circle, thanks)


def _answered_by(
    db: Database, care: Care, channel_id: str, ts: str, thread_ts: str, named: list[str]
) -> Iterator[Story]:
    post = posts.at(db, channel_id, thread_ts)
    noun, _, rest = post.key.partition(":") if post else ("", "", "")
    if noun == "story" and (story := stories.get(db, int(rest))):
        yield story
    if noun == "round" and named:
        told = stories.of_round(db, channel_id, date.fromisoformat(rest.rpartition(":")[2]))
        yield from (story for story in told if story.teller in named and _is_after(care, ts, story))


def _is_after(care: Care, ts: str, story: Story) -> bool:
    return story.message_ts < ts if story.message_ts else story.told_at <= care.slack_clock.here(ts)

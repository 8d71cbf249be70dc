"""Keeping what was masked as it was written."""

import json
from collections.abc import Iterable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import kudos as kudos_acts
from careapp.acts import story as story_acts
from careapp.blocks import ids
from careapp.blocks.kit import Message
from careapp.blocks.kudos import given_message
from careapp.blocks.privacy import as_written_note
from careapp.blocks.story import kept_message
from careapp.care import Care
from careapp.practice.occurrence import local_day
from careapp.practice.text import take_tag
from careapp.store import Database
from careapp.store import circle as circles

Masked = tuple[int, str]


async def keep_as_written(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Put the words that were masked back into one's own story or kudos; the button alone still holds them."""
    care, user_id = context["care"], body["user"]["id"]
    key, words = json.loads(body["actions"][0]["value"])
    noun, _, number = key.partition(":")
    masked = [(at, said) for at, said in words]
    async with care.store.transaction() as db:
        keep = _keep_story if noun == "story" else _keep_kudos
        answer = keep(db, care, int(number), user_id, masked)
    care.replace_whisper(body["response_url"], answer)
    await ack()


def register(app: AsyncApp) -> None:
    """Register the button."""
    app.action(ids.PRIVACY_AS_WRITTEN)(keep_as_written)


# Slack does not say what stood in a whisper, so its first part, with the way back, is made anew.


def _keep_story(db: Database, care: Care, story_id: int, user_id: str, masked: Iterable[Masked]) -> Message:
    story = story_acts.keep_as_written(db, care, story_id, user_id, masked)
    circle = circles.get(db, story.channel_id)
    today = local_day(care.now(), circle.zone) if circle else None
    return kept_message(story, as_written_note(), today=today)


def _keep_kudos(db: Database, care: Care, kudos_id: int, user_id: str, masked: Iterable[Masked]) -> Message:
    kudos = kudos_acts.keep_as_written(db, care, kudos_id, user_id, masked)
    _, _, unknown_tags = take_tag(kudos.reason, care.library)
    return given_message(kudos, unknown_tags, (), as_written_note())

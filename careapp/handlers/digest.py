"""The digest on demand: posted now, or shown to one person."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import circle as circle_acts
from careapp.acts import digest as acts
from careapp.acts.access import without_those_who_left
from careapp.blocks import digest as blocks
from careapp.blocks import ids
from careapp.handlers.ask import Ask
from careapp.practice.circle import check_may_lead


async def answer_digest(ask: Ask) -> None:
    """Post this week's highlights now, for a facilitator or manager."""
    async with ask.care.store.transaction() as db:
        circle = circle_acts.here(db, ask.channel_id, ask.user_id)
        check_may_lead(without_those_who_left(db, circle), ask.user_id, "post the highlights")
        acts.post_now(db, ask.care, circle, ask.care.now())
    await ask.answer(blocks.posted_message())


async def answer_preview(ask: Ask) -> None:
    """Show the highlights so far to the asker alone."""
    async with ask.care.store.reading() as db:
        circle = circle_acts.here(db, ask.channel_id, ask.user_id)
        first, *more = acts.preview(db, ask.care, circle, ask.care.now())
    await ask.answer(first)
    if more:
        ask.care.whisper(ask.channel_id, ask.user_id, *more)


async def preview_digest(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Show the highlights so far to whoever pressed the button."""
    care, channel_id, user_id = context["care"], body["actions"][0]["value"], body["user"]["id"]
    async with care.store.reading() as db:
        pages = acts.preview(db, care, circle_acts.here(db, channel_id, user_id), care.now())
    care.whisper(channel_id, user_id, *pages)
    await ack()


def register(app: AsyncApp) -> None:
    """Register the listeners of digests."""
    app.action(ids.DIGEST_PREVIEW)(preview_digest)

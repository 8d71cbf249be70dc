"""Gathering lessons by hand, supporting one, and taking one's support back."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import circle as circle_acts
from careapp.acts import lesson as acts
from careapp.blocks import ids
from careapp.blocks import lesson as blocks
from careapp.handlers.ask import Ask
from careapp.practice.circle import check_may_lead


async def answer_lessons(ask: Ask) -> None:
    """Gather the lessons now, for a facilitator or manager."""
    async with ask.care.store.transaction() as db:
        circle = circle_acts.here(db, ask.channel_id, ask.user_id)
        check_may_lead(circle, ask.user_id, "gather the lessons")
        acts.gather_now(db, circle, ask.care.now())
    await ask.answer(blocks.gathered_message())


async def support_lesson(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Count whoever pressed the button among those for whom a lesson matters."""
    care, user_id, story_id = context["care"], body["user"]["id"], int(body["actions"][0]["value"])
    async with care.store.transaction() as db:
        is_new = acts.support(db, care, story_id, user_id)
    care.whisper(body["channel"]["id"], user_id, blocks.supported_message(story_id, is_new))
    await ack()


async def leave_lesson(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Take the support of whoever pressed the button back."""
    care, user_id, story_id = context["care"], body["user"]["id"], int(body["actions"][0]["value"])
    async with care.store.transaction() as db:
        acts.leave(db, story_id, user_id)
    care.replace_whisper(body["response_url"], blocks.left_message())
    await ack()


def register(app: AsyncApp) -> None:
    """Register the buttons of lessons."""
    app.action(ids.LESSON_SUPPORT)(support_lesson)
    app.action(ids.LESSON_LEAVE)(leave_lesson)

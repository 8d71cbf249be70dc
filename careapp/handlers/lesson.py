"""Giving a story its lesson, gathering lessons by hand, supporting one, and taking one's support back."""

from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import circle as circle_acts
from careapp.acts import lesson as acts
from careapp.acts import privacy
from careapp.acts import story as story_acts
from careapp.acts.access import without_those_who_left
from careapp.blocks import ids
from careapp.blocks import lesson as blocks
from careapp.blocks.privacy import CHOICE
from careapp.handlers.ask import Ask
from careapp.handlers.form import Form
from careapp.handlers.playbook import changing_playbook
from careapp.practice.circle import check_may_lead
from careapp.practice.story import LONGEST_SIDE, Story
from careapp.store import Database
from careapp.store import circle as circles


async def answer_lessons(ask: Ask) -> None:
    """Gather the lessons now, for a facilitator or manager."""
    async with changing_playbook(ask.care) as db:
        circle = circle_acts.here(db, ask.channel_id, ask.user_id)
        check_may_lead(without_those_who_left(db, circle), ask.user_id, "gather the lessons")
        acts.gather_now(db, circle, ask.care.now())
    await ask.answer(blocks.gathered_message())


async def open_lesson_form(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form that gives one's story its lesson."""
    care = context["care"]
    async with care.store.reading() as db:
        story = _own(db, body["actions"][0]["value"], body["user"]["id"])
    await care.open_modal(body["trigger_id"], blocks.lesson_form(story))
    await ack()


async def keep_lesson(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep the lesson of one's story."""
    care, form, user_id = context["care"], Form(view), body["user"]["id"]
    async with changing_playbook(care) as db:
        story = _own(db, form.meta("story_id"), user_id)
        circle, words = circles.get(db, story.channel_id), {"lesson": (form.text("lesson"), LONGEST_SIDE)}
        said = privacy.as_chosen(db, circle, user_id, words, form.choice(CHOICE), before=story.lesson)
        story_acts.change(db, care, replace(story, lesson=said["lesson"]))
    await ack()


async def support_lesson(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Count whoever pressed the button among those for whom a lesson matters."""
    care, user_id, story_id = context["care"], body["user"]["id"], int(body["actions"][0]["value"])
    async with changing_playbook(care) as db:
        is_new = acts.support(db, care, story_id, user_id)
    care.whisper(body["channel"]["id"], user_id, blocks.supported_message(story_id, is_new))
    await ack()


async def leave_lesson(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Take the support of whoever pressed the button back."""
    care, user_id, story_id = context["care"], body["user"]["id"], int(body["actions"][0]["value"])
    async with changing_playbook(care) as db:
        acts.leave(db, story_id, user_id)
    care.replace_whisper(body["response_url"], blocks.left_message())
    await ack()


def register(app: AsyncApp) -> None:
    """Register the buttons of lessons."""
    app.action(ids.LESSON_ADD)(open_lesson_form)
    app.view(ids.LESSON_KEEP)(keep_lesson)
    app.action(ids.LESSON_SUPPORT)(support_lesson)
    app.action(ids.LESSON_LEAVE)(leave_lesson)


def _own(db: Database, story_id: str, user_id: str) -> Story:
    return story_acts.own(story_acts.told(story_acts.seen_by(db, int(story_id), user_id)), user_id)

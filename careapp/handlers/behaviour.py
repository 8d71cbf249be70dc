"""Choosing a behaviour, answering how a week went, and deciding what becomes of it."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import behaviour as acts
from careapp.acts import privacy
from careapp.acts import week as week_acts
from careapp.blocks import behaviour as blocks
from careapp.blocks import ids
from careapp.blocks.kit import Message
from careapp.blocks.privacy import CHOICE
from careapp.care import Care
from careapp.handlers.form import Form
from careapp.handlers.playbook import changing_playbook
from careapp.practice.behaviour import LONGEST, Answer, State, check_behaviour
from careapp.practice.text import words_only
from careapp.store import Database
from careapp.store import behaviour as behaviours
from careapp.store import circle as circles
from careapp.store import story as stories

_ANSWERS: dict[str, Answer] = {
    ids.BEHAVIOUR_YES: "yes",
    ids.BEHAVIOUR_PARTLY: "partly",
    ids.BEHAVIOUR_NOT_YET: "not_yet",
}
_DECISIONS: dict[str, tuple[State, State]] = {  # what it is when the button is shown, and what it becomes
    ids.BEHAVIOUR_KEEP: ("practised", "kept"),
    ids.BEHAVIOUR_DROP: ("practised", "dropped"),
    ids.BEHAVIOUR_LET_GO: ("kept", "dropped"),
}


async def open_choosing(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form that makes a behaviour of a month's lesson."""
    care = context["care"]
    channel_id, _, month = body["actions"][0]["value"].partition(" ")
    async with care.store.reading() as db:
        lessons = acts.to_choose(db, care, channel_id, month, body["user"]["id"])
    await care.open_modal(body["trigger_id"], blocks.choosing_form(lessons))
    await ack()


async def begin_behaviour(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext) -> None:
    """Have the circle practise what the form says."""
    care, form, user_id = context["care"], Form(view), body["user"]["id"]
    async with changing_playbook(care) as db:
        story = stories.get(db, int(form.choice("lesson") or 0))
        text = _said(db, form, user_id, story.channel_id, story.lesson) if story else form.text("text")
        acts.begin(db, care, form.key, story.id if story else 0, user_id, text)
    await ack()


async def open_changing(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form that puts a behaviour into other words."""
    care = context["care"]
    async with care.store.reading() as db:
        behaviour = acts.to_change(db, body["actions"][0]["value"], body["user"]["id"])
    if behaviour:
        await care.open_modal(body["trigger_id"], blocks.changing_form(behaviour))
    else:
        _answer(care, body, blocks.settled_message())
    await ack()


async def change_behaviour(
    ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext
) -> None:
    """Have the circle practise the form's words instead."""
    care, form, user_id = context["care"], Form(view), body["user"]["id"]
    async with changing_playbook(care) as db:
        before = behaviours.get(db, str(form.meta("behaviour_id")))
        text = _said(db, form, user_id, before.channel_id, before.text) if before else form.text("text")
        acts.change(db, care, form.key, str(form.meta("behaviour_id")), user_id, text)
    await ack()


async def end_early(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Ask what becomes of a behaviour whose four weeks are not over."""
    care = context["care"]
    async with care.store.reading() as db:
        told = acts.to_end(db, care, body["actions"][0]["value"], body["user"]["id"])
    _answer(care, body, blocks.ending_message(told) if told else blocks.settled_message())
    await ack()


async def decide(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep a behaviour, or let it go."""
    care, pressed = context["care"], body["actions"][0]
    before, state = _DECISIONS[pressed["action_id"]]
    async with changing_playbook(care) as db:
        is_new = acts.decide(db, care, pressed["value"], body["user"]["id"], state, before)
    if not is_new:
        _answer(care, body, blocks.settled_message())
    await ack()


async def answer_week(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Count an answer to the weekly question."""
    care, user_id, pressed = context["care"], body["user"]["id"], body["actions"][0]
    number, _, behaviour_id = pressed["value"].partition(" ")
    async with changing_playbook(care) as db:
        is_new = week_acts.answer(db, care, behaviour_id, int(number), user_id, _ANSWERS[pressed["action_id"]])
    care.whisper(body["channel"]["id"], user_id, blocks.answered_message(is_new))
    await ack()


def register(app: AsyncApp) -> None:
    """Register the buttons and forms of behaviours."""
    app.action(ids.LESSON_CHOOSE)(open_choosing)
    app.view(ids.BEHAVIOUR_BEGIN)(begin_behaviour)
    app.action(ids.BEHAVIOUR_REWORD)(open_changing)
    app.view(ids.BEHAVIOUR_CHANGE)(change_behaviour)
    app.action(ids.BEHAVIOUR_END)(end_early)
    app.action(ids.BEHAVIOUR_KEEP)(decide)
    app.action(ids.BEHAVIOUR_DROP)(decide)
    app.action(ids.BEHAVIOUR_LET_GO)(decide)
    app.action(ids.BEHAVIOUR_YES)(answer_week)
    app.action(ids.BEHAVIOUR_PARTLY)(answer_week)
    app.action(ids.BEHAVIOUR_NOT_YET)(answer_week)


def _said(db: Database, form: Form, user_id: str, channel_id: str, before: str) -> str:
    """Return the words of a form as they are to be kept; raise AskFirstError where that is to be asked."""
    words = {"text": (check_behaviour(form.text("text") or words_only(before)), LONGEST)}
    return privacy.as_chosen(db, circles.get(db, channel_id), user_id, words, form.choice(CHOICE), before)["text"]


def _answer(care: Care, body: dict[str, Any], said: Message) -> None:
    care.answer_click(body["response_url"], said)

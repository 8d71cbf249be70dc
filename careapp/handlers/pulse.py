"""The pulse: one tap, a sentence, and what the circle was told."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import circle as circle_acts
from careapp.acts import privacy, pulse_result
from careapp.acts import pulse as acts
from careapp.blocks import ids
from careapp.blocks import pulse as blocks
from careapp.blocks.privacy import CHOICE
from careapp.faults import fault
from careapp.handlers.ask import Ask
from careapp.handlers.form import Form
from careapp.practice.pulse import LONGEST_SENTENCE, check_sentence
from careapp.store import circle as circles


async def answer_overview(ask: Ask) -> None:
    """Show the last result and the trend to the asker alone, also to a manager who is not in the channel."""
    async with ask.care.store.reading() as db:
        circle = circle_acts.here_or_managed(db, ask.channel_id, ask.user_id)
        first, *more = blocks.overview_messages(pulse_result.overview(db, circle), circle)
    await ask.answer(first)
    if more:
        ask.care.whisper(ask.channel_id, ask.user_id, *more)


async def answer_pulse(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Count an answer, once; the question goes from the message, and which answer it was with it."""
    care, action, user_id = context["care"], body["actions"][0], body["user"]["id"]
    fault("pulse.before_answer")
    async with care.store.transaction() as db:
        is_new = acts.answer(db, care, user_id, _question(action["value"]), blocks.SCORES[action["action_id"]])
    fault("pulse.after_answer")
    care.replace_whisper(body["response_url"], blocks.thanks_message(action["value"]))
    if not is_new:
        care.whisper(body["channel"]["id"], user_id, blocks.once_message())
    await ack()


async def open_sentence_form(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form for a sentence, where one can still be added."""
    care, question = context["care"], _question(body["actions"][0]["value"])
    async with care.store.reading() as db:
        acts.may_say(db, care, body["user"]["id"], question)
    await care.open_modal(body["trigger_id"], blocks.sentence_form(*question, body["response_url"]))
    await ack()


async def keep_sentence(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep a sentence, once; the button that asks for one goes from the message."""
    care, form, user_id = context["care"], Form(view), body["user"]["id"]
    question = _question(f"{form.meta('channel_id')} {form.meta('week')}")
    fault("pulse.before_say")
    async with care.store.transaction() as db:
        sentence = {"sentence": (check_sentence(form.text("sentence")), LONGEST_SENTENCE)}
        said = privacy.as_chosen(db, circles.get(db, question[0]), user_id, sentence, form.choice(CHOICE))
        acts.say(db, care, user_id, question, said["sentence"])
    fault("pulse.after_say")
    care.replace_whisper(form.meta("response_url"), blocks.said_message())
    await ack()


def register(app: AsyncApp) -> None:
    """Register the listeners of the pulse."""
    app.action(ids.PULSE_ONE)(answer_pulse)
    app.action(ids.PULSE_TWO)(answer_pulse)
    app.action(ids.PULSE_THREE)(answer_pulse)
    app.action(ids.PULSE_FOUR)(answer_pulse)
    app.action(ids.PULSE_FIVE)(answer_pulse)
    app.action(ids.PULSE_ADD)(open_sentence_form)
    app.view(ids.PULSE_SAY)(keep_sentence)


def _question(value: str) -> tuple[str, str]:
    """Return the circle and week that a button is about; it came back from the person's side and is to be checked."""
    channel_id, _, week = value.partition(" ")
    return channel_id, week

"""Workshops: beginning one, leading it, and what people give to it."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import contribution as contribution_acts
from careapp.acts import workshop as acts
from careapp.blocks import ids
from careapp.blocks.contribution import fields_of, left_message, supported_message
from careapp.blocks.privacy import CHOICE
from careapp.care import Care
from careapp.faults import fault
from careapp.handlers.ask import Ask
from careapp.handlers.form import Form
from careapp.store import Database


async def answer_workshop(ask: Ask) -> None:
    """Show the workshops to choose from, or the one that is being held, to a facilitator or manager."""
    async with ask.care.store.reading() as db:
        said = acts.offered(db, ask.care, ask.channel_id, ask.user_id)
    await ask.answer(said)


async def begin_workshop(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Begin the workshop that was chosen."""
    care = context["care"]
    channel_id, _, guide_id = body["actions"][0]["value"].partition(" ")
    fault("workshop.before_begin")
    async with care.store.transaction() as db:
        said = acts.begin(db, care, channel_id, guide_id, body["user"]["id"])
    fault("workshop.after_begin")
    care.replace_whisper(body["response_url"], said)
    await ack()


async def move_workshop_on(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Go on to the next step, or finish after the last one."""
    number, _, step_id = body["actions"][0]["value"].partition(" ")
    await _lead(body, context, lambda db, care: acts.move_on(db, care, int(number), step_id, body["user"]["id"]))
    await ack()


async def pause_workshop(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Let the workshop wait."""
    number = int(body["actions"][0]["value"])
    await _lead(body, context, lambda db, care: acts.pause(db, care, number, body["user"]["id"]))
    await ack()


async def resume_workshop(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Take the workshop up again."""
    number = int(body["actions"][0]["value"])
    await _lead(body, context, lambda db, care: acts.resume(db, care, number, body["user"]["id"]))
    await ack()


async def end_workshop(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """End the workshop before its last step."""
    number = int(body["actions"][0]["value"])
    await _lead(body, context, lambda db, care: acts.end(db, care, number, body["user"]["id"]))
    await ack()


async def open_answer_form(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form of a step."""
    care = context["care"]
    number, _, step_id = body["actions"][0]["value"].partition(" ")
    async with care.store.reading() as db:
        view = contribution_acts.form(db, care, int(number), step_id, body["user"]["id"])
    await care.open_modal(body["trigger_id"], view)
    await ack()


async def keep_answer(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep what stands in the form of a step."""
    care, form, user_id = context["care"], Form(view), body["user"]["id"]
    fault("workshop.before_answer")
    async with care.store.transaction() as db:
        at = contribution_acts.asked(db, care, int(form.meta("workshop_id")), form.meta("step_id"), user_id)
        said = {name: form.text(name) or form.choice(name) for name in fields_of(at.guide, at.step)}
        contribution_acts.give(db, care, at, user_id, said, form.choice(CHOICE))
    fault("workshop.after_answer")
    await ack()


async def support_sentence(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Support a sentence that somebody proposed."""
    number, _, proposer = body["actions"][0]["value"].partition(" ")
    care, user_id = context["care"], body["user"]["id"]
    await _act(care, lambda db: contribution_acts.support(db, care, int(number), proposer, user_id))
    thread_ts = body["message"].get("thread_ts")
    care.whisper(body["channel"]["id"], user_id, supported_message(int(number)), thread_ts=thread_ts)
    await ack()


async def leave_sentence(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Take the support of whoever pressed the button back."""
    care, number = context["care"], int(body["actions"][0]["value"])
    await _act(care, lambda db: contribution_acts.leave(db, care, number, body["user"]["id"]))
    care.replace_whisper(body["response_url"], left_message())
    await ack()


def register(app: AsyncApp) -> None:
    """Register the listeners of workshops."""
    app.action(ids.WORKSHOP_BEGIN)(begin_workshop)
    app.action(ids.WORKSHOP_MOVE_ON)(move_workshop_on)
    app.action(ids.WORKSHOP_PAUSE)(pause_workshop)
    app.action(ids.WORKSHOP_RESUME)(resume_workshop)
    app.action(ids.WORKSHOP_END)(end_workshop)
    app.action(ids.WORKSHOP_ANSWER)(open_answer_form)
    app.action(ids.WORKSHOP_SUPPORT)(support_sentence)
    app.action(ids.WORKSHOP_LEAVE)(leave_sentence)
    app.view(ids.WORKSHOP_KEEP)(keep_answer)


async def _lead(body: dict[str, Any], context: AsyncBoltContext, act: Callable[[Database, Care], None]) -> None:
    """Lead a workshop; what its leader alone saw and clicked in says afterwards where it stands."""
    care, number = context["care"], int(body["actions"][0]["value"].split(" ")[0])
    await _act(care, lambda db: act(db, care))
    if body["container"].get("is_ephemeral"):
        async with care.store.reading() as db:
            said = acts.standing(db, care, number, body["user"]["id"])
        care.replace_whisper(body["response_url"], said)


async def _act(care: Care, act: Callable[[Database], None]) -> None:
    fault("workshop.before_act")
    async with care.store.transaction() as db:
        act(db)
    fault("workshop.after_act")

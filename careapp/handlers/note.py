"""What a care note says about somebody, and the thanks that it proposes."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import circle as circle_acts
from careapp.acts import note as acts
from careapp.blocks import ids
from careapp.blocks import kudos as kudos_blocks
from careapp.blocks import note as blocks
from careapp.care import Care
from careapp.handlers.ask import Ask
from careapp.handlers.form import opened_in
from careapp.practice.circle import Circle
from careapp.practice.note import Note, draft


async def answer_note(ask: Ask) -> None:
    """Show the asker alone what the circle's last care notes say about them."""
    await ask.answer(blocks.about_message(*await _about(ask.care, ask.channel_id, ask.user_id)))


async def show_note(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Show whoever pressed the button on Home what the last care notes of a circle say about them."""
    care, user_id = context["care"], body["user"]["id"]
    view = blocks.about_view(*await _about(care, body["actions"][0]["value"], user_id))
    await care.open_modal(body["trigger_id"], view)
    await ack()


async def open_thanks(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form for kudos, filled in with the reason that a note gives."""
    care, user_id = context["care"], body["user"]["id"]
    key, _, receiver = body["actions"][0]["value"].partition(" ")
    async with care.store.reading() as db:
        circle, line, names = acts.reason(db, user_id, key, receiver)
    giver = names[line.kudos.giver] if line.kudos else ""
    said = draft(line, names[receiver], giver)
    view = kudos_blocks.kudos_form(care.library, [circle], opened_in=opened_in(body), receivers=[receiver], reason=said)
    await care.open_modal(body["trigger_id"], view)
    await ack()


def register(app: AsyncApp) -> None:
    """Register the buttons."""
    app.action(ids.NOTE_THANK)(open_thanks)
    app.action(ids.NOTE_SHOW)(show_note)


async def _about(care: Care, channel_id: str, user_id: str) -> tuple[list[Note], Circle, blocks.Names]:
    async with care.store.reading() as db:
        circle = circle_acts.here(db, channel_id, user_id)
        found = acts.about(db, circle, user_id, care.now())
        return found, circle, acts.names_in(db, found, user_id)

"""Being forgotten, at one's own wish alone."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import forget as acts
from careapp.blocks import forget as blocks
from careapp.blocks import ids
from careapp.faults import fault
from careapp.handlers.ask import Ask
from careapp.practice.refusal import CareError


async def answer_forget(ask: Ask) -> None:
    """Ask whoever wants to be forgotten whether they are sure."""
    if ask.text.strip().lower() != "me":
        raise CareError(
            "`/care forget me` deletes what you told and gave; it asks first. I forget nobody else for you."
        )
    await ask.answer(blocks.sure_message())


async def forget_me(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Forget the person who pressed the button."""
    care = context["care"]
    fault("forget.before_ask")
    async with care.store.transaction() as db:
        acts.ask(db, care, body["user"]["id"])
    fault("forget.after_ask")
    care.replace_whisper(body["response_url"], blocks.forgotten_message())
    await ack()


def register(app: AsyncApp) -> None:
    """Register the button."""
    app.action(ids.PERSON_FORGET)(forget_me)

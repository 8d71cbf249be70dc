"""Doing without letters: at one tap in each, and by switches on Home."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import letter as acts
from careapp.blocks import ids
from careapp.blocks import letter as blocks
from careapp.care import Care
from careapp.faults import fault
from careapp.handlers.help import refresh_home
from careapp.practice.letter import letter_of
from careapp.store import Database


async def stop_letters(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Send whoever pressed the button no more letters of this kind."""
    care, letter = context["care"], letter_of(body["actions"][0]["value"])
    await _keep(care, lambda db: acts.stop(db, body["user"]["id"], letter.id))
    care.answer_click(body["response_url"], blocks.stopped_message(letter))
    await ack()
    await refresh_home(care, body["user"]["id"])


async def resume_letters(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Send letters of this kind again."""
    care, letter = context["care"], letter_of(body["actions"][0]["value"])
    await _keep(care, lambda db: acts.resume(db, body["user"]["id"], letter.id))
    care.replace_whisper(body["response_url"], blocks.resumed_message(letter))
    await ack()
    await refresh_home(care, body["user"]["id"])


async def choose_letters(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep which letters somebody wants, as the switches on their Home stand now."""
    wanted = [option["value"] for option in body["actions"][0].get("selected_options", ())]
    await _keep(context["care"], lambda db: acts.choose(db, body["user"]["id"], wanted))
    await ack()


def register(app: AsyncApp) -> None:
    """Register the button of every letter, and the switches."""
    app.action(ids.LETTER_STOP)(stop_letters)
    app.action(ids.LETTER_RESUME)(resume_letters)
    app.action(ids.LETTER_CHOOSE)(choose_letters)


async def _keep(care: Care, change: Callable[[Database], None]) -> None:
    fault("letter.before_keep")
    async with care.store.transaction() as db:
        change(db)
    fault("letter.after_keep")

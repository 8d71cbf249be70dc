"""Keeping what was masked as it was written."""

import json
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import kudos as kudos_acts
from careapp.acts import story as story_acts
from careapp.blocks import ids
from careapp.blocks import privacy as blocks

_KEEP = {"story": story_acts.keep_as_written, "kudos": kudos_acts.keep_as_written}


async def keep_as_written(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Put the words that were masked back into one's own story or kudos; the button alone still holds them."""
    care, user_id = context["care"], body["user"]["id"]
    key, words = json.loads(body["actions"][0]["value"])
    noun, _, number = key.partition(":")
    async with care.store.transaction() as db:
        _KEEP[noun](db, care, int(number), user_id, [(at, said) for at, said in words])
    care.replace_whisper(body["response_url"], blocks.as_written_message())
    await ack()


def register(app: AsyncApp) -> None:
    """Register the button."""
    app.action(ids.PRIVACY_AS_WRITTEN)(keep_as_written)

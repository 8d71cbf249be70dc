"""Being left in peace: `/care pause`, `/care back`, and quiet hours on Home."""

from datetime import time
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import rest as acts
from careapp.blocks import ids
from careapp.blocks import rest as blocks
from careapp.care import Care
from careapp.faults import fault
from careapp.handlers.ask import Ask
from careapp.handlers.help import refresh_home


async def answer_pause(ask: Ask) -> None:
    """Leave the asker in peace as long as they say."""
    fault("rest.before_pause")
    async with ask.care.store.transaction() as db:
        rest = acts.pause(db, ask.care, ask.user_id, ask.text)
    fault("rest.after_pause")
    await ask.answer(blocks.away_message(rest))
    await refresh_home(ask.care, ask.user_id)


async def answer_back(ask: Ask) -> None:
    """End the asker's pause."""
    await ask.answer(blocks.back_message(await _come_back(ask.care, ask.user_id)))
    await refresh_home(ask.care, ask.user_id)


async def come_back(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """End the pause of whoever pressed the button."""
    care, user_id = context["care"], body["user"]["id"]
    was_away = await _come_back(care, user_id)
    if "view" not in body:
        care.replace_whisper(body["response_url"], blocks.back_message(was_away))
    await ack()
    await refresh_home(care, user_id)


async def keep_quiet_hours(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep when somebody's quiet hours begin or end, as they chose it on Home."""
    care, action = context["care"], body["actions"][0]
    if chosen := action.get("selected_time"):
        bound = "begin" if action["action_id"] == ids.REST_QUIET_FROM else "end"
        fault("rest.before_hours")
        async with care.store.transaction() as db:
            acts.keep_quiet_hours(db, body["user"]["id"], **{bound: time.fromisoformat(chosen)})
        fault("rest.after_hours")
    await ack()


def register(app: AsyncApp) -> None:
    """Register the button and the times."""
    app.action(ids.REST_BACK)(come_back)
    app.action(ids.REST_QUIET_FROM)(keep_quiet_hours)
    app.action(ids.REST_QUIET_UNTIL)(keep_quiet_hours)


async def _come_back(care: Care, user_id: str) -> bool:
    fault("rest.before_back")
    async with care.store.transaction() as db:
        was_away = acts.come_back(db, care, user_id)
    fault("rest.after_back")
    return was_away

"""The round: opening one by hand, and [Not today]."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import circle as circle_acts
from careapp.acts import rest as rest_acts
from careapp.acts import round as acts
from careapp.acts.access import without_those_who_left
from careapp.blocks import ids
from careapp.blocks import round as blocks
from careapp.faults import fault
from careapp.handlers.ask import Ask
from careapp.practice.circle import check_may_lead


async def answer_round(ask: Ask) -> None:
    """Open today's round now, for a facilitator or manager."""
    async with ask.care.store.transaction() as db:
        circle = circle_acts.here(db, ask.channel_id, ask.user_id)
        check_may_lead(without_those_who_left(db, circle), ask.user_id, "open a round")
        round_ = acts.open_now(db, ask.care, circle, ask.care.now())
    await ask.answer(blocks.opened_message(round_))


async def rest_today(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Take [Not today] for the full answer that it is; all that is kept is to leave that person in peace today."""
    care, user_id = context["care"], body["user"]["id"]
    fault("round.before_rest")
    async with care.store.transaction() as db:
        rest_acts.rest_today(db, care, user_id)
    fault("round.after_rest")
    care.whisper(body["channel"]["id"], user_id, blocks.rest_message())
    await ack()


def register(app: AsyncApp) -> None:
    """Register the listeners of rounds."""
    app.action(ids.ROUND_REST)(rest_today)

"""Settling whether a post is there, and what Slack tells when it takes Care out of the workspace."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import post as acts
from careapp.blocks import ids
from careapp.blocks import post as blocks
from careapp.blocks.kit import Message
from careapp.care import Care, TurnedAwayError
from careapp.faults import fault
from careapp.handlers.help import publish_home
from careapp.store import Database


async def trust_post(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Take a post as there."""
    await _settle(context["care"], body, acts.trust)
    await ack()


async def send_post_again(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Post again what is not there."""
    await _settle(context["care"], body, acts.send_again)
    await ack()


async def stop_sending(event: dict[str, Any], context: AsyncBoltContext) -> None:
    """Stop where the workspace removed Care or took its token away; what is kept stays."""
    tokens = event.get("tokens", {"bot": [context["care"].bot_user_id]})
    if tokens.get("bot"):
        context["care"].give_up(TurnedAwayError(event["type"]))


def register(app: AsyncApp) -> None:
    """Register the buttons of posts in doubt, and the end."""
    app.action(ids.POST_TRUST)(trust_post)
    app.action(ids.POST_SEND_AGAIN)(send_post_again)
    app.event("tokens_revoked")(stop_sending)
    app.event("app_uninstalled")(stop_sending)


async def _settle(care: Care, body: dict[str, Any], act: Callable[[Database, str, str], Message | None]) -> None:
    fault("doubt.before_settling")
    async with care.store.transaction() as db:
        said = act(db, body["actions"][0]["value"], body["user"]["id"])
    fault("doubt.after_settling")
    if "view" in body:
        await publish_home(care, body["user"]["id"])
    elif body["container"].get("is_ephemeral"):
        care.replace_whisper(body["response_url"], said or blocks.settled_message())
    elif said is None:
        care.answer_click(body["response_url"], blocks.settled_message())

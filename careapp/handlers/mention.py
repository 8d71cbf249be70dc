"""`@Care` followed by the same words as the slash commands, in channels and in threads."""

import re
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from careapp.acts.forget import was_before_forgetting
from careapp.blocks.kit import Message
from careapp.handlers.ask import Ask
from careapp.handlers.vocabulary import do, split


async def obey_mention(event: dict[str, Any], context: AsyncBoltContext) -> None:
    """Do what a message that begins with @Care asks for; the answer is for its writer alone."""
    care, thread_ts = context["care"], event.get("thread_ts")
    opening = re.match(rf"\s*<@{care.bot_user_id}(\|[^>]*)?>", event["text"])
    if event.get("bot_id") or not event.get("user") or not opening:
        return
    if await was_before_forgetting(care, event["user"], event["ts"]):
        return

    async def answer(message: Message) -> None:
        care.whisper(event["channel"], event["user"], message, thread_ts=thread_ts)

    ask = Ask(
        care=care,
        user_id=event["user"],
        channel_id=event["channel"],
        raw=event["text"][opening.end() :].strip(),
        key=f"mention:{event['channel']}:{event['ts']}",
        way="mention",
        answer=answer,
    )
    word, rest = split(ask)
    await do(word, rest)


def register(app: AsyncApp) -> None:
    """Register the mention."""
    app.event("app_mention")(obey_mention)

"""The slash commands."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.handlers.ask import Ask
from careapp.handlers.vocabulary import do, split


async def care(ack: AsyncAck, command: dict[str, Any], context: AsyncBoltContext) -> None:
    """Do what `/care` and the next word ask for."""
    await _obey(split(_ask(ack, command, context)), ack)


async def story(ack: AsyncAck, command: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep what follows `/story` as a story."""
    await _obey(("story", _ask(ack, command, context)), ack)


async def kudos(ack: AsyncAck, command: dict[str, Any], context: AsyncBoltContext) -> None:
    """Give the kudos that follow `/kudos`."""
    await _obey(("kudos", _ask(ack, command, context)), ack)


def register(app: AsyncApp) -> None:
    """Register the slash commands of the manifest."""
    app.command("/story")(story)
    app.command("/kudos")(kudos)
    app.command("/care")(care)


async def _obey(asked: tuple[str, Ask], ack: AsyncAck) -> None:
    word, ask = asked
    await do(word, ask)
    if ack.response is None:
        await ack()


def _ask(ack: AsyncAck, command: dict[str, Any], context: AsyncBoltContext) -> Ask:
    return Ask(
        care=context["care"],
        user_id=command["user_id"],
        channel_id=command["channel_id"],
        raw=command.get("text", ""),
        key=f"command:{command['trigger_id']}",
        way="command",
        answer=lambda message: ack(text=message["text"], blocks=message["blocks"]),
        trigger_id=command["trigger_id"],
    )

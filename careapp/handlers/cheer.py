"""Reactions on stories and kudos."""

from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from careapp.acts import cheer as acts


async def hear_reaction(event: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep a reaction that was put on or taken off."""
    item = event["item"]
    if item.get("type") != "message":
        return
    care = context["care"]
    async with care.store.transaction() as db:
        acts.keep(
            db,
            care,
            channel_id=item["channel"],
            ts=item["ts"],
            user_id=event["user"],
            emoji=event["reaction"],
            is_on=event["type"] == "reaction_added",
            event_ts=event["event_ts"],
        )


def register(app: AsyncApp) -> None:
    """Register the reactions."""
    app.event("reaction_added")(hear_reaction)
    app.event("reaction_removed")(hear_reaction)

"""People who join the workspace or change."""

from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from careapp.care import person_from_slack
from careapp.store import person as people


async def keep_person(event: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep a person as Slack now knows them."""
    async with context["care"].store.transaction() as db:
        people.put(db, [person_from_slack(event["user"])])


def register(app: AsyncApp) -> None:
    """Register the listeners of people."""
    app.event("team_join")(keep_person)
    app.event("user_change")(keep_person)

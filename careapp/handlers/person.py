"""People who join the workspace or change."""

from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from careapp.care import person_from_slack
from careapp.store import person as people


async def keep_person(event: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep a person as Slack now knows them."""
    care = context["care"]
    if care.is_overtaken(f"person {event['user']['id']}", event.get("event_ts", "")):
        return
    async with care.store.transaction() as db:
        people.put(db, [person_from_slack(event["user"], care.team_id)])


def register(app: AsyncApp) -> None:
    """Register the listeners of people."""
    app.event("team_join")(keep_person)
    app.event("user_change")(keep_person)

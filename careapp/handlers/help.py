"""What Care can do: help in a channel, and App Home."""

from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from careapp.acts import circle as circle_acts
from careapp.blocks import help as blocks
from careapp.handlers.ask import Ask
from careapp.store import circle as circles
from careapp.store import person as people


async def answer_help(ask: Ask) -> None:
    """Say what Care can do here."""
    await _help(ask)


async def answer_unknown(ask: Ask) -> None:
    """Say what Care can do here, to words it does not know."""
    await _help(ask, unknown=ask.text)


async def show_home(event: dict[str, Any], context: AsyncBoltContext) -> None:
    """Publish a person's App Home when they open it."""
    if event.get("tab") != "home":
        return
    care = context["care"]
    async with care.store.reading() as db:
        person, own = people.get(db, event["user"]), circles.with_member(db, event["user"])
        missed = {circle.channel_id: circle_acts.missed_lately(db, circle, care.now()) for circle in own}
    view = blocks.home_view(person.name if person else "there", own, care.now(), missed)
    await care.slack.views_publish(user_id=event["user"], view=view)


def register(app: AsyncApp) -> None:
    """Register App Home."""
    app.event("app_home_opened")(show_home)


async def _help(ask: Ask, unknown: str = "") -> None:
    async with ask.care.store.reading() as db:
        circle = circles.get(db, ask.channel_id)
        missed = circle_acts.missed_lately(db, circle, ask.care.now()) if circle else []
    await ask.answer(blocks.help_message(circle, ask.channel_id, ask.care.now(), unknown, missed))

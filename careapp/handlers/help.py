"""What Care can do: help in a channel, and App Home."""

import logging
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from careapp.acts import circle as circle_acts
from careapp.acts import note as note_acts
from careapp.acts import post as post_acts
from careapp.acts import rest as rest_acts
from careapp.acts.access import circle_for
from careapp.blocks import help as blocks
from careapp.blocks.kit import Block
from careapp.blocks.letter import letter_blocks
from careapp.blocks.post import doubt_blocks
from careapp.blocks.rest import rest_blocks
from careapp.care import SLACK_TROUBLE, Care, trouble
from careapp.handlers.ask import Ask
from careapp.practice.circle import Circle, Missed
from careapp.store import Database
from careapp.store import circle as circles
from careapp.store import letter as letters
from careapp.store import person as people
from careapp.store import rest as rests

log = logging.getLogger(__name__)
_MOST_DOUBTS = 20  # blocks, of which a message takes fifty


async def answer_help(ask: Ask) -> None:
    """Say what Care can do here."""
    async with ask.care.store.reading() as db:
        circle = circle_for(db, ask.channel_id, ask.user_id)
        missed = _missed(db, ask.care, circle, ask.user_id) if circle else []
        doubts = _doubts(db, circle, ask.user_id)[:_MOST_DOUBTS] if circle else []
    await ask.answer(blocks.help_message(circle, ask.channel_id, ask.care.now(), missed, doubts))


async def answer_unknown(ask: Ask, meant: str) -> None:
    """Say which words Care may have been asked for, to those it does not know; `meant` is empty where none is near."""
    await ask.answer(blocks.unknown_message(ask.text, meant, "@Care" if ask.way == "mention" else "/care"))


async def show_home(event: dict[str, Any], context: AsyncBoltContext) -> None:
    """Publish a person's App Home when they open it."""
    if event.get("tab") == "home":
        await publish_home(context["care"], event["user"])


async def publish_home(care: Care, user_id: str) -> None:
    """Publish a person's App Home as it is now."""
    async with care.store.reading() as db:
        person, own = people.get(db, user_id), circles.with_member(db, user_id)
        missed = {circle.channel_id: _missed(db, care, circle, user_id) for circle in own}
        doubts = [block for circle in own for block in _doubts(db, circle, user_id)][:_MOST_DOUBTS]
        rest, today = rests.get(db, user_id), rest_acts.today_of(db, care, user_id)
        switches = [*letter_blocks(letters.unwanted(db, user_id)), *rest_blocks(rest, today)]
    view = blocks.home_view(person.name if person else "there", own, care.now(), missed, doubts, switches)
    await care.slack.views_publish(user_id=user_id, view=view)


async def refresh_home(care: Care, user_id: str) -> None:
    """Publish a Home that may stand open with what is true no more; where Slack fails, it shows when next opened."""
    try:
        await publish_home(care, user_id)
    except SLACK_TROUBLE as error:
        log.warning("the Home of %s is as it was, because Slack does not take it now: %s", user_id, trouble(error))


def register(app: AsyncApp) -> None:
    """Register App Home."""
    app.event("app_home_opened")(show_home)


def _missed(db: Database, care: Care, circle: Circle, user_id: str) -> list[Missed]:
    """Return what somebody can know that a circle missed lately: their own care note first."""
    now, theirs = care.now(), note_acts.missed_lately(db, circle, user_id, care.now())
    return [*theirs, *circle_acts.missed_lately(db, circle, now), *post_acts.missed_lately(db, circle, now)]


def _doubts(db: Database, circle: Circle, user_id: str) -> list[Block]:
    may_settle = post_acts.may_settle(db, circle, user_id)
    return [block for doubt in post_acts.in_doubt(db, circle) for block in doubt_blocks(doubt, may_settle=may_settle)]

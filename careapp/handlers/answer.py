"""Thanking the teller of a story, from the letter that tells of it."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import answer as acts
from careapp.acts import privacy
from careapp.acts import story as story_acts
from careapp.blocks import answer as blocks
from careapp.blocks import ids
from careapp.blocks.privacy import CHOICE
from careapp.handlers.form import Form
from careapp.practice.kudos import LONGEST_REASON, check_reason, check_receivers
from careapp.store import circle as circles
from careapp.store import person as people


async def open_thank_form(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form with thanks filled in, for those whom they can reach."""
    care, user_id = context["care"], body["user"]["id"]
    async with care.store.reading() as db:
        story = story_acts.told(story_acts.seen_by(db, int(body["actions"][0]["value"]), user_id))
        known = people.of(db, story.carers)
    thanked = check_receivers(user_id, story.carers, known)
    view = blocks.thank_form(story, [known[who].name for who in thanked if who in known])
    await care.open_modal(body["trigger_id"], view)
    await ack()


async def send_thanks(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep the thanks of the form."""
    care, form, user_id = context["care"], Form(view), body["user"]["id"]
    async with care.store.transaction() as db:
        story = story_acts.told(story_acts.seen_by(db, int(form.meta("story_id")), user_id))
        circle = circles.get(db, story.channel_id)
        reason = {"reason": (check_reason(form.long_text("reason")), LONGEST_REASON)}
        said = privacy.as_chosen(db, circle, user_id, reason, form.choice(CHOICE), before=story.text)
        acts.thank(db, care, story, user_id, said["reason"], form.key)
    await ack()


def register(app: AsyncApp) -> None:
    """Register the button and its form."""
    app.action(ids.ANSWER_START)(open_thank_form)
    app.view(ids.ANSWER_SEND)(send_thanks)

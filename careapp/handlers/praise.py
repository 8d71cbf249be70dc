"""Saving what a customer said: from any message, or typed."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import access, privacy
from careapp.acts import circle as circle_acts
from careapp.acts import praise as acts
from careapp.acts.telling import Telling
from careapp.blocks import ids
from careapp.blocks import praise as blocks
from careapp.blocks.kit import View
from careapp.blocks.privacy import CHOICE
from careapp.blocks.story import kept_message
from careapp.care import Care
from careapp.handlers.ask import Ask
from careapp.handlers.form import Form, opened_in
from careapp.handlers.said import words_of
from careapp.practice.praise import Source
from careapp.practice.story import Story
from careapp.practice.text import LONGEST
from careapp.store import Database
from careapp.store import circle as circles


async def answer_praise(ask: Ask) -> None:
    """Open the form with the words that were typed, if any."""
    async with ask.care.store.reading() as db:
        view = _form(db, ask.care, ask.channel_id, ask.user_id, ask.channel_id, ask.text)
    await ask.open(view, "Save customer praise", ids.PRAISE_START)


async def open_praise_form(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form from a button."""
    care: Care = context["care"]
    async with care.store.reading() as db:
        view = _form(db, care, body["actions"][0].get("value", ""), body["user"]["id"], opened_in(body))
    await care.open_modal(body["trigger_id"], view)
    await ack()


async def open_praise_form_for_message(ack: AsyncAck, shortcut: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form filled in with a message, or show what it was saved as before."""
    care, user_id = context["care"], shortcut["user"]["id"]
    source, said = Source(shortcut["channel"]["id"], shortcut["message"]["ts"]), words_of(shortcut["message"])
    async with care.store.reading() as db:
        before = acts.saved_before(db, source, user_id)
        place = source.channel_id
        view = _saved(db, before) if before else _form(db, care, place, user_id, place, said, source)
    await care.open_modal(shortcut["trigger_id"], view)
    await ack()


async def save_praise(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep the praise of the form; where its message was saved meanwhile, show that."""
    care, form, user_id = context["care"], Form(view), body["user"]["id"]
    source = _source(form)
    async with care.store.transaction() as db:
        before = acts.saved_before(db, source, user_id)
        earlier = _saved(db, before) if before and before.source_key != form.key else None
        if earlier is None:
            circle = access.for_form(db, form.choice("circle") or form.meta("channel_id"), user_id)
            text = acts.check_written(care, form.long_text("text"))
            said = privacy.as_chosen(db, circle, user_id, {"text": (text, LONGEST)}, form.choice(CHOICE))
            praise = acts.save(db, care, circle, _telling(form, user_id, said["text"]), source)
            is_elsewhere = not form.was_opened_in(circle.channel_id)
    if earlier is None and praise and is_elsewhere:
        care.whisper("", user_id, kept_message(praise, is_elsewhere=True))
    await (ack(response_action="update", view=earlier) if earlier else ack())


def register(app: AsyncApp) -> None:
    """Register the listeners of praise."""
    app.view(ids.PRAISE_SAVE)(save_praise)
    app.action(ids.PRAISE_START)(open_praise_form)
    app.shortcut(ids.PRAISE_SAVE_MESSAGE)(open_praise_form_for_message)


def _telling(form: Form, user_id: str, said: str) -> Telling:
    return Telling(
        teller=user_id,
        text=said,
        way="modal",
        source_key=form.key,
        value_id=form.choice("value") or None,
        thanks=form.people("about"),
        is_praise=True,
    )


def _source(form: Form) -> Source | None:
    said = form.meta("said")
    is_named = isinstance(said, list) and len(said) == 2 and all(isinstance(each, str) for each in said)
    return Source(*said) if is_named else None


def _form(
    db: Database,
    care: Care,
    channel_id: str,
    user_id: str,
    place: str,
    said: str = "",
    source: Source | None = None,
) -> View:
    offered = circle_acts.offered(db, channel_id, user_id, words=said if source is None else "")
    about = acts.named_in(db, offered, said)
    others = [who for who in about if who != care.bot_user_id]
    return blocks.praise_form(care.library, offered, opened_in=place, about=others, text=said, source=source)


def _saved(db: Database, praise: Story) -> View:
    circle = circles.get(db, praise.channel_id)
    return blocks.saved_view(praise, acts.name_of_saver(db, praise), circle.name if circle else "")

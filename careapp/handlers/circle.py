"""Setting a circle up, and what happens to its channel."""

from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.errors import SlackApiError

from careapp.acts import circle as acts
from careapp.acts import privacy
from careapp.acts.access import come, go, learn_members, meet
from careapp.blocks import circle as blocks
from careapp.blocks import ids, setup
from careapp.blocks.places import NO_COUNTRY
from careapp.blocks.privacy import CHOICE
from careapp.care import Care
from careapp.handlers.ask import Ask
from careapp.handlers.form import Form
from careapp.practice.circle import Circle
from careapp.practice.contribution import LONGEST_SENTENCE
from careapp.practice.post import CHANNEL_REFUSALS
from careapp.practice.refusal import CareError
from careapp.practice.text import cut
from careapp.store import Database
from careapp.store import circle as circles
from careapp.store import person as people

_NOT_HERE = "I am not in this channel. Type /invite @Care there, and save again."


async def answer_setup(ask: Ask) -> None:
    """Open the form with the circle's settings, where Care is in the channel."""
    if ask.channel_id.startswith("D"):
        raise CareError("Circles live in channels. Go to your team's channel and type `/care setup` there.")
    channel = await _channel(ask.care, ask.channel_id, ask.user_id)
    if channel is None:
        await ask.answer(blocks.invite_me_message(ask.channel_id))
        return
    view = await _form(ask.care, ask.channel_id, channel["name"], ask.user_id)
    await ask.open(view, "Set this channel up", ids.CIRCLE_SET_UP)


async def open_setup_form(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form from a button."""
    care, channel_id = context["care"], body["actions"][0]["value"]
    channel = await _channel(care, channel_id, body["user"]["id"])
    if channel is None:
        care.answer_click(body["response_url"], blocks.invite_me_message(channel_id))
    else:
        await care.open_modal(body["trigger_id"], await _form(care, channel_id, channel["name"], body["user"]["id"]))
    await ack()


async def keep_circle(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep the settings of the form."""
    care, form = context["care"], Form(view)
    channel_id, user_id = form.meta("channel_id"), body["user"]["id"]
    channel = await _channel(care, channel_id, user_id)
    if channel is None:
        raise CareError(_NOT_HERE)
    asked = _circle(form, care, channel["name"])
    async with care.members_of(channel_id) as members, care.store.transaction() as db:
        if user_id not in members.user_ids:
            raise CareError(_NOT_HERE)
        people.set_members(db, channel_id, members.user_ids)
        acts.keep(db, care, replace(asked, definition=_definition(db, care, asked, user_id, form)), user_id)
    await ack()


async def welcome(event: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep who came into a channel; where it is Care itself, say hello."""
    care = context["care"]
    is_care = event["user"] == care.bot_user_id
    if _is_overtaken(event, context, "" if is_care else event["user"]):
        return
    if is_care:
        await _begin(care, event["channel"], event["event_ts"])
    else:
        async with care.store.transaction() as db:
            come(db, care, event["channel"], event["user"])
    async with care.store.reading() as db:
        is_known = people.get(db, event["user"]) is not None
    if not is_known:
        care.soon(meet(care, event["user"]))


async def say_goodbye(event: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep who left a channel."""
    if _is_overtaken(event, context, event["user"]):
        return
    care = context["care"]
    async with care.store.transaction() as db:
        go(db, care, event["channel"], event["user"])


async def rename(event: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep a channel's new name."""
    care, channel = context["care"], event["channel"]
    if care.is_overtaken(f"name of {channel['id']}", event.get("event_ts", "")):
        return
    async with care.store.transaction() as db:
        circles.rename(db, channel["id"], channel["name"])


async def pause(event: dict[str, Any], context: AsyncBoltContext) -> None:
    """Pause the circle of a channel that was archived."""
    if _is_overtaken(event, context):
        return
    care = context["care"]
    async with care.store.transaction() as db:
        acts.pause(db, care, event["channel"], "the channel is archived", care.now())


async def pause_without_care(event: dict[str, Any], context: AsyncBoltContext) -> None:
    """Pause the circle of a channel that Care was removed from."""
    if _is_overtaken(event, context):
        return
    care = context["care"]
    async with care.store.transaction() as db:
        acts.pause(db, care, event["channel"], CHANNEL_REFUSALS["not_in_channel"], care.now())


async def resume(event: dict[str, Any], context: AsyncBoltContext) -> None:
    """Take up the circle of a channel that is in use again."""
    if _is_overtaken(event, context):
        return
    async with context["care"].store.transaction() as db:
        acts.resume(db, event["channel"], context["care"].now())


def register(app: AsyncApp) -> None:
    """Register the listeners of circles."""
    app.action(ids.CIRCLE_SET_UP)(open_setup_form)
    app.view(ids.CIRCLE_KEEP)(keep_circle)
    app.event("member_joined_channel")(welcome)
    app.event("member_left_channel")(say_goodbye)
    for kind in ("channel", "group"):
        app.event(f"{kind}_rename")(rename)
        app.event(f"{kind}_archive")(pause)
        app.event(f"{kind}_left")(pause_without_care)
        app.event(f"{kind}_unarchive")(resume)


def _is_overtaken(event: dict[str, Any], context: AsyncBoltContext, who: str = "") -> bool:
    """Say whether a later word is known on whether somebody, or Care itself, is in a channel that is in use."""
    overtaken: bool = context["care"].is_overtaken(f"{who} in {event['channel']}", event.get("event_ts", ""))
    return overtaken


async def _form(care: Care, channel_id: str, name: str, user_id: str) -> dict[str, Any]:
    async with care.store.reading() as db:
        circle = acts.proposed(db, care, channel_id, name, user_id)
    return setup.setup_form(replace(circle, name=name), care.library)


async def _begin(care: Care, channel_id: str, event_ts: str) -> None:
    """Learn who is in a channel that Care was invited to, and say hello."""
    async with care.members_of(channel_id) as members, care.store.transaction() as db:
        people.set_members(db, channel_id, members.user_ids)
        acts.introduce(db, channel_id, event_ts, care.now())


async def _channel(care: Care, channel_id: str, user_id: str) -> dict[str, Any] | None:
    """Return a channel that both Care and the person are in, None for every other, as if Care did not know of it."""
    try:
        found = await care.slack.conversations_info(channel=channel_id)
    except SlackApiError:
        return None
    channel: dict[str, Any] = found["channel"]
    return channel if channel.get("is_member") and await _is_in(care, channel_id, user_id) else None


async def _is_in(care: Care, channel_id: str, user_id: str) -> bool:
    async with care.store.reading() as db:
        if people.is_member(db, channel_id, user_id):
            return True
    await learn_members(care, channel_id)
    async with care.store.reading() as db:
        return people.is_member(db, channel_id, user_id)


def _circle(form: Form, care: Care, name: str) -> Circle:
    defaults = Circle(form.meta("channel_id"), form.choice("zone"), care.now(), name)
    country = form.choice("country")
    return replace(
        defaults,
        round_time=form.time("time", defaults.round_time),
        weekdays=tuple(sorted(map(int, form.choices("weekdays")))),
        minutes=int(form.choice("minutes") or defaults.minutes),
        country=None if country in ("", NO_COUNTRY) else country,
        digest_weekday=int(form.choice("digest_weekday") or defaults.digest_weekday),
        digest_time=form.time("digest_time", defaults.digest_time),
        lessons_on=form.choice("lessons_on") or defaults.lessons_on,
        decks=tuple(form.choices("decks")),
        managers=frozenset(form.people("managers")),
        asks_pulse=setup.ASKS_PULSE in form.choices("pulse"),
        pulse_weekday=int(form.choice("pulse_weekday") or defaults.pulse_weekday),
        pulse_time=form.time("pulse_time", defaults.pulse_time),
        brings_unanswered=setup.UNANSWERED in form.choices("letters") or not form.has("letters"),
        writes_care_note=setup.CARE_NOTE in form.choices("letters"),
        guards_privacy=form.choice("privacy") != setup.NO_GUARD,
        shows_milestones=setup.TELLS in form.choices("milestones") or not form.has("milestones"),
    )


def _definition(db: Database, care: Care, asked: Circle, user_id: str, form: Form) -> str:
    """Return the circle's sentence, as the form has it where it was changed there; a workshop may have found another.

    Raises AskFirstError where that is to be asked.
    """
    now = acts.definition_of(db, care, asked.channel_id)
    if not _changes_definition(form):
        return now
    words = {"definition": (_on_a_line(form.text("definition")), LONGEST_SENTENCE)}
    return privacy.as_chosen(db, asked, user_id, words, form.choice(CHOICE), now)["definition"]


def _changes_definition(form: Form) -> bool:
    return form.has("definition") and _on_a_line(form.text("definition")) != _on_a_line(form.meta("definition"))


def _on_a_line(sentence: str) -> str:
    return cut(" ".join(sentence.split()), LONGEST_SENTENCE)

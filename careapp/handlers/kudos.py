"""Giving kudos by command, form or message shortcut, and taking them back."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.errors import SlackApiError

from careapp.acts import access, privacy, subject
from careapp.acts import circle as circle_acts
from careapp.acts import kudos as acts
from careapp.acts.access import circle_for
from careapp.acts.kudos import Giving
from careapp.blocks import ids
from careapp.blocks import kudos as blocks
from careapp.blocks.privacy import CHOICE, fits_a_button, masked_note
from careapp.care import Care
from careapp.handlers.ask import Ask
from careapp.handlers.form import Form, opened_in
from careapp.practice.kudos import LONGEST_REASON, Kudos, check_group, check_reason, left_out, parse_kudos
from careapp.practice.refusal import CareError
from careapp.practice.story import Story
from careapp.practice.text import cut, from_slack, has_words, take_tag
from careapp.store import draft as drafts
from careapp.store import person as people

_QUOTED = 300
_GROUP = re.compile(r"<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>")


async def answer_kudos(ask: Ask) -> None:
    """Give the kudos, or open the form where the words do not say whom or what for."""
    text = from_slack(await _with_groups(ask))
    receivers, said = parse_kudos(text)
    reason, value, unknown_tags = take_tag(said, ask.care.library)
    if not receivers or not has_words(reason):
        await _ask_for_more(ask, receivers, said)
        return
    value_id = value.id if value else None
    async with ask.care.store.transaction() as db:
        circle = circle_acts.here(db, ask.channel_id, ask.user_id, words=ask.text, about="kudos")
        check_reason(reason, ask.text)
        masked = privacy.hide(db, circle, ask.user_id, reason, room=LONGEST_REASON)
        is_to_be_asked = bool(ask.trigger_id) and not fits_a_button(masked.hidden)
        giving = Giving(ask.user_id, tuple(receivers), masked.text, ask.key, value_id, words=ask.text)
        kudos = None if is_to_be_asked else acts.give(db, ask.care, circle, giving)
        known = people.of(db, receivers)
    if is_to_be_asked:
        await _ask_for_more(ask, receivers, said)
    elif kudos:
        missed = [known[who] for who in left_out(receivers, kudos.receivers) if who in known]
        note = masked_note(kudos.key, masked.hidden, stands_in_slack=ask.way == "mention")
        await ask.answer(blocks.given_message(kudos, unknown_tags, missed, *note))


async def open_kudos_form(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form from a button."""
    care, channel_id = context["care"], body["actions"][0].get("value", "")
    view = await _form(care, channel_id, body["user"]["id"], opened_in(body))
    await care.open_modal(body["trigger_id"], view)
    await ack()


async def open_draft(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form with words that could not be kept as they were."""
    care, user_id = context["care"], body["user"]["id"]
    async with care.store.reading() as db:
        receivers, reason = parse_kudos(drafts.words_of(db, int(body["actions"][0]["value"]), user_id))
    await care.open_modal(body["trigger_id"], await _form(care, "", user_id, opened_in(body), receivers, reason))
    await ack()


async def open_kudos_form_for_message(ack: AsyncAck, shortcut: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form filled in with a message and its writer."""
    care, user_id = context["care"], shortcut["user"]["id"]
    message, channel_id = shortcut["message"], shortcut["channel"]["id"]
    writers, said = await _writers_and_words(care, channel_id, message, user_id)
    reason = f"for “{cut(said, _QUOTED)}”" if said else ""
    view = await _form(care, channel_id, user_id, channel_id, writers, reason)
    await care.open_modal(shortcut["trigger_id"], view)
    await ack()


async def give_kudos(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext) -> None:
    """Give the kudos of the form."""
    care, form, user_id = context["care"], Form(view), body["user"]["id"]
    reason, tagged, _ = take_tag(form.long_text("reason"), care.library)
    value_id = form.choice("value") or (tagged.id if tagged else None)
    async with care.store.transaction() as db:
        circle = access.for_form(db, form.choice("circle") or form.meta("channel_id"), user_id)
        written = {"reason": (check_reason(reason), LONGEST_REASON)}
        said = privacy.as_chosen(db, circle, user_id, written, form.choice(CHOICE))
        giving = Giving(user_id, form.people("receivers"), said["reason"], form.key, value_id)
        kudos = acts.give(db, care, circle, giving)
    if kudos and not form.was_opened_in(circle.channel_id):
        care.whisper("", user_id, blocks.given_message(kudos, (), (), is_elsewhere=True))
    await ack()


async def take_back_kudos(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Take kudos back at their giver's wish."""
    care, user_id = context["care"], body["user"]["id"]
    async with care.store.transaction() as db:
        acts.take_back(db, care, int(body["actions"][0]["value"]), user_id)
    care.replace_whisper(body["response_url"], blocks.taken_back_message())
    await ack()


def register(app: AsyncApp) -> None:
    """Register the listeners of kudos."""
    app.view(ids.KUDOS_GIVE)(give_kudos)
    app.action(ids.KUDOS_START)(open_kudos_form)
    app.action(ids.KUDOS_RETRY)(open_draft)
    app.action(ids.KUDOS_TAKE_BACK)(take_back_kudos)
    app.shortcut(ids.KUDOS_GIVE_FOR_MESSAGE)(open_kudos_form_for_message)


async def _ask_for_more(ask: Ask, receivers: list[str], reason: str) -> None:
    if "@" in reason and not receivers:
        raise CareError("I do not know whom you mean. Choose them in the form:", words=ask.text, about="kudos")
    if ask.text and not ask.trigger_id:
        missing = "what the thanks are for" if receivers else "whom you thank"
        raise CareError(f"Please say {missing}.", words=ask.text, about="kudos")
    view = await _form(ask.care, ask.channel_id, ask.user_id, ask.channel_id, receivers, reason)
    await ask.open(view, "Give kudos", ids.KUDOS_START, "kudos")


async def _writers_and_words(
    care: Care, channel_id: str, message: dict[str, Any], user_id: str
) -> tuple[list[str], str]:
    """Whom a message is by, but for oneself, and what it says; where Care posted it for somebody, it is theirs."""
    async with care.store.reading() as db:
        told = subject.shown_at(db, channel_id, message["ts"]) if circle_for(db, channel_id, user_id) else None
    if isinstance(told, Story):
        return _others(told.carers, user_id), told.text
    if isinstance(told, Kudos):
        return _others(told.receivers, user_id), told.reason
    writers = [message["user"]] if message.get("user") and not message.get("bot_id") else []
    return _others(writers, user_id), from_slack(message.get("text", "")) if writers else ""


def _others(user_ids: Iterable[str], user_id: str) -> list[str]:
    return [who for who in user_ids if who != user_id]


async def _form(
    care: Care, channel_id: str, user_id: str, place: str, receivers: Sequence[str] = (), reason: str = ""
) -> dict[str, Any]:
    async with care.store.reading() as db:
        offered = circle_acts.offered(db, channel_id, user_id)
    return blocks.kudos_form(care.library, offered, opened_in=place, receivers=receivers, reason=reason)


async def _with_groups(ask: Ask) -> str:
    raw = ask.raw
    for group_id in dict.fromkeys(_GROUP.findall(raw)):
        try:
            found = await ask.care.slack.usergroups_users_list(usergroup=group_id)
        except SlackApiError as error:
            sentence = "I cannot read who is in that group. Please name the people one by one."
            raise CareError(sentence, words=ask.text, about="kudos") from error
        members = check_group([who for who in found["users"] if who != ask.user_id], words=ask.text)
        names = " ".join(f"<@{user_id}>" for user_id in members)
        raw = re.sub(rf"<!subteam\^{group_id}(\|[^>]*)?>", names, raw)
    return raw

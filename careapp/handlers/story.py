"""Telling a story by command, form or reply; changing it and taking it back."""

from dataclasses import replace
from typing import Any, cast

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import access, privacy
from careapp.acts import circle as circle_acts
from careapp.acts import reply as replies
from careapp.acts import story as acts
from careapp.acts import telling as telling_acts
from careapp.acts.access import learn_members
from careapp.acts.circle import NotInItError
from careapp.acts.privacy import Said
from careapp.acts.telling import Telling
from careapp.blocks import ids
from careapp.blocks import story as blocks
from careapp.blocks.privacy import CHOICE, fits_a_button, followed_message, masked_note
from careapp.care import Care
from careapp.handlers.ask import Ask
from careapp.handlers.form import Form, opened_in
from careapp.practice.occurrence import local_day
from careapp.practice.story import LONGEST_SIDE, Way
from careapp.practice.text import LONGEST
from careapp.store import circle as circles
from careapp.store import draft as drafts
from careapp.store import round as rounds


async def answer_story(ask: Ask) -> None:
    """Keep the words as a story, or open the form where there are none."""
    if not ask.text:
        view = await _form(ask.care, ask.channel_id, ask.user_id, ask.channel_id)
        await ask.open(view, "Tell a story", ids.ROUND_TELL)
        return
    async with ask.care.store.transaction() as db:
        circle = circle_acts.here(db, ask.channel_id, ask.user_id, words=ask.text, about="story")
        telling_acts.check_written(ask.care, ask.text)
        masked = privacy.hide(db, circle, ask.user_id, ask.text)
        is_to_be_asked = bool(ask.trigger_id) and not fits_a_button(masked.hidden)
        telling = Telling(ask.user_id, masked.text, cast(Way, ask.way), ask.key)
        story = None if is_to_be_asked else telling_acts.tell(db, ask.care, circle, telling)
    if is_to_be_asked:
        view = blocks.story_form(ask.care.library, [circle], opened_in=ask.channel_id, text=ask.text)
        await ask.open(view, "Tell a story", ids.ROUND_TELL, "story")
    elif story:
        note = masked_note(story.key, masked.hidden, stands_in_slack=ask.way == "mention")
        today = local_day(ask.care.now(), circle.zone)
        await ask.answer(blocks.kept_message(story, *note, today=today))


async def open_story_form(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form from a button in a round, in help or on App Home."""
    care: Care = context["care"]
    channel_id, user_id, place = body["actions"][0].get("value", ""), body["user"]["id"], opened_in(body)
    if channel_id == place:
        await _check_is_in(care, channel_id, user_id)
    await care.open_modal(body["trigger_id"], await _form(care, channel_id, user_id, place))
    await ack()


async def open_story_form_anywhere(ack: AsyncAck, shortcut: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form from the global shortcut; the circle is chosen in it."""
    care: Care = context["care"]
    await care.open_modal(shortcut["trigger_id"], await _form(care, "", shortcut["user"]["id"], ""))
    await ack()


async def open_draft(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form with words that could not be kept as they were."""
    care, user_id = context["care"], body["user"]["id"]
    async with care.store.reading() as db:
        words = drafts.words_of(db, int(body["actions"][0]["value"]), user_id)
        offered = circle_acts.offered(db, "", user_id)
        view = blocks.story_form(care.library, offered, opened_in=opened_in(body), text=words)
    await care.open_modal(body["trigger_id"], view)
    await ack()


async def tell_story(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep a story that was told in the form."""
    care, form, user_id = context["care"], Form(view), body["user"]["id"]
    async with care.store.transaction() as db:
        circle = access.for_form(db, form.choice("circle") or form.meta("channel_id"), user_id)
        said = privacy.as_chosen(db, circle, user_id, _words(care, form), form.choice(CHOICE))
        telling = Telling(
            teller=user_id,
            text=said["text"],
            way="modal",
            source_key=form.key,
            meant=said["meant"],
            lesson=said["lesson"],
            value_id=form.choice("value") or None,
            thanks=form.people("thanks"),
            is_poor_care=bool(form.choices("poor_care")),
        )
        story = telling_acts.tell(db, care, circle, telling)
    if story and not form.was_opened_in(circle.channel_id):
        today = local_day(care.now(), circle.zone)
        care.whisper("", user_id, blocks.kept_message(story, today=today, is_elsewhere=True))
    await ack()


async def choose_from_menu(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Read, change or take back the story whose menu was used."""
    care, user_id = context["care"], body["user"]["id"]
    verb, _, number = body["actions"][0]["selected_option"]["value"].partition(" ")
    if verb == "remove":
        async with care.store.transaction() as db:
            acts.take_back(db, care, int(number), user_id)
    else:
        async with care.store.reading() as db:
            story = acts.told(acts.seen_by(db, int(number), user_id))
        is_read = verb == "read"
        view = blocks.whole_story(story) if is_read else blocks.change_form(acts.own(story, user_id), care.library)
        await care.open_modal(body["trigger_id"], view)
    await ack()


async def change_story(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep the changed words of a story."""
    care, form, user_id = context["care"], Form(view), body["user"]["id"]
    async with care.store.transaction() as db:
        story = acts.own(acts.told(acts.seen_by(db, int(form.meta("story_id")), user_id)), user_id)
        circle, before = circles.get(db, story.channel_id), "\n".join((story.text, story.meant, story.lesson))
        said = privacy.as_chosen(db, circle, user_id, _words(care, form), form.choice(CHOICE), before)
        value_id, is_poor = form.choice("value") or None, bool(form.choices("poor_care")) and not story.is_praise
        changed = replace(story, text=said["text"], meant=said["meant"], lesson=said["lesson"], value_id=value_id)
        acts.change(db, care, replace(changed, is_poor_care=is_poor))
    await ack()


async def undo_story(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Take back what was kept as a story."""
    care, user_id = context["care"], body["user"]["id"]
    async with care.store.transaction() as db:
        acts.take_back(db, care, int(body["actions"][0]["value"]), user_id)
    care.replace_whisper(body["response_url"], blocks.undone_message())
    await ack()


async def hear_message(event: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep a reply in a round as a story; follow the edits and the deletion of one that was kept."""
    care, subtype = context["care"], event.get("subtype")
    if subtype == "message_changed" and not event["message"].get("bot_id"):
        await _follow_edit(care, event)
    elif subtype == "message_deleted":
        await _follow_deletion(care, event)
    elif subtype in (None, "thread_broadcast", "file_share") and event.get("thread_ts") and not event.get("bot_id"):
        await _keep_reply(care, event)


def register(app: AsyncApp) -> None:
    """Register the listeners of stories."""
    app.event("message")(hear_message)
    app.action(ids.ROUND_TELL)(open_story_form)
    app.view(ids.STORY_TELL)(tell_story)
    app.view(ids.STORY_CHANGE)(change_story)
    app.action(ids.STORY_MENU)(choose_from_menu)
    app.action(ids.STORY_UNDO)(undo_story)
    app.action(ids.STORY_RETRY)(open_draft)
    app.shortcut(ids.STORY_TELL_ANYWHERE)(open_story_form_anywhere)


def _words(care: Care, form: Form) -> dict[str, Said]:
    """Return what stands in the form, with the room for it. Raises CareError where it is no story."""
    text = form.long_text("text")
    telling_acts.check_written(care, text)
    return {"text": (text, LONGEST), **{side: (form.text(side), LONGEST_SIDE) for side in ("meant", "lesson")}}


async def _check_is_in(care: Care, channel_id: str, user_id: str) -> None:
    """Refuse a round's button to who is not in its channel, having asked Slack who is."""
    try:
        async with care.store.reading() as db:
            circle_acts.check_is_in(db, channel_id, user_id)
    except NotInItError:
        await learn_members(care, channel_id)
        async with care.store.reading() as db:
            circle_acts.check_is_in(db, channel_id, user_id)


async def _form(care: Care, channel_id: str, user_id: str, place: str) -> dict[str, Any]:
    async with care.store.reading() as db:
        offered = circle_acts.offered(db, channel_id, user_id)
        round_ = rounds.latest(db, channel_id, care.now())
    asked = {"prompt": round_.prompt, "value_id": round_.value_id} if round_ and round_.state == "open" else {}
    return blocks.story_form(care.library, offered, opened_in=place, **asked)


async def _keep_reply(care: Care, event: dict[str, Any]) -> None:
    reply = {"ts": event["ts"], "thread_ts": event["thread_ts"], "user_id": event["user"], "said": event["text"]}
    async with care.store.transaction() as db:
        story = replies.hear(db, care, event["channel"], **reply)
        hidden = replies.left_out(db, story, event["text"]) if story else ()
    if story:
        answer = blocks.kept_message(story, *masked_note(story.key, hidden, stands_in_slack=True))
        care.whisper(event["channel"], event["user"], answer, thread_ts=event["thread_ts"])


async def _follow_edit(care: Care, event: dict[str, Any]) -> None:
    channel_id, message = event["channel"], event["message"]
    edited_at = message.get("edited", {}).get("ts") or event.get("event_ts", "")
    if care.is_overtaken(f"edit of {channel_id} {message['ts']}", edited_at):
        return
    said, thread_ts = message.get("text", ""), message.get("thread_ts", "")
    async with care.store.transaction() as db:
        followed = replies.follow_edit(db, care, channel_id, message["ts"], said, thread_ts)
    if followed and followed[1].hidden:
        story, masked = followed
        care.whisper(channel_id, story.teller, followed_message(story.key, masked.hidden), thread_ts=thread_ts or None)


async def _follow_deletion(care: Care, event: dict[str, Any]) -> None:
    async with care.store.transaction() as db:
        replies.follow_deletion(db, care, event["channel"], event["deleted_ts"])

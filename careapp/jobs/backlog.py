"""Read in Slack's history what Care did not hear while it was away."""

import logging
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from careapp.acts import backlog as acts
from careapp.acts.backlog import Said, Thread
from careapp.blocks import story as blocks
from careapp.blocks.privacy import masked_note
from careapp.care import NO_ANSWER, Care, refusal_in
from careapp.faults import fault
from careapp.store import circle as circles

log = logging.getLogger(__name__)
_PAGE = 200
_WORDS = (None, "thread_broadcast", "file_share")
_SURELY = timedelta(seconds=2)  # Slack dates its answers to the second, after it has read


async def run(care: Care, now: datetime) -> None:
    """Catch up with every circle; one that cannot be read does not hold the others up."""
    async with care.store.reading() as db:
        channel_ids = [circle.channel_id for circle in circles.every(db)]
    for channel_id in channel_ids:
        await catch_up(care, channel_id)


async def catch_up(care: Care, channel_id: str) -> None:
    """Catch up with one circle; where it cannot be read, the log says so."""
    try:
        await _catch_up(care, channel_id)
    except SlackApiError as error:
        log.warning("what was missed in %s cannot be read: %s", channel_id, refusal_in(error) or "no answer")
    except NO_ANSWER as error:
        log.warning("what was missed in %s cannot be read: %s", channel_id, type(error).__name__)
    except Exception:
        log.exception("what was missed in %s cannot be made good", channel_id)


async def _catch_up(care: Care, channel_id: str) -> None:
    refusal, name = await _ask_for_channel(care, channel_id)
    fault("backlog.before_channel")
    async with care.store.transaction() as db:
        is_readable = acts.look_at_channel(db, care, channel_id, refusal, name, care.now())
        thread = acts.thread_of(db, channel_id, care.now()) if is_readable else None
    fault("backlog.after_channel")
    if thread:
        await _read_thread(care, thread)
        if thread.has_kudos:
            await _read_channel(care, thread)


async def _ask_for_channel(care: Care, channel_id: str) -> tuple[str, str]:
    """Return Slack's refusal of a channel, empty where Care is in it and it is in use, and its name."""
    try:
        channel = (await care.patient_slack.conversations_info(channel=channel_id))["channel"]
    except SlackApiError as error:
        if refusal_in(error) != acts.NOT_FOUND:
            raise
        return acts.NOT_FOUND, ""
    if channel.get("is_archived"):
        return acts.ARCHIVED, channel.get("name", "")
    return "" if channel.get("is_member") else acts.LEFT, channel.get("name", "")


async def _read_thread(care: Care, thread: Thread) -> None:
    """Read the replies of a round from the first to the last."""
    seen: set[str] = set()
    channel_id, began, has_parent = thread.round.channel_id, care.now(), False
    pages = await care.patient_slack.conversations_replies(channel=channel_id, ts=thread.ts, limit=_PAGE)
    async for page in pages:
        messages = page["messages"]
        has_parent |= any(each["ts"] == thread.ts and each.get("subtype") != "tombstone" for each in messages)
        replies = [_said(each) for each in messages if each["ts"] != thread.ts]
        seen |= {said.ts for said in replies}
        fault("backlog.before_replies")
        async with care.store.transaction() as db:
            kept = acts.hear_replies(db, care, thread, replies)
            acts.see_reactions(db, care, channel_id, replies, _as_of(care, page))
        fault("backlog.after_replies")
        for story, hidden in kept:
            answer = blocks.kept_message(story, *masked_note(story.key, hidden, stands_in_slack=True))
            care.whisper(channel_id, story.teller, answer, thread_ts=thread.ts)
    if has_parent:
        fault("backlog.before_missing")
        async with care.store.transaction() as db:
            acts.miss_replies(db, care, thread, seen, began)
        fault("backlog.after_missing")


async def _read_channel(care: Care, thread: Thread) -> None:
    """Read the reactions on the kudos that were given since a round opened."""
    channel_id = thread.round.channel_id
    pages = await care.patient_slack.conversations_history(channel=channel_id, oldest=thread.ts, limit=_PAGE)
    async for page in pages:
        own = [_said(each) for each in page["messages"] if each.get("bot_id")]
        async with care.store.transaction() as db:
            acts.see_reactions(db, care, channel_id, own, _as_of(care, page))


def _said(message: dict[str, Any]) -> Said:
    is_words = message.get("subtype") in _WORDS and not message.get("bot_id") and message.get("user")
    reactions = message.get("reactions") or []
    return Said(
        ts=message["ts"],
        user_id=message.get("user", ""),
        text=message.get("text", "") if is_words else None,
        is_edited="edited" in message,
        reactions=frozenset((who, each["name"]) for each in reactions for who in each["users"]),
        cut=frozenset(each["name"] for each in reactions if each.get("count", 0) > len(each["users"])),
    )


def _as_of(care: Care, page: AsyncSlackResponse) -> datetime:
    """Return an instant of Slack's clock that is surely not after what a page shows."""
    try:
        return parsedate_to_datetime(str(page.headers.get("Date"))) - _SURELY
    except ValueError:
        return care.now() - _SURELY

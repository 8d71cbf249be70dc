"""The calls that show a post in Slack, and that look for one whose sending was not answered."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_sdk.errors import SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from careapp.blocks.picture import draw
from careapp.faults import fault
from careapp.practice.post import Outcome, Post
from careapp.practice.story import MARK

EVENT_TYPE = "care_post"
_PAGE = 200
_EASEL = ThreadPoolExecutor(1, "draw")  # each thread that draws keeps the memory for it


def method_of(post: Post) -> str:
    """Return the Slack method that the next attempt at a post calls."""
    if post.state == "checking":
        return "conversations.replies" if post.thread_ts else "conversations.history"
    if post.kind == "reaction":
        return "reactions.add" if post.content is not None else "reactions.remove"
    if post.kind == "pin":
        return "pins.add" if post.content is not None else "pins.remove"
    if post.kind == "picture":
        return "files.completeUploadExternal"
    if post.is_shown:
        return "chat.update" if post.content is not None else "chat.delete"
    return "chat.postMessage"


async def show(slack: AsyncWebClient, post: Post) -> Outcome:
    """Make Slack show a post as it should be now. Raises what the SDK and aiohttp raise."""
    if post.kind == "reaction":
        return await _react(slack, post)
    if post.kind == "pin":
        return await _pin(slack, post)
    if post.content is None and not post.is_shown:
        return Outcome("sent", note="taken back before it was shown")
    if post.kind == "picture":
        return await _upload(slack, post)
    return await _say(slack, post)


async def look_up(slack: AsyncWebClient, post: Post, oldest: str, own_user_id: str) -> Outcome:
    """Look in the channel for a post that may have been sent: found, it is brought up to date; else sent again.

    It is looked for from the ts `oldest` on; `own_user_id` is who Care is in Slack. Where somebody has deleted it
    meanwhile it is not found, and sent again. Raises what the SDK and aiohttp raise.
    """
    span: dict[str, Any] = {"channel": post.channel_id, "oldest": oldest, "include_all_metadata": True, "limit": _PAGE}
    fault("lookup.before_call")
    if post.thread_ts:
        pages = await slack.conversations_replies(ts=post.thread_ts, **span)
    else:
        pages = await slack.conversations_history(**span)
    messages = [message async for page in pages for message in page["messages"]]
    found = [message["ts"] for message in messages if _is_it(post, message, own_user_id)]
    fault("lookup.after_call")
    if found and post.kind == "picture":
        return Outcome("sent", posted_in=post.channel_id)
    return Outcome("waiting", ts=found[0] if found else None, posted_in=post.channel_id if found else None)


async def _say(slack: AsyncWebClient, post: Post) -> Outcome:
    if not post.is_shown:
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": post.key}}
        fault("post.before_call")
        said = await slack.chat_postMessage(
            channel=post.channel_id, thread_ts=post.thread_ts, metadata=metadata, **(post.content or {})
        )
        fault("post.after_call")
        if not said.get("ts"):
            raise SlackRequestError("an answer that does not say where the message is")
        return Outcome("sent", ts=said["ts"], posted_in=said.get("channel") or post.channel_id)
    place, ts = post.posted_in or post.channel_id, post.ts or ""
    fault("post.before_change")
    if post.content is None:
        await slack.chat_delete(channel=place, ts=ts)
    else:
        await slack.chat_update(channel=place, ts=ts, text=post.content["text"], blocks=post.content["blocks"])
    fault("post.after_change")
    return Outcome("sent")


async def _react(slack: AsyncWebClient, post: Post) -> Outcome:
    call = slack.reactions_add if post.content is not None else slack.reactions_remove
    fault("mark.before_call")
    await call(channel=post.channel_id, timestamp=post.ts or "", name=MARK)
    fault("mark.after_call")
    return Outcome("sent")


async def _pin(slack: AsyncWebClient, post: Post) -> Outcome:
    if not post.thread_ts:
        return Outcome("sent", note="its message was never shown")
    call = slack.pins_add if post.content is not None else slack.pins_remove
    fault("pin.before_call")
    await call(channel=post.channel_id, timestamp=post.thread_ts)
    fault("pin.after_call")
    return Outcome("sent")


async def _upload(slack: AsyncWebClient, post: Post) -> Outcome:
    picture = post.content or {}
    data = await asyncio.get_running_loop().run_in_executor(_EASEL, draw, picture)
    fault("picture.before_address")
    name, spoken = picture["filename"], picture["alt"]
    place = await slack.files_getUploadURLExternal(filename=name, length=len(data), alt_txt=spoken)
    fault("picture.before_upload")
    assert slack.session
    async with slack.session.post(place["upload_url"], data=data, proxy=slack.proxy) as answer:
        answer.raise_for_status()
    fault("picture.before_showing")
    shown = [{"id": place["file_id"], "title": picture["title"]}]
    await slack.files_completeUploadExternal(files=shown, channel_id=post.channel_id, thread_ts=post.thread_ts)
    fault("picture.after_showing")
    return Outcome("sent", posted_in=post.channel_id)


def _is_it(post: Post, message: dict[str, Any], own_user_id: str) -> bool:
    """Say whether a message is what Care sent: another app or person may use the same key or file name."""
    if post.kind == "picture":
        own = ((post.content or {}).get("filename"), own_user_id)
        return any((file.get("name"), file.get("user")) == own for file in message.get("files") or ())
    metadata = message.get("metadata") or {}
    told = (message.get("user"), metadata.get("event_type"), metadata.get("event_payload", {}).get("key"))
    return told == (own_user_id, EVENT_TYPE, post.key)

"""The calls that show a post in Slack, and that look for one whose sending was not answered."""

import asyncio
from datetime import timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from careapp.blocks.picture import draw
from careapp.practice.post import Outcome, Post
from careapp.practice.story import MARK

EVENT_TYPE = "care_post"
_BEFORE = timedelta(seconds=5)


def method_of(post: Post) -> str:
    """Return the Slack method that the next attempt at a post calls."""
    if post.state == "checking":
        return "conversations.history"
    if post.kind == "reaction":
        return "reactions.add" if post.content is not None else "reactions.remove"
    if post.kind == "picture":
        return "files.completeUploadExternal"
    if post.is_shown:
        return "chat.update" if post.content is not None else "chat.delete"
    return "chat.postMessage"


async def show(slack: AsyncWebClient, post: Post) -> Outcome:
    """Make Slack show a post as it should be now. Raises what the SDK and aiohttp raise."""
    if post.kind == "reaction":
        return await _react(slack, post)
    if post.content is None and not post.is_shown:
        return Outcome("sent", note="taken back before it was shown")
    if post.kind == "picture":
        return await _upload(slack, post)
    return await _say(slack, post)


async def look_up(slack: AsyncWebClient, post: Post) -> Outcome:
    """Look in the channel for a post that may have been sent: found, it is brought up to date; else sent again."""
    assert post.sent_at
    span: dict[str, Any] = {"channel": post.channel_id, "oldest": f"{(post.sent_at - _BEFORE).timestamp():.6f}"}
    try:
        if post.thread_ts:
            found = await slack.conversations_replies(ts=post.thread_ts, include_all_metadata=True, limit=200, **span)
        else:
            found = await slack.conversations_history(include_all_metadata=True, limit=200, **span)
    except SlackApiError as error:
        if error.response.get("error") in ("missing_scope", "channel_not_found", "not_in_channel"):
            return Outcome(
                "unknown", note=f"sent without an answer, and not to be looked up: {error.response['error']}"
            )
        raise
    ts = next((message["ts"] for message in found["messages"] if _is_it(post, message)), None)
    if ts and post.kind == "picture":
        return Outcome("sent", posted_in=post.channel_id)
    return Outcome("waiting", ts=ts, posted_in=post.channel_id if ts else None)


async def _say(slack: AsyncWebClient, post: Post) -> Outcome:
    if not post.is_shown:
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": post.key}}
        said = await slack.chat_postMessage(
            channel=post.channel_id, thread_ts=post.thread_ts, metadata=metadata, **(post.content or {})
        )
        return Outcome("sent", ts=said["ts"], posted_in=said["channel"])
    place, ts = post.posted_in or post.channel_id, post.ts or ""
    if post.content is None:
        await slack.chat_delete(channel=place, ts=ts)
    else:
        await slack.chat_update(channel=place, ts=ts, text=post.content["text"], blocks=post.content["blocks"])
    return Outcome("sent")


async def _react(slack: AsyncWebClient, post: Post) -> Outcome:
    call = slack.reactions_add if post.content is not None else slack.reactions_remove
    await call(channel=post.channel_id, timestamp=post.ts or "", name=MARK)
    return Outcome("sent")


async def _upload(slack: AsyncWebClient, post: Post) -> Outcome:
    picture = post.content or {}
    await slack.files_upload_v2(
        content=await asyncio.to_thread(draw, picture),
        filename=picture["filename"],
        title=picture["title"],
        alt_txt=picture["alt"],
        channel=post.channel_id,
        thread_ts=post.thread_ts,
    )
    return Outcome("sent", posted_in=post.channel_id)


def _is_it(post: Post, message: dict[str, object]) -> bool:
    if post.kind == "picture":
        files = message.get("files") or []
        return any(file.get("name") == (post.content or {}).get("filename") for file in files)  # type: ignore[attr-defined]
    metadata = message.get("metadata") or {}
    return isinstance(metadata, dict) and metadata.get("event_payload", {}).get("key") == post.key

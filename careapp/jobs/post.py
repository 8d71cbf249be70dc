"""The deliverer: make Slack show what the store says, each post once."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from careapp.acts import circle as circle_acts
from careapp.care import Care
from careapp.jobs import slack_call
from careapp.practice.post import (
    CHANNEL_REFUSALS,
    PACE,
    Outcome,
    Post,
    after_brake,
    after_refusal,
    after_silence,
    back_off,
)
from careapp.store import post as posts

log = logging.getLogger(__name__)
_UNTOLD_WAIT = timedelta(seconds=30)


async def run(care: Care, now: datetime) -> None:
    """Send what may be sent now: one post a channel, channels side by side."""
    async with care.store.reading() as db:
        waiting = posts.to_do(db, now)
    chosen = _one_a_channel(care, waiting, now)
    if not chosen:
        return
    care.busy |= {post.channel_id for post in chosen}
    await asyncio.gather(*(_deliver(care, post, now) for post in chosen))


def _one_a_channel(care: Care, waiting: list[Post], now: datetime) -> list[Post]:
    """Choose each free channel's first post, and hold its next one back for a second."""
    chosen: dict[str, Post] = {}
    for post in waiting:
        braked = any(care.brakes.get(name, now) > now for name in (post.channel_id, slack_call.method_of(post)))
        if post.channel_id not in care.busy and not braked:
            chosen.setdefault(post.channel_id, post)
    care.brakes |= dict.fromkeys(chosen, now + PACE)
    return list(chosen.values())


async def _deliver(care: Care, post: Post, now: datetime) -> None:
    try:
        await _deliver_one(care, post, now)
    finally:
        care.busy.discard(post.channel_id)


async def _deliver_one(care: Care, post: Post, now: datetime) -> None:
    if post.state != "checking":  # a look-up only reads, and must not forget when the sending began
        async with care.store.transaction() as db:
            posts.begin(db, post, now)
        post = replace(post, attempt=post.attempt + 1, sent_at=now)
    outcome = await _attempt(care, post, now)
    async with care.store.transaction() as db:
        posts.end(db, post, outcome)
        if outcome.note == "thread_not_found":  # somebody deleted the round's post: what stood under it stands alone
            posts.leave_thread(db, post.key)
        if outcome.state == "failed" and outcome.note in CHANNEL_REFUSALS:
            circle_acts.pause(db, post.channel_id, CHANNEL_REFUSALS[outcome.note], now)
    if outcome.state in ("failed", "unknown"):
        log.error("%s was not delivered: %s", post.key, outcome.note)


async def _attempt(care: Care, post: Post, now: datetime) -> Outcome:
    """Make one call, and say what it came to; whatever happens, a post is not left as being sent."""
    try:
        return await (slack_call.look_up if post.state == "checking" else slack_call.show)(care.slack, post)
    except SlackApiError as error:
        return _after_answer(care, post, error, now)
    except aiohttp.ClientConnectorError as error:
        return after_brake(post, back_off(post.attempt), type(error).__name__, now)
    except (SlackClientError, aiohttp.ClientError, TimeoutError, ConnectionError) as error:
        return after_silence(post, type(error).__name__, now)
    except Exception as error:
        log.exception("%s cannot be shown", post.key)
        return Outcome("failed", note=type(error).__name__)


def _after_answer(care: Care, post: Post, error: SlackApiError, now: datetime) -> Outcome:
    status = getattr(error.response, "status_code", 0)
    answer = getattr(error.response, "data", None)
    if status == 429:
        asked = str(error.response.headers.get("Retry-After", ""))
        wait = timedelta(seconds=int(asked)) if asked.isdecimal() else _UNTOLD_WAIT
        care.brakes[slack_call.method_of(post)] = now + wait
        return after_brake(post, wait, "ratelimited", now)
    if status >= 500 or not isinstance(answer, dict) or "error" not in answer:
        return after_silence(post, f"an unreadable answer ({status})", now)
    return after_refusal(post, answer["error"], now)

"""The deliverer: make Slack show what the store says, each post once."""

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError

from careapp.acts import behind
from careapp.acts import post as acts
from careapp.care import NO_ANSWER, Care, TurnedAwayError
from careapp.faults import fault
from careapp.jobs import backlog, slack_call
from careapp.practice.pace import PACE, Brake
from careapp.practice.post import (
    TOO_LATE,
    TURNED_AWAY,
    Outcome,
    Post,
    after_brake,
    after_refusal,
    after_silence,
    asked_wait,
    back_off,
)
from careapp.store import behind as posts_behind
from careapp.store import doubt as doubts
from careapp.store import post as posts

log = logging.getLogger(__name__)
_MARGIN = timedelta(hours=2)
_DIRECT_EDITS = "direct edits"  # beside channels and methods, what a brake can hold
_NEVER = datetime.min.replace(tzinfo=UTC)


async def run(care: Care, now: datetime) -> None:
    """Send what may be sent now: one post a channel, channels side by side."""
    if care.has_given_up:
        return
    await _take_up_stranded(care, now)
    await _let_go_unseen(care)
    await write_anew(care, now)
    async with care.store.reading() as db:
        waiting = posts.to_do(db, now)
    chosen = _one_a_channel(care, waiting, now)
    care.busy |= {post.channel_id for post in chosen}
    await asyncio.gather(*(_deliver(care, post, now) for post in chosen))


def is_held(care: Care, post: Post, now: datetime) -> bool:
    """Say whether a post has to wait: for its channel's pace, for Slack's patience, or for an earlier call to land."""
    return _is_braked(care, now, post.channel_id, *_lanes(post)) or _is_unsettled(care, post)


def _lanes(post: Post) -> list[str]:
    """Return what is braked together with a post, all over the workspace, the narrowest first."""
    return [*([_DIRECT_EDITS] if post.is_direct_edit else ()), slack_call.method_of(post)]


def _is_braked(care: Care, now: datetime, *names: str) -> bool:
    return any(brake.holds(now) for name in names if (brake := care.brakes.get(name)))


def _is_unsettled(care: Care, post: Post) -> bool:
    """Say whether an earlier call may land after the next attempt, by a clock that nobody sets."""
    return post.is_overtakable and care.quiet.holds(post.key, care.clock.monotonic(), was_tried=post.was_tried)


async def _take_up_stranded(care: Care, now: datetime) -> None:
    """What nobody is sending was cut short, or its outcome could not be kept on a full disk; clocks are set back."""
    async with care.store.reading() as db:
        if not posts.stranded(db, care.busy) and not posts.is_ahead(db, now):
            return
    fault("post.before_taking_up")
    async with care.store.transaction() as db:
        for post in posts.stranded(db, care.busy):
            posts.take_up_stranded(db, post)
        posts.wait_anew(db, now)
    fault("post.after_taking_up")


async def _let_go_unseen(care: Care) -> None:
    """What was taken back while nobody knew whether it is there waits for nothing; facilitators are told."""
    async with care.store.reading() as db:
        if all(post.content is not None for post in doubts.unsettled(db)):
            return
    fault("post.before_letting_go")
    async with care.store.transaction() as db:
        acts.let_go_unseen(db)
    fault("post.after_letting_go")


async def write_anew(care: Care, now: datetime, *, heeds_pace: bool = True) -> None:
    """What many people change is written once for all of them, when its channel can be sent to again.

    Without `heeds_pace` that of all channels is written at once.
    """
    async with care.store.reading() as db:
        channels = posts_behind.channels(db)
    held = {where for where in channels.values() if heeds_pace and (where in care.busy or _is_braked(care, now, where))}
    await behind.catch_up(care, [key for key, where in channels.items() if where not in held])


def _one_a_channel(care: Care, waiting: list[Post], now: datetime) -> list[Post]:
    """Choose free channels' posts while the workspace's budgets last, whoever has waited longest first.

    Edits of direct messages come last: at the close of a pulse they are as many as its people, and Slack counts them
    with those of the round that everybody looks at.
    """
    chosen = []
    for post in sorted(waiting, key=lambda post: (post.is_direct_edit, _served_at(care, post))):
        if post.channel_id in care.busy or is_held(care, post, now):
            continue
        if not _has_budget(care, post, now):
            care.brakes[_lanes(post)[0]] = Brake(now, now + PACE)
            continue
        care.brakes[post.channel_id] = Brake(now, now + PACE)
        chosen.append(post)
    return chosen


def _has_budget(care: Care, post: Post, now: datetime) -> bool:
    """Say whether the whole workspace takes a post now, and count it."""
    if post.is_direct_edit:
        return care.direct_edits.take(now)
    return not post.is_new_message or post.is_too_late(now) or care.new_messages.take(now)


def _served_at(care: Care, post: Post) -> datetime:
    brake = care.brakes.get(post.channel_id)
    return brake.since if brake else _NEVER


async def _deliver(care: Care, post: Post, now: datetime) -> None:
    try:
        if post.is_too_late(now):
            await _give_up(care, post, now)
        else:
            await _deliver_one(care, post, now)
    finally:
        care.busy.discard(post.channel_id)


async def _give_up(care: Care, post: Post, now: datetime) -> None:
    fault("post.before_giving_up")
    async with care.store.transaction() as db:
        posts.begin(db, post, now)
        posts.end(db, post, Outcome("failed", note=TOO_LATE))
        acts.miss(db, post, now)
    fault("post.after_giving_up")
    log.error("%s was not delivered: %s", post.key, TOO_LATE)


async def _deliver_one(care: Care, post: Post, now: datetime) -> None:
    if post.state != "checking":  # a look-up only reads, and must not forget when the sending began
        fault("post.before_begin")
        async with care.store.transaction() as db:
            posts.begin(db, post, now)
        fault("post.after_begin")
        post = replace(post, attempt=post.attempt + 1, sent_at=now)
    outcome = await _attempt(care, post)
    _heed(care, post, outcome)
    fault("post.before_outcome")
    async with care.store.transaction() as db:
        posts.end(db, post, outcome)
        acts.follow(db, care, post, outcome, care.now())
    fault("post.after_outcome")
    if post.state == "checking" and outcome.ts and not post.thread_ts:  # its thread may have been replied to unheard
        care.soon(backlog.catch_up(care, post.channel_id))
    if outcome.state in ("failed", "unknown"):
        log.error("%s was not delivered: %s", post.key, outcome.note)


def _heed(care: Care, post: Post, outcome: Outcome) -> None:
    """Keep in mind until when a call without an answer may land; a look-up changes nothing, whenever it lands."""
    if outcome.is_unsure and post.state != "checking":
        care.quiet.expect(post.key, care.clock.monotonic())
    elif not outcome.is_unsure:
        care.quiet.end(post.key, care.clock.monotonic())


async def _attempt(care: Care, post: Post) -> Outcome:
    """Make one call, and say what it came to; whatever happens, a post is not left as being sent."""
    try:
        if post.state != "checking":
            return await slack_call.show(care.slack, post)
        async with care.store.reading() as db:
            newest = posts.newest_before(db, post)
        return await slack_call.look_up(care.slack, post, _oldest(care, post, newest), care.bot_user_id)
    except SlackApiError as error:
        return _after_answer(care, post, error)
    except aiohttp.ClientConnectorError as error:
        return after_brake(post, back_off(post.attempt), type(error).__name__, care.now())
    except (*NO_ANSWER, UnicodeError) as error:
        return after_silence(post, type(error).__name__, care.now())
    except Exception as error:
        log.exception("%s cannot be shown", post.key)
        return Outcome("unknown" if post.state == "checking" else "failed", note=type(error).__name__)


def _oldest(care: Care, post: Post, newest_before: str) -> str:
    """Return from which `ts` on to look for a post; sought too far back it is found all the same, for it has its key.

    Our clock may be wrong, and may have been set right since; `newest_before` was there before, empty where unknown.
    """
    assert post.sent_at
    ahead = max(care.slack_clock.ours_is_ahead, timedelta())
    by_our_clock = f"{(post.sent_at - ahead - _MARGIN).timestamp():.6f}"
    return min(by_our_clock, newest_before or by_our_clock)


def _after_answer(care: Care, post: Post, error: SlackApiError) -> Outcome:
    status = getattr(error.response, "status_code", 0)
    answer = getattr(error.response, "data", None)
    now = care.now()
    if status == 429:
        wait = asked_wait(str(error.response.headers.get("Retry-After", "")))
        care.brakes[slack_call.method_of(post)] = Brake(now, now + wait)
        return after_brake(post, wait, "ratelimited", now)
    if status >= 500 or not isinstance(answer, dict) or "error" not in answer:
        return after_silence(post, f"an unreadable answer ({status})", now)
    if answer["error"] in TURNED_AWAY:
        care.give_up(TurnedAwayError(answer["error"]))
    return after_refusal(post, answer["error"], now)

"""The composition root: builds Care, the Bolt app and the jobs, and takes them down again."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, timedelta
from functools import partial

import aiohttp
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_sdk.errors import SlackClientError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from careapp import handlers
from careapp.care import Care
from careapp.clock import Clock, SystemClock
from careapp.jobs import JOBS, Job, person, post
from careapp.library import read_library
from careapp.settings import Settings
from careapp.store import Store
from careapp.store import post as posts

log = logging.getLogger(__name__)
_ANSWER_WITHIN = aiohttp.ClientTimeout(total=10)
_PING_EVERY = 5
_RETRIES = 20
_LONG = 3600  # seconds between two runs; what runs so seldom has been done at the start


@contextlib.asynccontextmanager
async def running(settings: Settings, clock: Clock) -> AsyncIterator[Care]:
    """Run Care, connected to Slack over Socket Mode, until the block is left.

    No job starts by itself outside `by_the_clock`. Raises LibraryError, DatabaseInUseError, UnusableDatabaseError,
    and what the SDK raises where Slack refuses the tokens.
    """
    async with contextlib.AsyncExitStack() as stack:
        library = read_library(settings.care_library)
        store = Store.open(settings.care_database)
        stack.push_async_callback(store.close)
        session = await stack.enter_async_context(aiohttp.ClientSession(timeout=_ANSWER_WITHIN))
        slack = _client(settings, session)
        patient = _client(settings, session, AsyncRateLimitErrorRetryHandler(_RETRIES))
        care = Care(store, slack, patient, session, clock, library, bot_user_id=(await slack.auth_test())["user_id"])
        stack.push_async_callback(care.settle)
        async with store.transaction() as db:
            posts.recover(db)
        await _refresh_people(care)
        await stack.enter_async_context(_connected(care, settings))
        yield care


async def tick(care: Care) -> None:
    """Run every job once, as of now."""
    for job in JOBS:
        await job.run(care, care.now())


async def _refresh_people(care: Care) -> None:
    try:
        await person.run(care, care.now())
    except (SlackClientError, aiohttp.ClientError, TimeoutError) as error:
        log.warning("people are known as they were, because Slack does not tell them now: %s", error)


def _client(settings: Settings, session: aiohttp.ClientSession, *retries: AsyncRetryHandler) -> AsyncWebClient:
    client = AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        session=session,
        retry_handlers=list(retries),
    )
    if settings.is_local:
        client.proxy = None  # the SDK takes HTTPS_PROXY and ignores NO_PROXY
    return client


@contextlib.asynccontextmanager
async def _connected(care: Care, settings: Settings) -> AsyncIterator[None]:
    bolt = AsyncApp(client=care.slack, process_before_response=True, request_verification_enabled=False)

    async def hand_over(context: AsyncBoltContext, next: Callable[[], Awaitable[None]]) -> None:
        context["care"] = care
        await next()

    bolt.use(hand_over)
    handlers.register(bolt)
    app_token = settings.slack_app_token.get_secret_value()
    opened = await care.slack.apps_connections_open(app_token=app_token)  # the SDK would try a wrong token for ever
    socket = AsyncSocketModeHandler(bolt, app_token, ping_interval=_PING_EVERY)
    socket.client.proxy, socket.client.wss_uri = care.slack.proxy, opened["url"]
    await socket.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await socket.close_async()  # type: ignore[no-untyped-call]


@contextlib.asynccontextmanager
async def by_the_clock(care: Care) -> AsyncIterator[None]:
    """Let time start the jobs until the block is left."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    for job in JOBS:
        scheduler.add_job(
            partial(_run, care, job),
            "interval",
            name=job.name,
            seconds=job.seconds,
            coalesce=True,
            misfire_grace_time=None,
            max_instances=job.at_once,
            next_run_time=SystemClock().now() + timedelta(seconds=job.seconds if job.seconds > _LONG else 0),
        )
    scheduler.start()
    delivering = asyncio.get_running_loop().create_task(_deliver_at_once(care))
    try:
        yield
    finally:
        delivering.cancel()
        scheduler.shutdown(wait=False)


async def _run(care: Care, job: Job) -> None:
    try:
        await job.run(care, care.now())
    except asyncio.CancelledError:
        log.info("%s: cut short, because Care stops", job.name)  # raised, the scheduler would log it as a failure
    except Exception:
        log.exception("%s: failed, and is tried again in %s seconds", job.name, job.seconds)


async def _deliver_at_once(care: Care) -> None:
    while True:
        await care.store.changed.wait()
        care.store.changed.clear()
        care.soon(post.run(care, care.now()))

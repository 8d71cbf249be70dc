"""The composition root: builds Care, the Bolt app and the jobs, and takes them down again."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import aiohttp
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.triggers.base import BaseTrigger
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from careapp import handlers
from careapp.acts import forget
from careapp.care import SLACK_TROUBLE, Care, trouble
from careapp.clock import Clock, SlackClock, SystemClock
from careapp.connection.http_mode import listening
from careapp.connection.link import Patience
from careapp.connection.session import new_session
from careapp.connection.socket_mode import Connection
from careapp.faults import fault
from careapp.jobs import JOBS, Job, backlog, person, post
from careapp.library import Library
from careapp.library_folder import read_library
from careapp.settings import Settings
from careapp.store import Store
from careapp.store import post as posts

log = logging.getLogger(__name__)
_FINISH_WITHIN = 7  # seconds, so that a stopped Care is gone within ten
_RETRIES = 20
_PEOPLE_WITHIN = 5  # seconds that a start waits for what Slack tells of people
_LOOK_AT_CLOCK_EVERY = 2  # seconds of a clock that nobody sets
_LONG = 3600  # seconds between two runs; what runs so seldom has been done at the start


@contextlib.asynccontextmanager
async def running(settings: Settings, clock: Clock, patience: Patience = Patience()) -> AsyncIterator[Care]:  # noqa: B008
    """Run Care, connected to Slack over Socket Mode or reached by it over HTTP, until the block is left.

    No job starts by itself outside `by_the_clock`. Raises LibraryError, DatabaseInUseError, UnusableDatabaseError,
    TurnedOffError, and what the SDK raises where Slack refuses the tokens. What goes wrong for good later is told by
    `care.until_given_up`.
    """
    async with contextlib.AsyncExitStack() as stack:
        library = _library(settings)
        store = Store.open(settings.care_database, settings.backups)
        stack.push_async_callback(store.close)
        slack_clock = SlackClock(clock)
        session = await stack.enter_async_context(new_session(settings, slack_clock))
        slack = _client(settings, session)
        patient = _client(settings, session, *_patient_retries())
        own = await slack.auth_test()
        care = Care(store, slack, patient, session, clock, slack_clock, library, own["user_id"], own["team_id"])
        fault("start.before_recover")
        async with store.transaction() as db:
            posts.recover(db)
        fault("start.after_recover")
        await forget.recall(care)
        stack.push_async_callback(care.cut_short)
        asking = await _ask_about_people(care)
        way_in = _served(care, settings) if settings.care_port else _connected(care, settings, patience)
        await stack.enter_async_context(way_in)
        stack.callback(asking.cancel)
        yield care


def _library(settings: Settings) -> Library:
    library = read_library(settings.care_library)
    for mistake in library.mistakes:
        log.warning("left out of the library: %s/%s", settings.care_library, mistake)
    return library


@contextlib.asynccontextmanager
async def without_slack(settings: Settings, clock: Clock) -> AsyncIterator[Care]:
    """Run Care with nobody to talk to; what it keeps is shown when it runs again. Raises as `running` does."""
    async with contextlib.AsyncExitStack() as stack:
        library = read_library(settings.care_library)
        store = Store.open(settings.care_database, settings.backups)
        stack.push_async_callback(store.close)
        slack_clock = SlackClock(clock)
        session = await stack.enter_async_context(new_session(settings, slack_clock))
        slack = _client(settings, session)
        care = Care(store, slack, slack, session, clock, slack_clock, library, bot_user_id="")
        await forget.recall(care)
        yield care


async def tick(care: Care) -> None:
    """Run every job once, as of now."""
    for job in JOBS:
        await job.run(care, care.now())


async def _ask_about_people(care: Care) -> "asyncio.Task[None]":
    """Learn who is there; where Slack takes its time, Care starts with the people it knows, and learns beside it."""
    asking = care.soon(_refresh_people(care))
    await asyncio.wait([asking], timeout=_PEOPLE_WITHIN)
    if asking.done():
        asking.result()  # what is not Slack's trouble, as a failing disk, ends the start
    return asking


async def _refresh_people(care: Care) -> None:
    try:
        await person.run(care, care.now())
    except SLACK_TROUBLE as error:
        log.warning("people are known as they were, because Slack does not tell them now: %s", trouble(error))


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


def bolt_app(care: Care) -> AsyncApp:
    """Return the Bolt app with every listener, which acks once a listener has returned."""
    bolt = AsyncApp(
        client=care.slack,
        process_before_response=True,
        request_verification_enabled=False,
        logger=logging.getLogger("slack_bolt"),  # its own would take the root's level, past the pins of careapp/logs.py
    )

    async def hand_over(context: AsyncBoltContext, next: Callable[[], Awaitable[None]]) -> None:
        context["care"] = care
        await next()

    bolt.use(hand_over)
    handlers.register(bolt)
    return bolt


def _patient_retries() -> list[AsyncRetryHandler]:
    """For calls that only read, and may be made again."""
    return [
        AsyncRateLimitErrorRetryHandler(_RETRIES),
        AsyncServerErrorRetryHandler(2),
        AsyncConnectionErrorRetryHandler(2),
    ]


@contextlib.asynccontextmanager
async def _connected(care: Care, settings: Settings, patience: Patience) -> AsyncIterator[None]:
    catching_up: set[asyncio.Task[None]] = set()

    def catch_up() -> None:
        task = care.soon(backlog.run(care, care.now()))
        catching_up.add(task)
        task.add_done_callback(catching_up.discard)

    app_token = settings.slack_app_token.get_secret_value()
    connection = Connection(care, bolt_app(care), app_token, patience, on_gap=catch_up)
    try:
        await connection.open()
        yield
    finally:
        for task in catching_up:  # the next start reads on
            task.cancel()
        fault("stop.before_socket")
        await _finish(care, connection)
        fault("stop.after_socket")


@contextlib.asynccontextmanager
async def _served(care: Care, settings: Settings) -> AsyncIterator[None]:
    secret = settings.slack_signing_secret.get_secret_value()
    try:
        async with listening(bolt_app(care), secret, settings.care_port or 0, care.now):
            catching_up = care.soon(backlog.run(care, care.now()))
            try:
                yield
            finally:
                catching_up.cancel()
    finally:
        await _finish(care)


async def _finish(care: Care, connection: Connection | None = None) -> None:
    """Finish the envelopes and calls in hand; what Slack does not answer in time is settled at the next start."""
    log.info("Care finishes what it has in hand.")
    try:
        async with asyncio.timeout(_FINISH_WITHIN):
            if connection:
                await connection.finish()
            await care.settle()
    except TimeoutError:
        log.warning("Slack does not answer in time; the next start looks at what came of it")
    finally:
        if connection:
            await connection.close()
        await care.cut_short()


class Every(BaseTrigger):  # type: ignore[misc]
    """Fires every so many seconds, and once for all the times that were missed.

    APScheduler's own steps through each of them: a clock set a year on would hold the loop for most of a minute.
    """

    def __init__(self, seconds: int) -> None:
        self.interval = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Return the first instant on the beat that is not missed already."""
        previous = previous_fire_time or now
        missed = max((now - previous) // self.interval, 0)
        return previous + self.interval * (missed + 1)


@contextlib.asynccontextmanager
async def by_the_clock(care: Care) -> AsyncIterator[None]:
    """Let time start the jobs until the block is left."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    for job in JOBS:
        scheduler.add_job(
            partial(_run, care, job),
            Every(job.seconds),
            name=job.name,
            coalesce=True,
            misfire_grace_time=None,
            max_instances=job.at_once,
            next_run_time=SystemClock().now() + timedelta(seconds=job.seconds if job.seconds > _LONG else 0),
        )
    scheduler.start()
    loop = asyncio.get_running_loop()
    beside = [loop.create_task(_deliver_at_once(care)), loop.create_task(_watch_the_clock(scheduler))]
    try:
        yield
    finally:
        for task in beside:
            task.cancel()
        scheduler.shutdown(wait=False)


async def _watch_the_clock(scheduler: BaseScheduler) -> None:
    while True:
        await asyncio.sleep(_LOOK_AT_CLOCK_EVERY)
        pull_back(scheduler, SystemClock().now())


def pull_back(scheduler: BaseScheduler, now: datetime) -> None:
    """Let jobs run now that lie further ahead than their interval.

    APScheduler keeps the time of day of the next run: a clock set back an hour would stop every job for that hour.
    """
    for job in scheduler.get_jobs():
        if job.next_run_time - now > job.trigger.interval:
            job.modify(next_run_time=now)


async def _run(care: Care, job: Job) -> None:
    with contextlib.suppress(asyncio.CancelledError):  # Care stops, and `running` waits for what the job has in hand
        await asyncio.shield(care.soon(_attempt(care, job)))


async def _attempt(care: Care, job: Job) -> None:
    try:
        await job.run(care, care.now())
    except Exception:
        log.exception("%s: failed, and is tried again in %s seconds", job.name, job.seconds)


async def _deliver_at_once(care: Care) -> None:
    while True:
        await care.store.changed.wait()
        care.store.changed.clear()
        care.soon(post.run(care, care.now()))

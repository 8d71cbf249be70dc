"""Care's connection to Slack over Socket Mode: one link that listens, replaced before it goes and when it is deaf."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from random import uniform
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from careapp.care import NO_ANSWER, Care, refusal_in
from careapp.connection.envelope import Envelopes
from careapp.connection.link import Link, Patience
from careapp.faults import fault
from careapp.practice.post import NOT_LET_IN

log = logging.getLogger(__name__)
_CLOSES_WITHIN = aiohttp.ClientWSTimeout(ws_close=1)
_CLOCK_IS_OFF = timedelta(seconds=60)


class DeafError(Exception):
    """No link to Slack has worked for so long that only a new start may help."""


class TurnedOffError(Exception):
    """Socket Mode is turned off for this app."""


class _NoHelloError(ConnectionError):
    """Slack opened a link and closed it again."""


class Connection:
    """Keeps Care in Slack's hearing. `on_gap` is called when a link begins to listen where none did before."""

    def __init__(
        self, care: Care, bolt: AsyncApp, app_token: str, patience: Patience, on_gap: Callable[[], None]
    ) -> None:
        self._care, self._app_token, self._patience, self._on_gap = care, app_token, patience, on_gap
        self._envelopes = Envelopes(bolt)
        self._links: set[Link] = set()
        self._link: Link | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._heard_at = self._greeted_at = time.monotonic()
        self._attempts = 0
        self._failed = asyncio.Event()
        self._failed_from = 0.0
        self._asked_to_wait = 0.0
        self._knows_clock_is_off = False

    async def open(self) -> None:
        """Connect; where that fails for now, go on in the background.

        Raises SlackApiError or TurnedOffError where Slack lets no one in; its other troubles are waited out, and told
        to `care.give_up` where they do not end.
        """
        await self._try()
        self._start(self._keep())
        self._start(self._watch())

    async def finish(self) -> None:
        """Connect no more, take no new envelopes, and wait until those in hand are done."""
        self._stop()
        await self._envelopes.finish()

    async def close(self) -> None:
        """Leave Slack; what is still in hand is dropped."""
        self._stop()
        self._envelopes.cut_short()
        await asyncio.gather(*(link.close() for link in self._links), return_exceptions=True)

    async def _keep(self) -> None:
        """Have a link that listens, for as long as Care runs."""
        try:
            while True:
                if self._link:
                    await self._left(self._link)
                await asyncio.sleep(self._pause())
                await self._try()
        except Exception as error:
            self._care.give_up(error)

    async def _left(self, link: Link) -> None:
        """Wait until Slack or silence ends a link. Raises TurnedOffError where there shall be no other."""
        await link.leaving.wait()
        log.info("Slack is to be connected anew: %s", link.reason)
        _check_is_on(link)
        lasted = time.monotonic() - self._greeted_at
        self._link, self._attempts = None, 0 if lasted > self._patience.linger else 1

    async def _try(self) -> None:
        """Try once to have a link in the place of the old ones. Raises SlackApiError where Slack lets no one in."""
        began = time.monotonic()
        try:
            fault("connection.before_open")
            link = await self._open_link()
            fault("connection.after_open")
        except NO_ANSWER as error:
            if isinstance(error, SlackApiError):
                self._heed(error)
            self._attempts += 1
            self._failed_from = began
            self._failed.set()
            log.warning("Slack cannot be connected to now, and is tried again: %s", _name(error))
            return
        self._greeted_at = self._heard_at = time.monotonic()
        is_gap = not any(old.is_open for old in self._links - {link})
        for old in self._links - {link}:
            self._start(old.retire())
        self._link, self._attempts = link, 0
        log.info("connected to Slack")
        if is_gap:
            self._on_gap()

    async def _open_link(self) -> Link:
        """Open a socket and wait for Slack's hello."""
        opened = await self._care.slack.apps_connections_open(app_token=self._app_token)
        self._compare_clocks(opened)
        socket = await self._care.session.ws_connect(
            str(opened.get("url")),
            autoping=False,
            decode_text=False,
            proxy=self._care.slack.proxy,
            timeout=_CLOSES_WITHIN,
        )
        link = Link(socket, self._patience, self._note_sign, self._hand_over)
        self._links.add(link)
        link.listening.add_done_callback(lambda _: self._links.discard(link))
        try:
            async with asyncio.timeout(self._patience.hello):
                is_greeted = await link.greeting
        except BaseException:
            await link.close()
            raise
        if not is_greeted:
            _check_is_on(link)
            raise _NoHelloError(f"no hello, but {link.reason}")
        return link

    def _heed(self, error: SlackApiError) -> None:
        if refusal_in(error) in NOT_LET_IN:
            raise error
        asked = str(getattr(error.response, "headers", {}).get("Retry-After", ""))
        self._asked_to_wait = float(asked) if asked.isdecimal() else 0.0

    def _pause(self) -> float:
        """Return how long to wait before the next attempt: as Slack asks, but not shorter than Care would."""
        asked, self._asked_to_wait = self._asked_to_wait, 0.0
        return max(asked, back_off(self._attempts, self._patience))

    async def _watch(self) -> None:
        while (left := self._deaf_in()) > 0 or not await self._fails_once_more():  # noqa: ASYNC110, the end moves
            await asyncio.sleep(left)
        minutes = round(self._patience.deaf / 60)
        self._care.give_up(DeafError(f"Slack has not been heard for {minutes} minutes. Care has to be started again."))

    def _deaf_in(self) -> float:
        """Return the seconds until Care counts as deaf, if it hears nothing until then."""
        return self._heard_at + self._patience.deaf - time.monotonic()

    async def _fails_once_more(self) -> bool:
        """Say, of an attempt that begins from now on, whether it fails: this machine itself may have been asleep."""
        since = time.monotonic()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2 * self._patience.longest):
                while self._failed_from < since and self._deaf_in() <= 0:
                    self._failed.clear()
                    await self._failed.wait()
        return self._deaf_in() <= 0

    def _note_sign(self) -> None:
        self._heard_at = time.monotonic()

    def _hand_over(self, link: Link, message: dict[str, Any]) -> None:
        self._envelopes.take(message, lambda ack: self._send(link, ack))

    async def _send(self, link: Link, ack: dict[str, Any]) -> None:
        """Slack takes an ack on any link; the envelope's own may be gone by now."""
        for each in sorted(self._links | {link}, key=lambda other: other is not link):
            try:
                await each.send(ack)
            except ConnectionError:
                continue
            return
        log.info("an ack found no link to Slack")

    def _compare_clocks(self, answer: AsyncSlackResponse) -> None:
        """Warn once where Slack and this machine disagree about the time: rounds would open at the wrong moment."""
        try:
            theirs = parsedate_to_datetime(str(answer.headers.get("Date")))
        except ValueError:
            return
        off = self._care.now() - (theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC))
        if abs(off) > _CLOCK_IS_OFF and not self._knows_clock_is_off:
            self._knows_clock_is_off = True
            seconds = round(abs(off).total_seconds())
            way = "ahead of" if off > timedelta(0) else "behind"
            log.warning("This machine's clock is %s seconds %s Slack's. Set it right: rounds go by it.", seconds, way)

    def _start(self, work: Any) -> None:
        task: asyncio.Task[Any] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()


def back_off(attempts: int, patience: Patience) -> float:
    """Return the seconds after so many attempts that failed: none at first, then doubled each time, never in step."""
    if not attempts:
        return 0
    longest = min(patience.shortest * 2 ** min(attempts - 1, 20), patience.longest)
    return uniform(longest / 2, longest)


def _check_is_on(link: Link) -> None:
    if link.reason == "link_disabled":
        raise TurnedOffError("Socket Mode is turned off for this app. Turn it on, and start Care again.")


def _name(error: BaseException) -> str:
    if isinstance(error, SlackApiError):
        return refusal_in(error) or "an unreadable answer"
    return str(error) if isinstance(error, _NoHelloError) else type(error).__name__

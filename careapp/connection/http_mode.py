"""The other way in: Slack comes over HTTP, signed, to the same listeners; a proxy in front of it speaks TLS."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import Clock as SdkClock
from slack_sdk.signature import SignatureVerifier

log = logging.getLogger(__name__)
_HOST = "127.0.0.1"
PATH = "/slack/events"
LARGEST_BODY = 1024**2
# The verifier takes what is up to 5 minutes old, or early: so long a request could come a second time.
_REPEATABLE = timedelta(minutes=10)
_BODY_WITHIN = 3.0  # seconds, as Slack itself waits no longer
_SHUTDOWN = 5.0
_TOLD_BY_SLACK = ("Content-Type", "X-Slack-Retry-Num", "X-Slack-Retry-Reason")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PortTakenError(Exception):
    """Another program listens on the port; the text says so."""


@contextlib.asynccontextmanager
async def listening(
    bolt: AsyncApp, signing_secret: str, port: int, now: Callable[[], datetime], *, body_within: float = _BODY_WITHIN
) -> AsyncIterator[None]:
    """Hand what Slack posts to 127.0.0.1 on a port to Bolt, until the block is left.

    A body that has not come within `body_within` seconds is not waited for. Raises PortTakenError.
    """
    door = _Door(bolt, signing_secret, now, body_within)
    app = web.Application(middlewares=[_without_a_word], client_max_size=LARGEST_BODY)
    app.router.add_get(PATH, _answer_ssl_check, allow_head=False)
    app.router.add_post(PATH, door.take)
    app.on_response_prepare.append(_name_no_server)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN)
    await runner.setup()
    try:
        await _listen(runner, port)
        yield
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, port: int) -> None:
    try:
        await web.TCPSite(runner, _HOST, port).start()
    except OSError as error:
        raise PortTakenError(f"Port {port} cannot be opened: {error.strerror}. Is CARE_PORT right?") from error
    log.info("Care takes what Slack sends at http://%s:%s%s.", _HOST, port, PATH)


class _Door:
    """Lets in what Slack signed lately, each request once."""

    def __init__(self, bolt: AsyncApp, secret: str, now: Callable[[], datetime], body_within: float) -> None:
        self._bolt = bolt
        self._now = now
        self._body_within = body_within
        self._verifier = SignatureVerifier(secret, _Seconds(now))
        self._taken: dict[str, datetime] = {}

    async def take(self, request: web.Request) -> web.Response:
        """Answer as Bolt does; 401 to what is not Slack's, or came before and was answered well."""
        if (request.content_length or 0) > LARGEST_BODY:
            return web.Response(status=413)
        async with asyncio.timeout(self._body_within):
            body = await request.read()
        signature = request.headers.get("X-Slack-Signature", "")
        if not self._is_slacks(request, body, signature) or not self._is_first(signature):
            return web.Response(status=401)
        answer = await self._ask_bolt(request, body)
        if answer.status >= 300:
            del self._taken[signature]  # Slack tries again, perhaps within the second and so in the same words
        return answer

    def _is_slacks(self, request: web.Request, body: bytes, signature: str) -> bool:
        """The SDK's verifier raises at a timestamp that is no number, at text that is not ASCII or not UTF-8."""
        try:
            return self._verifier.is_valid(body, request.headers.get("X-Slack-Request-Timestamp"), signature)
        except Exception:
            return False

    def _is_first(self, signature: str) -> bool:
        now = self._now()
        while self._taken and self._taken[oldest := next(iter(self._taken))] < now:
            del self._taken[oldest]
        if signature in self._taken:
            return False
        self._taken[signature] = now + _REPEATABLE
        return True

    async def _ask_bolt(self, request: web.Request, body: bytes) -> web.Response:
        told = {name: request.headers[name] for name in _TOLD_BY_SLACK if name in request.headers}
        try:
            asked = AsyncBoltRequest(body=body.decode(), headers=dict(told))
            return await to_aiohttp_response(await self._bolt.async_dispatch(asked))
        except Exception as error:
            log.error("a signed request could not be read", exc_info=error)
            return web.Response(status=400)


class _Seconds(SdkClock):
    """The clock as the verifier reads it."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def now(self) -> float:
        return self._now().timestamp()


async def _answer_ssl_check(request: web.Request) -> web.Response:
    """Slack looks at the certificate now and then; everybody else has nothing to get here."""
    return web.Response(status=200 if request.query.get("ssl_check") == "1" else 405)


@web.middleware
async def _without_a_word(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException as refusal:
        return web.Response(status=refusal.status)
    except TimeoutError:
        return web.Response(status=408)
    except asyncio.CancelledError:
        raise
    except Exception as error:  # a body in another encoding than it says
        log.info("an unreadable request: %s", type(error).__name__)
        return web.Response(status=400)


async def _name_no_server(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.pop("Server", None)

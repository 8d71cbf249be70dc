"""Signed HTTP: envelopes are posted to the app's request URLs, and its answers are their acks."""

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from urllib.parse import urlencode

import aiohttp

from careapp.sandbox.calls import Calls
from careapp.sandbox.clock import Clock, machine_seconds
from careapp.sandbox.deliveries import Failure
from careapp.sandbox.json_text import read_json
from careapp.sandbox.manifest import Manifest
from careapp.sandbox.refusals import Json

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
_LOOK_AGAIN = 1.0
LISTENS = aiohttp.ClientTimeout(total=30)  # an answer past the deadline is no ack any more, but is still noted


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What `X-Slack-Signature` says of a body."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


class RequestUrls:
    """The app's URLs. Requests are dated by the sandbox's clock, or `dated_by_machine` by the machine's."""

    def __init__(self, manifest: Manifest, clock: Clock, calls: Calls, verification: str) -> None:
        self._manifest, self._clock, self._calls, self._verification = manifest, clock, calls, verification
        self._session: aiohttp.ClientSession | None = None
        self._posts: set[asyncio.Task[None]] = set()
        self._verifying, self._is_verified = asyncio.Lock(), False
        self.signing_secret = secrets.token_hex(16)
        self.dated_by_machine = False
        self.connected = False
        self.on_ack: Callable[[str, Json | None], None] = lambda envelope_id, payload: None
        self.on_failure: Callable[[str, Failure], None] = lambda envelope_id, failure: None
        self.on_connected: Callable[[bool], None] = lambda connected: None

    def send(self, envelope: Json) -> bool:
        """Posts an envelope without waiting for the answer; False where the manifest names no URL for it."""
        url = self._url_for(envelope)
        if url:
            written = _written(envelope)  # now, as what it tells of may change before it is on its way
            post = asyncio.get_running_loop().create_task(self._post(envelope, url, written))
            self._posts.add(post)
            post.add_done_callback(self._posts.discard)
        return bool(url)

    async def stop(self) -> None:
        """Breaks off what is under way."""
        for post in self._posts:
            post.cancel()
        await asyncio.gather(*self._posts, return_exceptions=True)
        if self._session:
            await self._session.close()

    def _url_for(self, envelope: Json) -> str:
        addresses, payload = self._manifest.addresses, envelope["payload"]
        if addresses is None:
            return ""
        if envelope["type"] == "slash_commands":
            return self._manifest.commands[payload["command"]].url
        if envelope["type"] == "interactive":
            return addresses.options if payload["type"] == "block_suggestion" else addresses.interactivity
        return addresses.events

    async def verify(self) -> Failure | None:
        """Has the app answer a challenge, as Slack does when a URL is entered; the failure where it does not.

        Once it has, or where it takes no events, nothing is asked any more. That nobody listens yet is not recorded.
        """
        url = self._manifest.addresses.events if self._manifest.addresses else ""
        async with self._verifying:
            if self._is_verified or not url:
                return None
            challenge, began = secrets.token_urlsafe(30), time.perf_counter()
            asked = {"token": self._verification, "challenge": challenge, "type": "url_verification"}
            body, said, failure = json.dumps(asked), None, None
            try:
                said = await self._ask(url, body.encode(), JSON, {}, True)
                if _challenge_in(said) != challenge:
                    failure = Failure("challenge_failed", "http_error")
            except _RefusedError as refused:
                failure = refused.failure
            except TimeoutError:
                failure = Failure("operation_timeout", "timeout")
            if failure is None or failure.reason != "connection_failed":
                ms = (time.perf_counter() - began) * 1000
                error = failure.error if failure else None
                self._calls.add("event", "url_verification", error, ms, request=body, answer=said)
            self._is_verified = failure is None
            return failure

    async def wait_for_app(self) -> None:
        """Asks again and again, until somebody listens."""
        while (failure := await self.verify()) and failure.reason == "connection_failed":  # noqa: ASYNC110, nothing tells
            await asyncio.sleep(_LOOK_AGAIN)

    async def _post(self, envelope: Json, url: str, written: tuple[bytes, str]) -> None:
        is_event, envelope_id = envelope["type"] == "events_api", envelope["envelope_id"]
        try:
            if is_event and (failure := await self.verify()):
                raise _RefusedError(failure)
            self._calls.traces.note(envelope_id, "sent")
            said = await self._ask(url, *written, _retry_headers(envelope), is_event)
        except TimeoutError:
            return
        except _RefusedError as refused:
            self.on_failure(envelope_id, refused.failure)
        else:
            self._calls.traces.note(envelope_id, "acks")
            self.on_ack(envelope_id, _ack(envelope["type"], said))

    async def _ask(self, url: str, body: bytes, kind: str, more: dict[str, str], is_event: bool) -> str:
        """Posts a signed body and returns the words of a good answer; raises _RefusedError, or late TimeoutError."""
        timestamp = str(int(machine_seconds() if self.dated_by_machine else self._clock.seconds()))
        headers = {"Content-Type": kind, "User-Agent": "Slackbot 1.0 (sandbox)", "X-Slack-Request-Timestamp": timestamp}
        headers |= {"X-Slack-Signature": signature(self.signing_secret, timestamp, body), **more}
        try:
            async with self._http().post(url, data=body, headers=headers, allow_redirects=False) as answer:
                said = (await answer.read()).decode("utf-8", "replace")
        except aiohttp.ServerTimeoutError as late:
            raise TimeoutError from late
        except (aiohttp.ClientError, ValueError) as broken:
            self._note_connected(False)
            raise _RefusedError(Failure()) from broken
        self._note_connected(True)
        if answer.status == 200 or (is_event and 200 < answer.status < 300):
            return said
        is_final = answer.headers.get("X-Slack-No-Retry") == "1"
        error = "http_client_error" if answer.status < 500 else "http_service_error"
        raise _RefusedError(Failure(error, "http_error", is_final, answer.status, said))

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=LISTENS, connector=aiohttp.TCPConnector(limit=0))
        return self._session

    def _note_connected(self, connected: bool) -> None:
        if connected != self.connected:
            self.connected = connected
            self.on_connected(connected)


class _RefusedError(Exception):
    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.reason)
        self.failure = failure


def _written(envelope: Json) -> tuple[bytes, str]:
    payload = envelope["payload"]
    if envelope["type"] == "slash_commands":
        return urlencode(payload).encode(), FORM
    if envelope["type"] == "interactive":
        return urlencode({"payload": json.dumps(payload)}).encode(), FORM
    return json.dumps(payload).encode(), JSON


def _retry_headers(envelope: Json) -> dict[str, str]:
    if not envelope.get("retry_attempt"):
        return {}
    reason = envelope["retry_reason"].replace("timeout", "http_timeout")
    return {"X-Slack-Retry-Num": str(envelope["retry_attempt"]), "X-Slack-Retry-Reason": reason}


def _ack(type_: str, said: str) -> Json | None:
    """What an answer holds: JSON, or to a command also plain text."""
    if not said.strip() or type_ == "events_api":
        return None
    try:
        read = read_json(said)
    except ValueError:
        read = said
    if isinstance(read, dict):
        return read
    return {"text": said} if type_ == "slash_commands" else {"response_action": "unreadable"}


def _challenge_in(said: str) -> str:
    try:
        read = read_json(said)
    except ValueError:
        return said.strip()
    return str(read.get("challenge")) if isinstance(read, dict) else said.strip()

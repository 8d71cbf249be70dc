"""An app's side of signed HTTP, by hand."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web
from slack_sdk.signature import Clock, SignatureVerifier

from careapp.sandbox import Sandbox
from tests.sandbox.conftest import NOON

ME = {"user": "UMAYA", "channel": "CDESK"}
FORM = "application/x-www-form-urlencoded"
Json = dict[str, Any]


class App:
    """An app's side by hand: it keeps what is posted to it, and answers as it is told."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, dict[str, str], bytes]] = []
        self.answer: Callable[[bytes], web.Response] = lambda body: web.Response()
        self.challenge: Callable[[str], web.Response] = lambda challenge: web.json_response({"challenge": challenge})
        self.answered = asyncio.Event()
        self.answered.set()
        self.sandbox: Sandbox

    async def serve(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.taken.append((request.path, dict(request.headers), body))
        if b"url_verification" in body:
            return self.challenge(json.loads(body)["challenge"])
        await self.answered.wait()
        return self.answer(body)

    @property
    def events(self) -> list[Json]:
        read = [json.loads(body) for _, headers, body in self.taken if headers["Content-Type"] == "application/json"]
        return [each for each in read if each["type"] == "event_callback"]

    def is_signed(self, at: datetime = NOON) -> bool:
        """Whether the SDK takes the last request for Slack's, at that instant."""
        _, headers, body = self.taken[-1]
        verifier = SignatureVerifier(self.sandbox.signing_secret, _At(at))
        return verifier.is_valid_request(body, headers)

    def form(self) -> dict[str, str]:
        """The last request's fields, which must be a form."""
        _, headers, body = self.taken[-1]
        assert headers["Content-Type"] == FORM
        return {name: value for name, (value,) in parse_qs(body.decode(), keep_blank_values=True).items()}

    async def command(self) -> Json:
        return await self.sandbox.act("command", **ME, command="/help", text="me & you")

    def errors(self) -> list[tuple[str, str | None]]:
        return [(row["name"], row["error"]) for row in self.sandbox.slack.calls.rows]

    def told(self) -> list[str]:
        return [each["text"] for each in self.sandbox.slack.workspace.channels["CDESK"].ephemeral["UMAYA"].values()]


class _At(Clock):
    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> float:
        return self._at.timestamp()

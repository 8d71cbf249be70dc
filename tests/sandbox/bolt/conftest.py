"""A real Bolt app over Socket Mode that keeps all that it is sent."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from careapp.sandbox.events import SCOPES as NEEDED
from tests.sandbox.conftest import SCOPES, Slack

KINDS = ("channels", "groups", "im", "mpim")
ALL_EVENTS = [*(name for name in NEEDED if name != "message"), *(f"message.{kind}" for kind in KINDS)]
ALL_SCOPES = [*SCOPES, "mpim:history", "mpim:read"]


@dataclass
class Listening:
    """A Bolt app on a sandbox; `bodies` are all that came, in order, its own events too."""

    slack: Slack
    app: AsyncApp
    bodies: list[dict[str, Any]] = field(default_factory=list)
    handlers: list[AsyncSocketModeHandler] = field(default_factory=list)

    async def connect(self) -> None:
        """Opens the socket; listeners that are registered before come before the one that takes the rest."""
        self.app.event(re.compile(".*"))(_take)
        handler = AsyncSocketModeHandler(self.app, self.slack.sandbox.app_token)
        self.handlers.append(handler)
        await handler.connect_async()

    async def heard(self, name: str = "") -> list[dict[str, Any]]:
        """The events (of this type) that were sent since the last question, in order, once all are acked."""
        await self.slack.control("settle")
        came = [body for body in self.bodies if body["type"] == "event_callback"]
        events = [body["event"] for body in sorted(came, key=lambda body: body["event_id"])]
        self.bodies.clear()
        return [event for event in events if name in ("", event["type"])]

    def last(self) -> dict[str, Any]:
        """The body that came last."""
        return self.bodies[-1]


async def _take(event: dict[str, Any]) -> None:
    """Acks what nobody else took."""


@pytest.fixture
async def listen(start: Callable[..., Awaitable[Slack]]) -> AsyncIterator[Callable[..., Awaitable[Listening]]]:
    """Starts a sandbox and a Bolt app for it; takes changes of the manifest."""
    started: list[Listening] = []

    async def listen_one(**changes: Any) -> Listening:
        slack = await start(**{"events": ALL_EVENTS, "scopes": ALL_SCOPES} | changes)
        app = AsyncApp(client=slack.app, process_before_response=True, ignoring_self_events_enabled=False)
        listening = Listening(slack, app)
        started.append(listening)

        @app.use
        async def keep(body: dict[str, Any], next: Callable[[], Awaitable[None]]) -> None:
            listening.bodies.append(body)
            await next()

        return listening

    yield listen_one
    for listening in started:
        for handler in listening.handlers:
            await handler.close_async()


@pytest.fixture
async def care(listen: Callable[..., Awaitable[Listening]]) -> Listening:
    """A connected Bolt app that is subscribed to everything."""
    listening = await listen()
    await listening.connect()
    return listening

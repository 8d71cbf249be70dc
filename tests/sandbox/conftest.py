"""A sandbox with a small workspace, the real SDK client, a raw socket and a real Bolt app on it."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from careapp.sandbox import Sandbox
from careapp.sandbox.methods import COMMON_ERRORS, METHODS

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SCOPES = [
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:manage",
    "channels:read",
    "chat:write",
    "commands",
    "emoji:read",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "groups:write",
    "im:history",
    "im:read",
    "im:write",
    "mpim:write",
    "pins:read",
    "pins:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users:read",
]
EVENTS = [
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_left",
    "channel_rename",
    "channel_unarchive",
    "group_archive",
    "group_rename",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "reaction_added",
    "reaction_removed",
    "team_join",
    "user_change",
]
MANIFEST = {
    "display_information": {"name": "Helper", "background_color": "#123456"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Helper"},
        "slash_commands": [
            {"command": "/help", "description": "Helps", "usage_hint": "[topic]", "should_escape": True},
            {"command": "/raw", "description": "As typed"},
        ],
        "shortcuts": [
            {"name": "Keep", "type": "message", "callback_id": "keep", "description": "Keeps a message"},
            {"name": "Start", "type": "global", "callback_id": "start", "description": "Starts"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {
        "event_subscriptions": {"bot_events": EVENTS},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}
WORKSPACE = {
    "name": "Maple Street",
    "person": [
        {"handle": "maya", "name": "Maya Lind", "zone": "Europe/Berlin", "title": "Front desk", "color": "#aa3355"},
        {"handle": "tom", "name": "Tom Ek", "zone": "America/New_York"},
        {"handle": "ada", "name": "Ada Roy", "zone": "Asia/Kolkata"},
        {"handle": "gone", "name": "Gone Gil", "zone": "UTC", "deleted": True},
    ],
    "channel": [
        {"name": "desk", "topic": "All day", "members": ["maya", "tom"], "app": True},
        {"name": "lobby", "members": ["maya", "ada"]},
        {"name": "quiet", "private": True, "members": ["maya", "tom"], "app": True},
        {"name": "secret", "private": True, "members": ["ada"]},
    ],
    "group": [{"handle": "night-shift", "name": "Night shift", "members": ["tom", "ada"]}],
}


def manifest_with(**changes: Any) -> dict[str, Any]:
    """The manifest with other scopes, events or app_home settings."""
    manifest = deepcopy(MANIFEST)
    manifest["oauth_config"]["scopes"]["bot"] = changes.get("scopes", SCOPES)
    manifest["settings"]["event_subscriptions"]["bot_events"] = changes.get("events", EVENTS)
    manifest["features"]["app_home"].update(changes.get("app_home", {}))
    manifest["settings"]["interactivity"]["is_enabled"] = changes.get("interactive", True)
    return manifest


@dataclass
class RawSocket:
    """The app's side of Socket Mode by hand."""

    socket: aiohttp.ClientWebSocketResponse
    hello: dict[str, Any]
    delivery: dict[str, Any] = field(default_factory=dict)

    async def next(self) -> dict[str, Any]:
        """The next envelope."""
        async with asyncio.timeout(5):
            return json.loads((await self.socket.receive()).data)

    async def ack(self, envelope: dict[str, Any], payload: dict[str, Any] | None = None) -> None:
        """Acks an envelope."""
        body = {"envelope_id": envelope["envelope_id"]}
        await self.socket.send_json(body | ({"payload": payload} if payload else {}))

    async def acked(self, act: Awaitable[Any], payload: dict[str, Any] | None = None) -> dict[str, Any]:
        """The payload of the envelope that an act sends, acked; the act is over when this returns."""
        acting = asyncio.ensure_future(act)
        envelope = await self.next()
        await self.ack(envelope, payload)
        self.delivery = await acting
        return envelope["payload"]

    async def event(self) -> dict[str, Any]:
        """The next event, acked."""
        envelope = await self.next()
        await self.ack(envelope)
        return envelope["payload"]["event"]


@dataclass
class Slack:
    """A started sandbox with a client of the app and one of people."""

    sandbox: Sandbox
    app: AsyncWebClient
    http: aiohttp.ClientSession
    open_sockets: list[aiohttp.ClientWebSocketResponse]

    async def socket(self) -> RawSocket:
        """Connects by hand."""
        answer = await self.app.apps_connections_open(app_token=self.sandbox.app_token)
        socket = await self.http.ws_connect(answer["url"])
        self.open_sockets.append(socket)
        return RawSocket(socket, await socket.receive_json())

    async def control(self, name: str, /, **body: Any) -> dict[str, Any]:
        """A control call over HTTP that must work."""
        async with self.http.post(f"{self.sandbox.url}/_sandbox/{name}", json=body) as answer:
            read = await answer.json()
            assert answer.status == 200, read
            return read

    async def get(self, path: str, /, **query: str) -> dict[str, Any]:
        """A control read that must work."""
        async with self.http.get(f"{self.sandbox.url}/_sandbox/{path}", params=query) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def say(self, text: str, user: str = "UMAYA", channel: str = "CDESK", **more: Any) -> str:
        """What a person writes; answers its ts."""
        return (await self.control("say", user=user, channel=channel, text=text, **more))["ts"]

    async def messages(self, channel: str = "CDESK", user: str = "UMAYA", **query: str) -> list[dict[str, Any]]:
        """What a person sees in a channel."""
        return (await self.get("messages", user=user, channel=channel, **query))["messages"]

    async def refused(self, call: Awaitable[Any]) -> dict[str, Any]:
        """The body of a Web API call that must be refused."""
        with pytest.raises(SlackApiError) as refusal:
            await call
        return refusal.value.response.data

    async def error(self, call: Awaitable[Any]) -> str:
        """The error code of a Web API call that must be refused."""
        return (await self.refused(call))["error"]

    async def errors(self, *calls: Awaitable[Any]) -> list[str | None]:
        """The error code of each of several Web API calls; None where one is not refused."""
        answers = await asyncio.gather(*calls, return_exceptions=True)
        return [each.response["error"] if isinstance(each, SlackApiError) else None for each in answers]


def unlisted_errors(sandbox: Sandbox) -> list[tuple[str, str]]:
    """The methods and errors of calls of which the table says nothing, and the sandbox's own faults."""
    rows = [row for row in sandbox.slack.calls.rows if row["kind"] == "api" and row["error"] and not row["fault"]]
    met = [(row["name"], row["error"]) for row in rows if row["name"] in METHODS]
    ordinary = {*COMMON_ERRORS} - {"internal_error"}
    return [(name, error) for name, error in met if error not in {*METHODS[name].errors} | ordinary]


@pytest.fixture
async def start() -> AsyncIterator[Callable[..., Awaitable[Slack]]]:
    """Starts a sandbox at noon with its clock frozen and without rate limits; takes changes of the manifest."""
    started: list[Slack] = []

    async def start_one(**changes: Any) -> Slack:
        sandbox = Sandbox(manifest_with(**changes), WORKSPACE, NOON)
        sandbox.clock.freeze()
        sandbox.clock.set(NOON)
        await sandbox.start()
        await sandbox.act("settings", rate_limits=False)
        headers = {"X-Sandbox-Token": sandbox.write_token, "Origin": sandbox.url}
        http = aiohttp.ClientSession(headers=headers)
        app = AsyncWebClient(sandbox.bot_token, f"{sandbox.url}/api/", session=http, retry_handlers=[])
        app.proxy = None
        slack = Slack(sandbox, app, http, [])
        started.append(slack)
        return slack

    yield start_one
    for slack in started:
        for socket in slack.open_sockets:
            await socket.close()
        await slack.http.close()
        await slack.sandbox.stop()
    assert [each for slack in started for each in unlisted_errors(slack.sandbox)] == []


@pytest.fixture
async def slack(start: Callable[..., Awaitable[Slack]]) -> Slack:
    """A sandbox with all scopes and events."""
    return await start()


@pytest.fixture
async def bolt(slack: Slack) -> AsyncIterator[tuple[AsyncApp, Callable[[], Awaitable[None]]]]:
    """A real Bolt app, and how to connect it once its listeners are there."""
    app = AsyncApp(client=slack.app, process_before_response=True)
    handlers: list[AsyncSocketModeHandler] = []

    async def connect() -> None:
        handler = AsyncSocketModeHandler(app, slack.sandbox.app_token)
        handlers.append(handler)
        await handler.connect_async()

    yield app, connect
    for handler in handlers:
        await handler.close_async()


def section(text: str = "Hello", **more: Any) -> dict[str, Any]:
    """A section block."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(action_id: str = "go", **more: Any) -> dict[str, Any]:
    """A button."""
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": "Go"}, **more}


def actions(*elements: dict[str, Any], block_id: str = "row") -> dict[str, Any]:
    """An actions block."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def text_input(block_id: str = "story", action_id: str = "text", **more: Any) -> dict[str, Any]:
    """An input block with a text field; `more` goes into the block."""
    element = {"type": "plain_text_input", "action_id": action_id, **more.pop("element", {})}
    label = {"type": "plain_text", "text": "Story"}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, **more}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A modal with a submit button."""
    title, submit = {"type": "plain_text", "text": "A modal"}, {"type": "plain_text", "text": "Send"}
    return {"type": "modal", "callback_id": "form", "title": title, "submit": submit, "blocks": list(blocks), **more}


def home(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An App Home."""
    return {"type": "home", "blocks": list(blocks), **more}

"""A small workspace with a small Bolt app in it, for journeys that need no Care."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Locator, expect
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from careapp.sandbox import Sandbox
from tests.journeys.browser import SIZE, Visitor
from tests.sandbox.conftest import MANIFEST, WORKSPACE, modal, text_input

PEOPLE = {"user": "UMAYA", "channel": "CDESK"}


@dataclass
class SmallSlack:
    """The sandbox and the client of its app, which never asks twice."""

    sandbox: Sandbox
    app: AsyncWebClient

    async def post(self, text: str, **more: Any) -> str:
        """Let the app post in the channel that Maya sees first; return what Slack's client said of it."""
        try:
            await self.app.chat_postMessage(channel="CDESK", text=text, **more)
        except Exception as trouble:
            return type(trouble).__name__
        return "ok"

    async def help(self) -> None:
        """Let Maya type the command that the app answers."""
        await self.sandbox.act("command", **PEOPLE, command="/help", text="with cats")


@asynccontextmanager
async def small_slack() -> AsyncIterator[SmallSlack]:
    """Run the sandbox and its app, connected, with one message to read."""
    async with Sandbox(MANIFEST, WORKSPACE) as sandbox:
        await sandbox.act("settings", rate_limits=False)
        client = AsyncWebClient(sandbox.bot_token, f"{sandbox.url}/api/", retry_handlers=[])
        client.proxy = None
        app = AsyncApp(client=client, process_before_response=True)

        @app.event({"type": "message"})
        @app.event({"type": "app_mention"})
        async def hear(ack: AsyncAck) -> None:
            await ack()

        @app.command("/help")
        async def answer(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
            await ack(*([] if body["text"] == "form" else ["Cats are in the second drawer."]))
            if body["text"] == "form":
                await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input()))

        handler = AsyncSocketModeHandler(app, sandbox.app_token)
        await handler.connect_async()
        await sandbox.act("say", **PEOPLE, text="Hello")
        await sandbox.settled()
        try:
            yield SmallSlack(sandbox, client)
        finally:
            await handler.close_async()


@asynccontextmanager
async def looking_at(slack: SmallSlack, chromium: Browser, name: str, **more: Any) -> AsyncIterator[Visitor]:
    """Let somebody look at the page; at the end the screen is kept, and the page must have had no trouble."""
    page = await chromium.new_page(**{"viewport": SIZE, **more})
    visitor = Visitor(page, slack.sandbox.url, Path(__file__).parents[2] / "artefacts")
    await visitor.arrive()
    yield visitor
    await visitor.photograph(name)
    await page.close()
    assert not visitor.troubles


async def row(list_: Locator, *words: str) -> Locator:
    """Return the newest row of the record that holds all these words, once it is there."""
    found = list_.get_by_role("option")
    for part in words:
        found = found.filter(has_text=part)
    await expect(found.first).to_be_visible()
    return found.first

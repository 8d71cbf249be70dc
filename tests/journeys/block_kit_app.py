"""A Bolt app that shows every block and element, and keeps what people do with them."""

import asyncio
import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from PIL import Image, ImageDraw
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from careapp.sandbox import Sandbox
from tests.sandbox.conftest import MANIFEST, WORKSPACE
from tests.sandbox.gallery import Json, option

CITIES = ["Oslo", "Osaka", "Ostrava"]


@dataclass
class BlockKitApp:
    """The sandbox, the app's client, and what came in: actions, submissions and closed views, oldest first."""

    sandbox: Sandbox
    app: AsyncWebClient
    acted: asyncio.Queue[Json] = field(default_factory=asyncio.Queue)
    submitted: asyncio.Queue[Json] = field(default_factory=asyncio.Queue)
    closed: asyncio.Queue[Json] = field(default_factory=asyncio.Queue)
    answers: list[Json] = field(default_factory=list)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    async def post(self, *blocks: Json) -> str:
        """Let the app post blocks where Maya sees them; return the message's ts."""
        return (await self.app.chat_postMessage(channel="CDESK", text="Blocks", blocks=list(blocks)))["ts"]

    async def open(self, view: Json) -> str:
        """Let Maya use the app's shortcut, to which it opens this view; return the view's id."""
        return (await self._with_trigger(self.app.views_open, view))["view"]["id"]

    async def push(self, view: Json) -> str:
        """The same on top of the views that are open."""
        return (await self._with_trigger(self.app.views_push, view))["view"]["id"]

    async def action(self) -> Json:
        """The next action, with the payload that it came in."""
        payload = await asyncio.wait_for(self.acted.get(), 5)
        return {**payload["actions"][0], "payload": payload}

    async def submission(self) -> Json:
        """The next view that was submitted, as the app got it."""
        return await asyncio.wait_for(self.submitted.get(), 5)

    async def left(self) -> tuple[str, bool]:
        """The title of the next view that was closed, and whether the whole stack was."""
        body = await asyncio.wait_for(self.closed.get(), 5)
        return body["view"]["title"]["text"], body["is_cleared"]

    async def picture(self, name: str = "hill.png") -> str:
        """Let the app upload a small picture; return the id of its file."""
        drawn, data = Image.new("RGB", (320, 180), "#87b5b0"), io.BytesIO()
        ImageDraw.Draw(drawn).polygon([(0, 180), (120, 70), (200, 140), (250, 100), (320, 180)], fill="#345e5b")
        drawn.save(data, "PNG")
        return (await self.app.files_upload_v2(filename=name, content=data.getvalue()))["file"]["id"]

    async def _with_trigger(self, method: Any, view: Json) -> Any:
        trigger_id = self.sandbox.slack.permits.new_trigger("UMAYA", "CDESK")
        return await method(trigger_id=trigger_id, view=view)


@asynccontextmanager
async def block_kit_app() -> AsyncIterator[BlockKitApp]:
    """Run the sandbox and its app, connected, with one message to read."""
    async with Sandbox(MANIFEST, WORKSPACE) as sandbox:
        await sandbox.act("settings", rate_limits=False)
        client = AsyncWebClient(sandbox.bot_token, f"{sandbox.url}/api/", retry_handlers=[])
        client.proxy = None
        kit = BlockKitApp(sandbox, client)
        kit.may_answer.set()
        handler = AsyncSocketModeHandler(_listening(kit), sandbox.app_token)
        await handler.connect_async()
        await sandbox.act("say", user="UMAYA", channel="CDESK", text="Hello")
        await sandbox.settled()
        try:
            yield kit
        finally:
            await handler.close_async()


def _listening(kit: BlockKitApp) -> AsyncApp:
    app = AsyncApp(client=kit.app, process_before_response=True)

    @app.event("message")
    @app.event("app_home_opened")
    async def hear(ack: AsyncAck) -> None:
        await ack()

    @app.options(re.compile(".*"))
    async def suggest(ack: AsyncAck, payload: Json) -> None:
        found = [city for city in CITIES if city.lower().startswith(payload["value"].lower())]
        await ack(options=[option(city.lower()) for city in found])

    @app.action(re.compile(".*"))
    async def keep(ack: AsyncAck, body: Json) -> None:
        await ack()
        kit.acted.put_nowait(body)

    @app.view({"type": "view_submission", "callback_id": "form"})
    async def submitted(ack: AsyncAck, body: Json) -> None:
        await kit.may_answer.wait()
        await ack(**(kit.answers.pop(0) if kit.answers else {}))
        kit.submitted.put_nowait(body["view"])

    @app.view({"type": "view_closed", "callback_id": "form"})
    async def closed(ack: AsyncAck, body: Json) -> None:
        await ack()
        kit.closed.put_nowait(body)

    return app

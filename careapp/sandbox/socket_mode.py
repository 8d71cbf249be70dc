"""Socket Mode: single-use tickets, the app's WebSockets, and what goes down and up on them."""

import asyncio
import json
import secrets
import time
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from careapp.sandbox.refusals import Json, SlackError

MOST_SOCKETS = 10
TICKET_SECONDS = 30


class SocketMode:
    """The app's open sockets; every envelope goes to one of them, in turn."""

    def __init__(self, app_id: str) -> None:
        self._app_id = app_id
        self._tickets: dict[str, float] = {}
        self._sockets: list[asyncio.Queue[str | None]] = []
        self.on_ack: Callable[[str, Json | None], None] = lambda envelope_id, payload: None
        self.on_connected: Callable[[bool], None] = lambda connected: None

    @property
    def connected(self) -> bool:
        """Whether the app has any socket open."""
        return bool(self._sockets)

    def new_url(self, base_url: str) -> str:
        """A WebSocket URL that is good for one connection within 30 real seconds."""
        ticket = secrets.token_hex(16)
        self._tickets[ticket] = time.monotonic() + TICKET_SECONDS
        return f"{base_url.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={self._app_id}"

    def send(self, envelope: Json) -> bool:
        """Sends an envelope on one socket; False where the app has none open."""
        if not self._sockets:
            return False
        socket = self._sockets.pop(0)
        self._sockets.append(socket)
        socket.put_nowait(json.dumps(envelope))
        return True

    def disconnect(self, reason: str) -> None:
        """Tells all sockets to leave, as Slack does when it refreshes them."""
        for socket in self._sockets:
            socket.put_nowait(json.dumps({"type": "disconnect", "reason": reason, "debug_info": _DEBUG}))

    def close(self) -> None:
        """Closes all sockets."""
        for socket in self._sockets:
            socket.put_nowait(None)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Keeps one socket of the app until either side closes it."""
        expires = self._tickets.pop(request.query.get("ticket", ""), None)
        if expires is None or expires < time.monotonic():
            return web.json_response(SlackError("invalid_ticket").body(), status=403)
        # The SDK's own client knows neither compression nor empty pings: none are sent.
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        if len(self._sockets) >= MOST_SOCKETS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        await self._keep(socket)
        return socket

    async def _keep(self, socket: web.WebSocketResponse) -> None:
        outgoing: asyncio.Queue[str | None] = asyncio.Queue()
        self._sockets.append(outgoing)
        outgoing.put_nowait(json.dumps(self._hello()))
        writer = asyncio.create_task(_write(socket, outgoing))
        self.on_connected(True)
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._take(message.data)
        finally:
            self._sockets.remove(outgoing)
            writer.cancel()
            self.on_connected(self.connected)

    def _hello(self) -> Json:
        info = {"app_id": self._app_id}
        count = len(self._sockets)
        return {"type": "hello", "num_connections": count, "debug_info": _DEBUG, "connection_info": info}

    def _take(self, text: str) -> None:
        try:
            message: Any = json.loads(text)
        except ValueError:
            return
        if isinstance(message, dict) and isinstance(message.get("envelope_id"), str):
            payload = message.get("payload")
            self.on_ack(message["envelope_id"], payload if isinstance(payload, dict) else None)


_DEBUG: Json = {"host": "applink-sandbox", "build_number": 1, "approximate_connection_time": 18060}


async def _write(socket: web.WebSocketResponse, outgoing: asyncio.Queue[str | None]) -> None:
    while (text := await outgoing.get()) is not None:
        try:
            await socket.send_str(text)
        except ConnectionError:
            return
    await socket.close()

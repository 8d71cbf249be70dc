"""Socket Mode: single-use tickets, the app's WebSockets, and what goes down and up on them."""

import json
import secrets
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

from careapp.sandbox.refusals import Json, SlackError
from careapp.sandbox.socket import Socket
from careapp.sandbox.socket_faults import SocketFaults

MOST_SOCKETS = 10
TICKET_SECONDS = 30


class SocketMode:
    """The app's open sockets; every envelope goes to one of them, in turn."""

    def __init__(self, app_id: str) -> None:
        self._app_id = app_id
        self._tickets: dict[str, float] = {}
        self._sockets: list[Socket] = []
        self.faults = SocketFaults(self._sockets, self._pass_on)
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
        return bool(self._sockets) and self.faults.send(json.dumps(envelope))

    def disconnect(self, reason: str) -> None:
        """Tells all sockets to leave, as Slack does when it refreshes them."""
        for socket in self._sockets:
            socket.say({"type": "disconnect", "reason": reason, "debug_info": DEBUG})

    def close(self) -> None:
        """Closes all sockets."""
        self.faults.mend()
        for socket in self._sockets:
            socket.end()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Keeps one socket of the app until either side closes it."""
        expires = self._tickets.pop(request.query.get("ticket", ""), None)
        if expires is None or expires < time.monotonic():
            return web.json_response(SlackError("invalid_ticket").body(), status=403)
        # The SDK's own client knows neither compression nor empty pings: none are sent.
        response = web.WebSocketResponse(compress=False, autoping=False, autoclose=False)
        await response.prepare(request)
        if self.faults.turns_away() or len(self._sockets) >= MOST_SOCKETS:
            await response.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await response.close()
            return response
        await self._keep(Socket(response, request.transport))
        return response

    async def _keep(self, socket: Socket) -> None:
        self._sockets.append(socket)
        socket.is_mute = self.faults.keeps_silent()
        if not socket.is_mute and not self.faults.forgets_hello():
            socket.say(self._hello())
        self.on_connected(True)
        try:
            await socket.read(self._take)
        finally:
            self._sockets.remove(socket)
            socket.end()
            self.on_connected(self.connected)

    def _pass_on(self, text: str) -> None:
        socket = self._sockets.pop(0)
        self._sockets.append(socket)
        socket.send(text)

    def _hello(self) -> Json:
        info = {"app_id": self._app_id}
        count = len(self._sockets)
        return {"type": "hello", "num_connections": count, "debug_info": DEBUG, "connection_info": info}

    def _take(self, text: str) -> None:
        try:
            message: Any = json.loads(text)
        except ValueError:
            return
        is_ack = isinstance(message, dict) and isinstance(message.get("envelope_id"), str)
        if is_ack and not self.faults.loses_ack():
            payload = message.get("payload")
            self.on_ack(message["envelope_id"], payload if isinstance(payload, dict) else None)


DEBUG: Json = {"host": "applink-sandbox", "build_number": 1, "approximate_connection_time": 18060}

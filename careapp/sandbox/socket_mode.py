"""Socket Mode: single-use tickets, the app's WebSockets, and what goes down and up on them."""

import json
import secrets
import time
from collections.abc import Callable

from aiohttp import web

from careapp.sandbox.deliveries import Failure
from careapp.sandbox.json_text import read_json
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
        self.faults = SocketFaults(self._sockets, self._pass_on, lambda *seen: self.on_trace(*seen))
        self.on_ack: Callable[[str, Json | None], None] = lambda envelope_id, payload: None
        self.on_failure: Callable[[str, Failure], None] = lambda envelope_id, failure: None
        self.on_connected: Callable[[bool], None] = lambda connected: None
        self.on_trace: Callable[[str, str], None] = lambda envelope_id, word: None

    @property
    def connected(self) -> bool:
        """Whether the app has any socket open."""
        return bool(self._sockets)

    def new_url(self, base_url: str) -> str:
        """A WebSocket URL that is good for one connection within 30 real seconds."""
        ticket, now = secrets.token_hex(16), time.monotonic()
        self._tickets = {known: expires for known, expires in self._tickets.items() if expires >= now}
        self._tickets[ticket] = now + TICKET_SECONDS
        return f"{base_url.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={self._app_id}"

    def send(self, envelope: Json) -> bool:
        """Sends an envelope on one socket; False where the app has none open."""
        if self._sockets:
            self.faults.send(envelope["envelope_id"], json.dumps(envelope))
        return bool(self._sockets)

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

    def _pass_on(self, envelope_id: str, text: str) -> None:
        socket = self._sockets.pop(0)
        self._sockets.append(socket)
        self.on_trace(envelope_id, "muted" if socket.is_mute else "sent")
        socket.send(text)

    def _hello(self) -> Json:
        info = {"app_id": self._app_id}
        count = len(self._sockets)
        return {"type": "hello", "num_connections": count, "debug_info": DEBUG, "connection_info": info}

    def _take(self, text: str) -> None:
        try:
            message = read_json(text)
        except ValueError:
            return
        if not isinstance(message, dict) or not isinstance(message.get("envelope_id"), str):
            return
        envelope_id, payload = message["envelope_id"], message.get("payload")
        is_lost = self.faults.loses_ack()
        self.on_trace(envelope_id, "lost_acks" if is_lost else "acks")
        if not is_lost:
            self.on_ack(envelope_id, payload if isinstance(payload, dict) else None)


DEBUG: Json = {"host": "applink-sandbox", "build_number": 1, "approximate_connection_time": 18060}

"""One of the app's WebSockets, as Slack's side holds it."""

import asyncio
import json
import struct
from collections.abc import Callable
from socket import SO_LINGER, SOL_SOCKET

from aiohttp import WSMsgType, web

from careapp.sandbox.refusals import Json

_AT_ONCE = struct.pack("ii", 1, 0)  # a socket that lingers for no time is reset
_LOOK_AGAIN = 0.05
BACKLOG = 10_000


class Socket:
    """Reads frames, and writes in order what it is given; while it is mute it does neither, and stays open."""

    def __init__(self, response: web.WebSocketResponse, transport: asyncio.Transport | None) -> None:
        self.is_mute = False
        self._response, self._transport = response, transport
        self._outgoing: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self._writer = asyncio.get_running_loop().create_task(self._write())

    def say(self, message: Json) -> None:
        """Sends a message."""
        self.send(json.dumps(message))

    def send(self, text: str | bytes) -> None:
        """Sends a text frame, word for word; bytes need not be UTF-8. Who reads nothing for long is shown out."""
        if self._outgoing.qsize() >= BACKLOG:
            self.reset()
        else:
            self._outgoing.put_nowait(text)

    def end(self) -> None:
        """Closes it, once everything is sent."""
        self.is_mute = False
        self._outgoing.put_nowait(None)

    def reset(self) -> None:
        """Breaks the TCP connection off."""
        if self._transport:
            self._transport.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, _AT_ONCE)
            self._transport.abort()

    async def read(self, take: Callable[[str], None]) -> None:
        """Takes what the app sends until either side closes."""
        async for frame in self._response:
            if self.is_mute:
                continue
            if frame.type == WSMsgType.PING:
                await self._pong(frame.data)
            elif frame.type == WSMsgType.TEXT:
                take(frame.data)
        while self.is_mute and self._transport and not self._transport.is_closing():  # noqa: ASYNC110, nothing tells
            await asyncio.sleep(_LOOK_AGAIN)  # a mute socket does not even answer a goodbye

    async def _pong(self, data: bytes) -> None:
        try:
            await self._response.pong(data)
        except ConnectionError:
            return

    async def _write(self) -> None:
        while (text := await self._outgoing.get()) is not None:
            if self.is_mute:
                continue
            try:
                await self._response.send_frame(text.encode() if isinstance(text, str) else text, WSMsgType.TEXT)
            except ConnectionError:
                return
        await self._response.close()

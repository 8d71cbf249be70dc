"""One WebSocket of Socket Mode, from Slack's hello until it goes."""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientWebSocketResponse, WSMsgType

log = logging.getLogger(__name__)
Socket = ClientWebSocketResponse[Any]
_ENDED = (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR)


@dataclass(frozen=True)
class Patience:
    """How long Care waits for Slack's sockets, in real seconds.

    Care pings every `ping` seconds; a link without any sign of life for `silence`, or without its `hello` so long
    after it opened, is given up. Attempts that fail lie `shortest` to `longest` apart. A link that Slack has asked to
    leave is read for another `linger`. `deaf` is how long no link may work before Care gives up altogether.
    """

    ping: float = 5
    silence: float = 20
    hello: float = 15
    shortest: float = 1
    longest: float = 60
    linger: float = 10
    deaf: float = 600


class Link:
    """A socket that is read until it closes or falls silent.

    `greeting` tells whether Slack said hello; `leaving` is set once the link is to be replaced, and `reason` says why.
    """

    def __init__(
        self,
        socket: Socket,
        patience: Patience,
        on_sign: Callable[[], None],
        on_envelope: Callable[["Link", dict[str, Any]], None],
    ) -> None:
        self._socket, self._patience = socket, patience
        self._on_sign, self._on_envelope = on_sign, on_envelope
        self.greeting: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.leaving = asyncio.Event()
        self.reason = "it was closed"
        self.is_open = True
        self.listening = asyncio.get_running_loop().create_task(self._listen())

    async def send(self, message: dict[str, Any]) -> None:
        """Send a message; raises ConnectionError where the link is gone."""
        await self._socket.send_str(json.dumps(message))

    async def close(self) -> None:
        """Say goodbye and stop listening."""
        await self._socket.close()
        await self.listening

    async def retire(self) -> None:
        """Hear what Slack still sends on a link that was replaced, and close it after a while."""
        await asyncio.wait([self.listening], timeout=self._patience.linger)
        await self.close()

    async def _listen(self) -> None:
        pinging = asyncio.get_running_loop().create_task(self._ping())
        try:
            while await self._hear():
                pass
        except TimeoutError:
            self.reason = "it fell silent"
        except Exception as error:
            log.exception("a socket failed")
            self.reason = type(error).__name__
        finally:
            self.is_open = False
            pinging.cancel()
            self._leave()
            await self._socket.close()

    async def _hear(self) -> bool:
        """Take one frame; False once there are no more. Raises TimeoutError where Slack keeps silent."""
        frame = await self._socket.receive(timeout=self._patience.silence)
        if frame.type in _ENDED:
            return False
        if frame.type == WSMsgType.PING:
            await self._socket.pong(frame.data)
        elif frame.type == WSMsgType.TEXT:
            self._take(frame.data)
        if self._is_greeted:
            self._on_sign()
        return True

    @property
    def _is_greeted(self) -> bool:
        return self.greeting.done() and self.greeting.result()

    def _take(self, text: bytes) -> None:
        try:
            message = json.loads(text)
        except (ValueError, RecursionError) as error:
            log.warning("Slack sent what cannot be read: %s", type(error).__name__)
            return
        if not isinstance(message, dict):
            log.warning("Slack sent a message that is no object")
        elif message.get("type") == "hello":
            if not self.greeting.done():
                self.greeting.set_result(True)
        elif message.get("type") == "disconnect":
            self.reason = str(message.get("reason"))[:40]
            self._leave()
        else:
            self._on_envelope(self, message)

    def _leave(self) -> None:
        if not self.greeting.done():
            self.greeting.set_result(False)
        self.leaving.set()

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(self._patience.ping)
            try:
                await self._socket.ping(b"care")
            except ConnectionError:
                return

"""Pushes what changes to the open pages, each as its person sees it, without holding anyone up."""

import asyncio
import json
from collections.abc import Callable

from aiohttp import WSMsgType, web

from careapp.sandbox.refusals import Json

BACKLOG = 10_000


class Live:
    """The open pages by person."""

    def __init__(self) -> None:
        self._pages: set[tuple[str, asyncio.Queue[str | None]]] = set()

    def push(self, update: Json, seen_by: Callable[[str], bool] = lambda user_id: True) -> None:
        """Sends one update to all pages whose person `seen_by` lets see it."""
        pages = [queue for user_id, queue in self._pages if seen_by(user_id)]
        if pages:
            text = json.dumps(update)
            for queue in pages:
                _put(queue, text)

    def push_each(self, update: Callable[[str], Json]) -> None:
        """Sends every page the update made for its person."""
        for user_id, queue in self._pages:
            _put(queue, json.dumps(update(user_id)))

    def is_open_for(self, user_id: str) -> bool:
        """Whether this person has a page open."""
        return any(viewer == user_id for viewer, _ in self._pages)

    async def serve(self, request: web.Request, user_id: str) -> web.WebSocketResponse:
        """Keeps one page's socket until it closes."""
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        queue: asyncio.Queue[str | None] = asyncio.Queue(BACKLOG)
        page = (user_id, queue)
        self._pages.add(page)
        writer = asyncio.create_task(_write(socket, queue))
        try:
            async for message in socket:
                if message.type == WSMsgType.ERROR:
                    break
        finally:
            self._pages.discard(page)
            writer.cancel()
        return socket

    def close(self) -> None:
        """Ends all pages' sockets."""
        for _, queue in self._pages:
            _put(queue, None)


def _put(queue: asyncio.Queue[str | None], text: str | None) -> None:
    """Sends a page a text, or ends its socket (None)."""
    if queue.full():
        # A page that reads nothing must not make the sandbox grow: it is shown out, and reads all anew on its return.
        while not queue.empty():
            queue.get_nowait()
        text = None
    queue.put_nowait(text)


async def _write(socket: web.WebSocketResponse, queue: asyncio.Queue[str | None]) -> None:
    while (text := await queue.get()) is not None:
        try:
            await socket.send_str(text)
        except ConnectionError:
            return
    await socket.close()

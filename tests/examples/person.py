"""Somebody in a sandbox that runs as a process of its own: they act and look as its page does, over HTTP."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp

Json = dict[str, Any]


class Person:
    """One person; what reaches their page is kept as it comes."""

    def __init__(self, http: aiohttp.ClientSession, url: str, user: str, live: aiohttp.ClientWebSocketResponse) -> None:
        self._http, self._url, self._user, self._live = http, url, user, live  # `http` carries the write token

    async def does(self, name: str, /, **body: Any) -> Json:
        """Act by a control call, which must work."""
        async with self._http.post(f"{self._url}/_sandbox/{name}", json={"user": self._user, **body}) as answer:
            read = await answer.json()
            assert answer.status == 200, read
            return dict(read)

    async def looks_up(self, name: str, /, **query: str) -> Json:
        """Read by a control call, which must work."""
        about = {"user": self._user, **query}
        async with self._http.get(f"{self._url}/_sandbox/{name}", params=about) as answer:
            assert answer.status == 200, await answer.text()
            return dict(await answer.json())

    async def sees(self, words: str) -> Json:
        """Wait for a message with these words and return it."""
        update = await self._until(lambda update: update["type"] == "message" and words in update["message"]["text"])
        return dict(update["message"])

    async def is_shown(self, kind: str) -> Json:
        """Wait for a `view` (a modal) or for a fresh `home`, and return it."""
        return dict((await self._until(lambda update: update["type"] == kind))["view"])

    async def _until(self, is_it: Callable[[Json], bool]) -> Json:
        async with asyncio.timeout(20):
            while not is_it(update := json.loads((await self._live.receive()).data)):
                pass
        return dict(update)


@contextlib.asynccontextmanager
async def arriving(environment: dict[str, str], user: str) -> AsyncIterator[Person]:
    """Somebody opens the page of the sandbox that this environment is for."""
    url = environment["SLACK_API_URL"].removesuffix("/api/")
    writing = {"X-Sandbox-Token": environment["SANDBOX_WRITE_TOKEN"]}
    address = f"{url}/_sandbox/live?user={user}"
    async with aiohttp.ClientSession(headers=writing) as http, http.ws_connect(address, origin=url) as live:
        yield Person(http, url, user, live)

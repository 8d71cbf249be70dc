"""What can go wrong with a call of the Web API: each kind makes a fault that any number of calls can meet."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiohttp import web

from careapp.sandbox.clock import Clock
from careapp.sandbox.refusals import Json

PAGE = "<html><body>Slack is having trouble.</body></html>"
Answering = Callable[["Attempt"], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Attempt:
    """A call that meets a fault.

    `process` lets Slack do what is asked, `skip` records with an error that Slack did not, and what the app was
    answered, and `later` starts work that outlives the call.
    """

    request: web.Request
    clock: Clock
    process: Callable[[], Awaitable[web.Response]]
    skip: Callable[[str, web.Response | None], None]
    later: Callable[[Coroutine[Any, Any, None]], None]

    def hang_up(self) -> web.Response:
        """Drops the connection, so that the app gets no answer."""
        if self.request.transport:
            self.request.transport.close()
        return web.Response()


@dataclass(eq=False)
class Fault:
    """Something that goes wrong with a call; `name` is what the record of calls says."""

    name: str
    meet: Answering

    def __str__(self) -> str:
        return self.name


class Hold(Fault):
    """A fault that keeps calls or answers back; `held` is set once it does, `done` once one has gone on."""

    def __init__(self, name: str, meet: Answering) -> None:
        super().__init__(name, meet)
        self.held, self.done = asyncio.Event(), asyncio.Event()
        self.on_change: Callable[[], None] = lambda: None
        self._kept: list[asyncio.Event] = []

    @property
    def kept(self) -> int:
        """How many it keeps now."""
        return sum(not each.is_set() for each in self._kept)

    def keep(self) -> asyncio.Event:
        """Keeps one more; it goes on when this event is set."""
        self._kept = [*(each for each in self._kept if not each.is_set()), asyncio.Event()]
        self.held.set()
        self.on_change()
        return self._kept[-1]

    def release(self) -> None:
        """Lets everything go on that is kept now."""
        while self._kept:
            self._kept.pop().set()


def delay(seconds: float) -> Fault:
    """Slack does it after so many real seconds."""

    async def meet(attempt: Attempt) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await attempt.process()

    return Fault("delay", meet)


def lost_call() -> Fault:
    """The connection is dropped before Slack hears of the call."""

    async def meet(attempt: Attempt) -> web.StreamResponse:
        attempt.skip("lost_call", None)
        return attempt.hang_up()

    return Fault("lost_call", meet)


def lost_answer() -> Fault:
    """Slack does it, and the connection is dropped."""

    async def meet(attempt: Attempt) -> web.StreamResponse:
        await attempt.process()
        return attempt.hang_up()

    return Fault("lost_answer", meet)


def spoilt_answer(status: int = 503) -> Fault:
    """Slack does it, and the app is answered with a web page."""

    async def meet(attempt: Attempt) -> web.StreamResponse:
        await attempt.process()
        return web.Response(status=status, text=PAGE, content_type="text/html")

    return Fault("spoilt_answer", meet)


def cut_json() -> Fault:
    """Slack does it, and the answer is complete for HTTP, but only the first half of its JSON."""

    async def meet(attempt: Attempt) -> web.StreamResponse:
        whole = _bytes(await attempt.process())
        return web.Response(body=whole[: len(whole) // 2], content_type="application/json")

    return Fault("cut_json", meet)


def cut_answer() -> Fault:
    """Slack does it, and the connection is dropped in the middle of the answer."""

    async def meet(attempt: Attempt) -> web.StreamResponse:
        whole = _bytes(await attempt.process())
        answer = web.StreamResponse(headers={"Content-Type": "application/json"})
        answer.content_length = len(whole)
        await answer.prepare(attempt.request)
        await answer.write(whole[: len(whole) // 2])
        attempt.hang_up()
        return answer

    return Fault("cut_answer", meet)


def refusal(error: str, status: int = 200, retry_after: int | str | None = None, **more: Any) -> Fault:
    """Slack does nothing and answers `ok: false` with this error, and `more` beside it."""

    async def meet(attempt: Attempt) -> web.StreamResponse:
        body: Json = {"ok": False, "error": error, **more}
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        answer = web.json_response(body, status=status, headers=headers)
        attempt.skip(error, answer)
        return answer

    return Fault("refusal", meet)


def brake(retry_after: int | str = 30) -> Fault:
    """Slack does nothing and answers 429, to be asked again after so many seconds."""
    return Fault("brake", refusal("ratelimited", 429, retry_after).meet)


def server_error(status: int = 500) -> Fault:
    """Slack does nothing and answers with a web page and this status."""

    async def meet(attempt: Attempt) -> web.StreamResponse:
        answer = web.Response(status=status, text=PAGE, content_type="text/html")
        attempt.skip(f"http_{status}", answer)
        return answer

    return Fault("server_error", meet)


def landed_late(after: float | None = None) -> Hold:
    """The connection is dropped at once; Slack does it after so many seconds of its own clock, or when released."""

    async def land(attempt: Attempt) -> None:
        landing = late.keep()
        if after is not None:
            attempt.clock.ring_at(attempt.clock.now() + timedelta(seconds=after), landing.set)
        await landing.wait()
        await attempt.process()
        late.done.set()

    async def meet(attempt: Attempt) -> web.StreamResponse:
        attempt.later(land(attempt))
        return attempt.hang_up()

    late = Hold("landed_late", meet)
    return late


def held_call() -> Hold:
    """The call is kept from Slack until it is released."""

    async def meet(attempt: Attempt) -> web.StreamResponse:
        await hold.keep().wait()
        answer = await attempt.process()
        hold.done.set()
        return answer

    hold = Hold("held_call", meet)
    return hold


def held_answer() -> Hold:
    """Slack does it, and its answer is kept from the app until it is released."""

    async def meet(attempt: Attempt) -> web.StreamResponse:
        answer = await attempt.process()
        await hold.keep().wait()
        hold.done.set()
        return answer

    hold = Hold("held_answer", meet)
    return hold


KINDS: dict[str, Callable[..., Fault]] = {
    kind.__name__: kind
    for kind in (
        *(delay, lost_call, lost_answer, spoilt_answer, cut_json, cut_answer, refusal, brake, server_error),
        *(landed_late, held_call, held_answer),
    )
}


def _bytes(answer: web.Response) -> bytes:
    return answer.body if isinstance(answer.body, bytes) else b""
